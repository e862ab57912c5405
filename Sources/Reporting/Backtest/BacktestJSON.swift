import Backtesting
import RiskMeasures

/// `backtest.json`: every test with its size and power, schema `lst-risk/backtest/1`.
package enum BacktestJSON {
  static let fileName = "backtest.json"
  static let schema = "lst-risk/backtest/1"

  /// The document's bytes, the same for the same figures.
  package static func render(_ figures: BacktestFigures, _ context: ReportContext) -> [UInt8] {
    let plan = figures.plan
    let document: JSONValue = [
      "schema": .text(schema),
      "version": .text(context.version),
      "run": [
        "name": .text(plan.run.words.name), "numeraire": .text(plan.run.words.numeraire.rawValue),
        "quantity": .text(plan.quantity.rawValue),
        "books": .array(
          TotalWords(plan.run.portfolio).names(of: plan.quantity).map { .text($0) }),
        "from": .text(plan.from.description),
        "to": .text(plan.to.description), "window": .integer(plan.window),
        "paths": .integer(plan.run.paths.count), "seed": .text(String(plan.run.paths.seed)),
        "factors": .array(plan.factors.map { .text($0.name) }),
        "warnings": .array(plan.run.words.warnings.map { .text($0) }),
        "sources": context.sourceList,
      ],
      "models": .array(figures.models.map(model)),
    ]
    return document.encoded()
  }

  private static func model(_ figures: ModelFigures) -> JSONValue {
    [
      "model": .text(figures.model.name), "days": .integer(figures.days.count),
      "substitutions": .array(
        figures.substitutions.map { ["estimator": .text($0.estimator), "days": .integer($0.days)] }),
      "horizons": .array(figures.horizons.map(horizon)),
    ]
  }

  private static func horizon(_ figures: HorizonFigures) -> JSONValue {
    [
      "days": .integer(figures.days), "measuredDays": .integer(figures.measuredDays),
      "testedDays": .integer(figures.testedDays),
      "lawRejected": .bool(figures.isLawRejected),
      "transforms": [
        "histogram": .array(figures.transform.histogram(cells: 10).map { .integer($0) }),
        "tests": .array(figures.uniformity.map(test)),
      ],
      "levels": .array(figures.levels.map(level)),
    ]
  }

  private static func level(_ figures: LevelFigures) -> JSONValue {
    let zones = zip(TrafficLight.Zone.allCases, figures.zoneProbabilities)
    return [
      "level": .number(figures.level.value), "exceedances": .integer(figures.exceedances),
      "expectedExceedances": .number(figures.expectedExceedances),
      "zone": .text(figures.zone.rawValue),
      "zoneProbabilities": .object(zones.map { .init($0.rawValue, .number($1)) }),
      "fails": .bool(figures.isFailed),
      "missingShortfallTest": .optional(figures.missingShortfallTest?.description),
      "tests": .array(figures.tests.map(test)),
    ]
  }

  private static func test(_ result: BacktestResult) -> JSONValue {
    [
      "test": .text(result.test), "statistic": .optional(result.statistic),
      "pValue": .optional(result.pValue), "significance": .number(result.significance),
      "verdict": .text(result.verdict.rawValue), "size": rejection(result.size),
      "power": result.power.map(rejection) ?? .null,
    ]
  }

  private static func rejection(_ probability: RejectionProbability) -> JSONValue {
    let method =
      switch probability {
      case .exact: "exact"
      case .simulated: "simulated"
      case .asymptotic: "asymptotic"
      }
    return ["value": .number(probability.value), "method": .text(method)]
  }
}
