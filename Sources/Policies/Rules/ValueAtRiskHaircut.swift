public import Diagnostics
import RiskMeasures

/// The haircut covers the quantile of what the collateral loses against its debt over the liquidation
/// horizon, and the cost of the exit.
///
///     h = 1 − e^(−VaR_α(T)) (1 − cost),  LTV = 1 − h
///
/// VaR is that of overlapping T-day log losses. Reference: MODEL c10; the cost as in the reference
/// table quantile_haircut.
public struct ValueAtRiskHaircut: HaircutPolicy {
  public static let name = "value-at-risk"
  public static let summary =
    "historical quantile of the loss over the liquidation horizon, and exit cost"
  public static let reference =
    "Committee on the Global Financial System (2010), The role of margin requirements and haircuts"
  public static let parameters = [
    Parameter(
      "level", .openFraction, usual: .level, default: 0.99, unit: "level", "α, 0.99 for 99 %"),
    Parameter(
      "days", NumberRange(from: 1, to: 365), usual: .days(1, 90), default: 10, unit: "days",
      "T, time a liquidation may take, whole days"),
    Parameter(
      "exitCost", .fractionBelowOne, usual: .cost, default: 0.01, unit: "fraction",
      "value lost at the sale"),
  ]

  private let level: Level
  private let days: Int
  private let exitCost: Double

  public init(_ parameters: ParameterTable) throws(InputError) {
    level = Level(parameters["level"])
    days = Int(parameters["days"].rounded(.up))
    exitCost = parameters["exitCost"]
  }

  public var measures: [PairMeasure] { [.valueAtRisk(level: level, days: days)] }

  public func terms(given context: PolicyContext) -> PolicyTerms {
    let loss = PairHistory.share(ofLogLoss: context.pair.valueAtRisk(level: level, days: days))
    return PolicyTerms(
      haircut: 1 - (1 - loss) * (1 - exitCost), buffer: context.defaultBuffer,
      bonus: context.today.liquidationBonus)
  }
}
