/// Where a liquidator sells collateral, at the displacements of now: one leg, or two where the debt is dollars and
/// the token trades against ETH.
///
///     p(s) = P (1 − fee) m(I + s) × (1 − fee₂) m₂(I₂ + e(s)),  e(s) = F(I + s) − F(I)
///
/// P is the market price before the simulated accounts' own sales; venues only give it its shape, so the proceeds
/// are the integral of p.
package struct SaleRoute: Sendable {
  /// One leg: a venue and what still weighs on it.
  package struct Leg: Sendable {
    /// Where it is sold.
    package let venue: any ExitVenue
    /// I, in tokens, not negative.
    package let displacement: Double

    /// A leg.
    package init(_ venue: any ExitVenue, displacement: Double) {
      self.venue = venue
      self.displacement = displacement
    }

    /// What of the leg's first price, before the fee, the next token fetches after more sales.
    func share(after amount: Double) -> Double {
      let displacement = displacement + amount
      return (1 - venue.fee) * venue.bid(displacement) / venue.marginal(0)
    }
  }

  /// P, in the numeraire, positive.
  package let marketPrice: Double
  /// Where the token is sold.
  package let first: Leg
  /// Where what it fetched is sold, if that is not what is owed.
  package let second: Leg?

  /// A route at its displacements.
  package init(marketPrice: Double, first: Leg, second: Leg? = nil) {
    self.marketPrice = marketPrice
    self.first = first
    self.second = second
  }

  /// p(s): what the token after a sale of s fetches, in the numeraire.
  package func price(after amount: Double) -> Double {
    let price = marketPrice * first.share(after: amount)
    guard let second else { return price }
    return price
      * second.share(
        after: first.venue.proceeds(of: amount, after: first.displacement))
  }

  /// What a sale fetches, in the numeraire.
  package func proceeds(of amount: Double) -> Double {
    let first = first
    let middle = first.venue.proceeds(of: amount, after: first.displacement)
    let scale = marketPrice * (1 - first.venue.fee) / first.venue.marginal(0)
    guard let second else { return scale * middle }
    return scale * (1 - second.venue.fee) / second.venue.marginal(0)
      * second.venue.proceeds(of: middle, after: second.displacement)
  }

  /// The largest sale, up to a limit, whose last token fetches at least a price.
  package func sale(downTo price: Double, atMost limit: Double) -> Double {
    guard self.price(after: 0) >= price else { return 0 }
    if second != nil {
      return Root.last(in: 0...limit, from: limit) { self.price(after: $0) >= price }
    }
    let share = price / (marketPrice * (1 - first.venue.fee))
    let most = first.venue.sales(downTo: share * first.venue.marginal(0))
    return min(max(0, most - first.displacement), limit)
  }

  /// The largest sale, up to a limit, whose average price is at least a price.
  package func sale(averaging price: Double, atMost limit: Double) -> Double {
    guard self.price(after: 0) >= price else { return 0 }
    return Root.last(in: 0...limit, from: limit) { proceeds(of: $0) >= price * $0 }
  }
}
