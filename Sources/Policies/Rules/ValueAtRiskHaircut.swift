import Diagnostics
import RiskMeasures

/// The haircut covers the quantile of what the collateral loses against its debt over the liquidation
/// horizon, and the cost of the exit.
///
///     h = 1 − e^(−VaR_α(T)) (1 − cost),  LTV = 1 − h
///
/// VaR is that of overlapping T-day log losses. Reference: MODEL c10; the cost as in the reference
/// table quantile_haircut.
struct ValueAtRiskHaircut: HaircutPolicy {
  static let name = "value-at-risk"
  static let summary =
    "historical quantile of the loss over the liquidation horizon, and exit cost"
  static let reference =
    "Committee on the Global Financial System (2010), The role of margin requirements and haircuts"
  static let parameters = [
    Parameter(
      "level", .openFraction, usual: .level, default: 0.99, unit: "level", "α, 0.99 for 99 %"),
    Parameter(
      "days", NumberRange(from: 1, to: 365), usual: .wholeDays(1, 90), default: 10, unit: "days",
      "T, time a liquidation may take, whole days"),
    Parameter(
      "exitCost", .fractionBelowOne, usual: .cost, default: 0.01, unit: "fraction",
      "value lost at the sale"),
  ]

  private let level: Level
  private let days: Int
  private let exitCost: Double

  init(_ parameters: ParameterTable) throws(InputError) {
    level = Level(parameters["level"])
    days = Int(parameters["days"].rounded(.up))
    exitCost = parameters["exitCost"]
  }

  var measures: [PairMeasure] { [.valueAtRisk(level: level, days: days)] }

  func terms(given context: PolicyContext) -> PolicyTerms {
    let loss = PairHistory.share(ofLogLoss: context.pair.valueAtRisk(level: level, days: days))
    return PolicyTerms(
      haircut: 1 - (1 - loss) * (1 - exitCost), buffer: context.defaultBuffer,
      bonus: context.today.liquidationBonus)
  }
}
