import Diagnostics

/// Today's terms, lowered by the discount of an LST and by what it may widen to.
///
///     add-on = a max(0, d) + k s(T)
///
/// d is the discount at the decision time, s(T) the calibrated standard deviation of its logarithm over
/// the horizon: weight moves away from a token whose market doubts it (dynamic asset weighting).
/// Tokens that are no LST keep today's terms.
struct DiscountAwareHaircut: HaircutPolicy {
  static let name = "discount-aware"
  static let summary = "today's terms less the discount of an LST and its volatility"
  static let reference = "dynamic asset weighting (MODEL section b); multiples unsourced"
  static let parameters = [
    Parameter(
      "discountMultiple", .nonNegative, usual: .multiple, default: 1, unit: "none",
      "a, weight of the discount"),
    Parameter(
      "volatilityMultiple", .nonNegative, usual: .multiple, default: 2.33, unit: "none",
      "k, standard deviations of the discount covered"),
    Parameter(
      "days", NumberRange(from: 1, to: 365), usual: .wholeDays(1, 90), default: 10, unit: "days",
      "T, liquidation horizon"),
  ]

  private let discountMultiple: Double
  private let volatilityMultiple: Double
  private let days: Double

  init(_ parameters: ParameterTable) throws(InputError) {
    discountMultiple = parameters["discountMultiple"]
    volatilityMultiple = parameters["volatilityMultiple"]
    days = parameters["days"]
  }

  func terms(given context: PolicyContext) -> PolicyTerms {
    let token = context.collateral
    guard token.isStaked else { return PolicyTerms(context.today) }
    let spread = token.deviation?.standardDeviation(days: days) ?? 0
    return PolicyTerms(
      context.today,
      addingToHaircut: discountMultiple * max(0, token.discount) + volatilityMultiple * spread)
  }
}
