import Diagnostics
import RiskMeasures

/// The haircut covers the mean loss beyond the quantile over the liquidity horizon.
///
///     h = 1 − e^(−ES_α(T)),  LTV = 1 − h
///
/// Reference: level and horizon as in the market-risk standard of the Basel Committee (MAR33); the
/// transfer to haircuts is MODEL c10's and has no source.
struct ShortfallHaircut: HaircutPolicy {
  static let name = "expected-shortfall"
  static let summary = "mean loss beyond the quantile over the liquidity horizon"
  static let reference = "Basel Committee on Banking Supervision, MAR33 (97.5 %, 10 days)"
  static let parameters = [
    Parameter(
      "level", .openFraction, usual: .level, default: 0.975, unit: "level", "α, 0.975 for 97.5 %"),
    Parameter(
      "days", NumberRange(from: 1, to: 365), usual: .wholeDays(1, 90), default: 10, unit: "days",
      "T, liquidity horizon, whole days"),
  ]

  private let level: Level
  private let days: Int

  init(_ parameters: ParameterTable) throws(InputError) {
    level = Level(parameters["level"])
    days = Int(parameters["days"].rounded(.up))
  }

  var measures: [PairMeasure] { [.expectedShortfall(level: level, days: days)] }

  func terms(given context: PolicyContext) -> PolicyTerms {
    PolicyTerms(
      haircut: PairHistory.share(
        ofLogLoss: context.pair.expectedShortfall(level: level, days: days)),
      buffer: context.defaultBuffer, bonus: context.today.liquidationBonus)
  }
}
