import Diagnostics

/// A table of ten-day haircuts, scaled by the square root of time.
///
///     H = H₁₀ √((N + T − 1) / 10)
///
/// T is the holding period and N the days between revaluations. Tokens that follow the debt have a row
/// of their own. Reference: Basel Framework CRE22 (comprehensive approach).
package struct SupervisoryHaircut: HaircutPolicy {
  /// Word in documents: `supervisory`.
  package static let name = "supervisory"
  /// One line for `lstrisk list policies`.
  package static let summary = "ten-day table scaled by the square root of time"
  /// Where table and scaling are from.
  package static let reference = "Basel Framework CRE22; US rule: 25 % for other exposures"
  /// Three rows of the ten-day table, and the two periods of its scaling.
  package static let parameters = [
    Parameter(
      "volatileHaircut", .fraction, usual: .haircut, default: 0.25, unit: "fraction",
      "H₁₀ of collateral that does not follow its debt (other exposures)"),
    Parameter(
      "stakedHaircut", .fraction, usual: .haircut, default: 0.15, unit: "fraction",
      "H₁₀ of an LST against what it is redeemed into; unsourced, as main-index equity"),
    Parameter(
      "sameHaircut", .fraction, usual: .haircut, default: 0, unit: "fraction",
      "H₁₀ of dollars against dollars"),
    Parameter(
      "holdingDays", NumberRange(from: 1, to: 365), usual: .wholeDays(1, 90), default: 5,
      unit: "days",
      "T, holding period"),
    Parameter(
      "revaluationDays", NumberRange(from: 1, to: 365), usual: .wholeDays(1, 90), default: 1,
      unit: "days",
      "N, days between revaluations"),
  ]

  private let volatile: Double
  private let staked: Double
  private let same: Double
  private let scale: Double

  /// Scales the table once.
  package init(_ parameters: ParameterTable) throws(InputError) {
    volatile = parameters["volatileHaircut"]
    staked = parameters["stakedHaircut"]
    same = parameters["sameHaircut"]
    scale = Self.scale(
      holdingDays: parameters["holdingDays"], revaluationDays: parameters["revaluationDays"])
  }

  /// √((N + T − 1) / 10).
  package static func scale(holdingDays: Double, revaluationDays: Double) -> Double {
    ((revaluationDays + holdingDays - 1) / 10).squareRoot()
  }

  /// The row of the pair, with the context's usual buffer and today's bonus.
  package func terms(given context: PolicyContext) -> PolicyTerms {
    let isSame = context.collateral.follows == context.debt.follows
    let isStaked = context.collateral.isStaked || context.debt.isStaked
    let tenDays = isSame ? (isStaked ? staked : same) : volatile
    return PolicyTerms(
      haircut: tenDays * scale, buffer: context.defaultBuffer,
      bonus: context.today.liquidationBonus)
  }
}
