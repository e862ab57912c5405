/// Those who buy below redemption value and wait for the redemption: the slow exit as the market sees it.
///
///     price = 1 − (r_arb (W + sweep) / 365 + cost),  one level of a day's capacity
///
/// It is off where redemptions are closed. Source of the default rates: spec A6; 25 % a year was required at a wait of
/// nine days in July 2025, 7 % at 18-21 days.
package struct RedemptionBuyers: Sendable, Hashable {
  /// K: tokens a day, positive.
  package let perDay: Double
  /// r_arb: what a buyer wants for the wait, per year.
  package let required: Double
  /// Fixed cost of a redemption, as a share of its value.
  package let cost: Double
  /// Days between the exit and the payment.
  package let sweep: Double

  /// Buyers with what they ask for.
  package init(perDay: Double, required: Double, cost: Double, sweep: Double) {
    precondition(perDay > 0 && required >= 0 && cost >= 0 && sweep >= 0, "buyers take and ask")
    self.perDay = perDay
    self.required = required
    self.cost = cost
    self.sweep = sweep
  }

  /// What they pay for one token of redemption value 1; not positive where nobody buys.
  package func price(wait days: Double) -> Double {
    1 - (required * (days + sweep) / 365 + cost)
  }

  /// The level that they make, or `nil` where they pay nothing.
  package func level(wait days: Double) -> LevelsVenue.Level? {
    let price = price(wait: days)
    return price > 0 ? LevelsVenue.Level(size: perDay, price: price) : nil
  }
}
