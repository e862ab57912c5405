import Diagnostics

/// One haircut for every token.
///
///     LTV = 1 − h,  LT = LTV + buffer
///
/// Nothing is capped: a sum of 1 or more is refused.
struct FixedHaircut: HaircutPolicy {
  static let name = "fixed"
  static let summary = "one haircut, one gap up to the threshold, one bonus for every token"
  static let reference = "none: the simplest rule there is"
  static let parameters = [
    Parameter(
      "haircut", .fraction, usual: .haircut, default: 0.25, unit: "fraction",
      "h, share of value not lent against"),
    Parameter(
      "buffer", .fraction, usual: .buffer, default: 0.05, unit: "fraction",
      "LT − LTV, gap up to the threshold"),
    Parameter(
      "bonus", .fractionBelowOne, usual: .bonus, default: 0.05, unit: "fraction",
      "LB, the liquidator's premium"),
  ]

  private let haircut: Double
  private let buffer: Double
  private let bonus: Double

  init(_ parameters: ParameterTable) throws(InputError) {
    haircut = parameters["haircut"]
    buffer = parameters["buffer"]
    bonus = parameters["bonus"]
  }

  func terms(given context: PolicyContext) -> PolicyTerms {
    PolicyTerms(
      maxLoanToValue: 1 - haircut, liquidationThreshold: 1 - haircut + buffer,
      liquidationBonus: bonus)
  }
}
