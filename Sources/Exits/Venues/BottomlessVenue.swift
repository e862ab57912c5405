/// Takes whatever comes at one price.
package struct BottomlessVenue: ExitVenue, Hashable {
  /// What every token fetches, positive.
  package let price: Double

  /// A market without impact.
  package init(price: Double = 1) {
    precondition(price > 0, "a market pays")
    self.price = price
  }

  /// The price of every token.
  package func proceeds(of amount: Double, after displacement: Double) -> Double { amount * price }

  /// The price, whatever was sold.
  package func marginal(_ displacement: Double) -> Double { price }

  /// Everything, or nothing above the price.
  package func sales(downTo price: Double) -> Double { price <= self.price ? .infinity : 0 }
}
