import Diagnostics

/// The threshold stays below the point where a liquidation makes the account worse.
///
///     LT = (1 − margin) / ((1 + LB) λ),  λ = 1 + 2 q / x
///
/// q is the position's value and x the reserve of a constant-product market; λ = 1 without one. Above the
/// bound each liquidation raises the loan-to-value (MODEL c5). Reference: MODEL's [A3], with λ derived
/// there for constant-product markets.
struct ToxicityBound: HaircutPolicy {
  static let name = "toxicity-bound"
  static let summary = "threshold below the point where liquidation makes the account worse"
  static let reference = "toxic liquidation spirals: LT < 1 / ((1 + LB) λ) (MODEL c5, c10)"
  static let parameters = [
    Parameter(
      "margin", .fractionBelowOne, usual: .share(0.002, 0.5), default: 0.05, unit: "fraction",
      "distance kept from the bound"),
    Parameter(
      "buffer", .fraction, usual: .buffer, default: 0.03, unit: "fraction",
      "LT − LTV, gap below the threshold"),
  ]

  private let margin: Double
  private let buffer: Double

  init(_ parameters: ParameterTable) throws(InputError) {
    margin = parameters["margin"]
    buffer = parameters["buffer"]
  }

  /// 1 / ((1 + LB) λ).
  static func bound(bonus: Double, positionValue: Double, depth: Double?) -> Double {
    let lambda = depth.map { 1 + 2 * positionValue / $0 } ?? 1
    return 1 / ((1 + bonus) * lambda)
  }

  func terms(given context: PolicyContext) -> PolicyTerms {
    let bonus = context.today.liquidationBonus
    let bound = Self.bound(
      bonus: bonus, positionValue: context.positionValue, depth: context.collateral.depth)
    let threshold = max(0, min((1 - margin) * bound, 1 - PolicyTerms.margin))
    return PolicyTerms(
      maxLoanToValue: max(0, threshold - buffer), liquidationThreshold: threshold,
      liquidationBonus: bonus)
  }
}
