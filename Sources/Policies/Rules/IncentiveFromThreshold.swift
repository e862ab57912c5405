import Diagnostics

/// Today's haircut and threshold with the bonus that the threshold implies.
///
///     LB = min(1 / (1 − c (1 − LT)), M) − 1,  c = 0.3, M = 1.15
///
/// The nearer the threshold is to 1, the smaller the bonus that leaves no bad debt. Reference: Morpho
/// Labs, Morpho Blue whitepaper and `Morpho.sol` (liquidation incentive factor).
struct IncentiveFromThreshold: HaircutPolicy {
  static let name = "incentive-from-threshold"
  static let summary =
    "today's haircut and threshold with the bonus that the threshold implies"
  static let reference = "Morpho Blue, Morpho.sol: LIQUIDATION_CURSOR 0.3, maximum 1.15"
  static let parameters = [
    Parameter(
      "cursor", .fraction, usual: .share(0.02, 0.95), default: 0.3, unit: "none",
      "c, share of the gap that is paid"),
    Parameter(
      "maximum", .fractionBelowOne, usual: .bonus, default: 0.15, unit: "fraction",
      "M − 1, largest bonus"),
  ]

  private let cursor: Double
  private let maximum: Double

  init(_ parameters: ParameterTable) throws(InputError) {
    cursor = parameters["cursor"]
    maximum = parameters["maximum"]
  }

  /// The bonus of a threshold, a fraction.
  static func bonus(threshold: Double, cursor: Double = 0.3, maximum: Double = 0.15)
    -> Double
  {
    let rest = 1 - cursor * (1 - threshold)
    return rest > 0 ? min(maximum, 1 / rest - 1) : maximum
  }

  func terms(given context: PolicyContext) -> PolicyTerms {
    let today = context.today
    return PolicyTerms(
      maxLoanToValue: today.maxLoanToValue, liquidationThreshold: today.liquidationThreshold,
      liquidationBonus: Self.bonus(
        threshold: today.liquidationThreshold, cursor: cursor, maximum: maximum))
  }
}
