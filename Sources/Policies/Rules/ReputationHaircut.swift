import Diagnostics

/// Accounts with a record are granted more, within a bound.
///
///     LTV = LTV₀ + a score,  LT = LT₀ + a score,  a ≤ 2 points
///
/// The score, 0 ... 1, is an input of the run; accounts without one keep today's terms. The sum stays
/// below the toxic frontier 1 / (1 + LB).
struct ReputationHaircut: HaircutPolicy {
  static let name = "reputation"
  static let summary = "today's terms plus a bounded add-on by the account's record"
  static let reference = "reputation-based collateral (MODEL section b); add-on unsourced"
  /// Usual values: Two basis points to what is allowed, 2 %.
  static let parameters = [
    Parameter(
      "addOn", NumberRange(from: 0, to: 0.02), usual: .share(0.0002, 0.02), default: 0.02,
      unit: "fraction",
      "a, what the best record adds to loan-to-value and threshold")
  ]

  private let addOn: Double

  init(_ parameters: ParameterTable) throws(InputError) { addOn = parameters["addOn"] }

  func terms(given context: PolicyContext) -> PolicyTerms {
    let today = context.today
    let room = (1 - PolicyTerms.margin) / (1 + today.liquidationBonus) - today.liquidationThreshold
    let added = max(0, min(addOn * context.score, room))
    // What the protocol does not lend against stays so.
    guard today.maxLoanToValue > 0 else { return PolicyTerms(today) }
    return PolicyTerms(
      maxLoanToValue: today.maxLoanToValue + added,
      liquidationThreshold: today.liquidationThreshold + added,
      liquidationBonus: today.liquidationBonus)
  }
}
