import Diagnostics

/// Today's terms, lowered by what it costs to wait for the stake.
///
///     add-on = r (W + sweep) / 365 + cost
///
/// A redeeming liquidator waits W days in the exit queue and for the sweep; r is the yield that its money
/// earns elsewhere. The add-on is the bound that redemption puts on the discount (MODEL section b,
/// derivative-spot alignment). Tokens that are no LST keep today's terms.
struct DurationWeightedHaircut: HaircutPolicy {
  static let name = "duration-weighted"
  static let summary = "today's terms less the cost of the exit queue and the sweep"
  static let reference =
    "redemption bound on the discount: Ethereum specifications for wait and sweep"
  /// Usual values: Liquidators ask for 1 % to 100 % a year; sweeps take 0 to 60 days.
  static let parameters = [
    Parameter(
      "yield", .nonNegative, usual: .rate(0.01, 1), default: 0.20, unit: "per year",
      "r, what a liquidator asks for"),
    Parameter(
      "sweepDays", .nonNegative, usual: .days(0, 60), default: 8.9, unit: "days",
      "256 epochs and a sweep of 901,697 validators"),
    Parameter(
      "cost", .fractionBelowOne, usual: .cost, default: 0.001, unit: "fraction",
      "fees of the way out"),
  ]

  private let yield: Double
  private let sweepDays: Double
  private let cost: Double

  init(_ parameters: ParameterTable) throws(InputError) {
    yield = parameters["yield"]
    sweepDays = parameters["sweepDays"]
    cost = parameters["cost"]
  }

  func terms(given context: PolicyContext) -> PolicyTerms {
    guard context.collateral.isStaked else { return PolicyTerms(context.today) }
    let days = context.collateral.exitWait + sweepDays
    return PolicyTerms(context.today, addingToHaircut: yield * days / 365 + cost)
  }
}
