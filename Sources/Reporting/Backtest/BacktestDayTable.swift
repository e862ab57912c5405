import Backtesting
import Tables

/// `days.csv`: every forecast, one row for each day, model and horizon.
enum BacktestDayTable {
  static let fileName = "days.csv"

  static func render(_ figures: BacktestFigures) -> [UInt8] {
    let plan = figures.plan
    let names = parameterNames(figures)
    let levels = plan.levels.map { "\($0.value)" }
    var table = CSVWriter(
      comments: [
        "forecasts of \(plan.run.words.name) and what happened, \(plan.run.words.numeraire.rawValue)",
        "made at the close of date from the \(plan.window) returns before it; losses are positive",
        "tested: the days of the horizon that count in the tests, none of which overlap",
        "substitute: the estimator that stood in where refusal says why the model gave no parameters",
        "loss: \(TotalWords(plan.run.portfolio).words(plan.quantity))",
      ],
      columns: ["date", "model", "horizon_days", "tested", "loss", "transform"]
        + levels.flatMap { ["var_\($0)", "es_\($0)", "exceeded_\($0)"] }
        + ["substitute", "refusal"] + names)
    for i in plan.dates.indices {
      for model in figures.models {
        for (h, days) in plan.horizons.enumerated() {
          table.append(row(model, model.days[i], h, days, plan, names))
        }
      }
    }
    return table.drain()
  }

  private static func row(
    _ model: ModelFigures, _ day: ForecastDay, _ h: Int, _ days: Int, _ plan: BacktestPlan,
    _ names: [String]
  ) -> [CSVField] {
    let horizon = day.horizons[h]
    let measures = plan.levels.indices.flatMap { k -> [CSVField] in
      [
        .number(horizon.valueAtRisk[k]), .number(horizon.expectedShortfall[k]),
        horizon.isExceeded(level: k).map { .flag($0) } ?? .missing,
      ]
    }
    let substituted = day.fits.filter { $0.refusal != nil }
    let values = parameters(day, plan)
    return [
      .date(day.date), .text(model.model.name), .integer(days),
      .flag(plan.isTested(day.date, horizon: days)), field(horizon.loss), field(horizon.transform),
    ] + measures + [
      .text(substituted.map(\.estimator).joined(separator: ", ")),
      .text(substituted.compactMap(\.refusal).joined(separator: ", ")),
    ] + names.map { field(values[$0]) }
  }

  private static func field(_ number: Double?) -> CSVField {
    number.map { .number($0) } ?? .missing
  }

  /// `factor.parameter` of every factor and model, in the order of the factors, then by name.
  private static func parameterNames(_ figures: BacktestFigures) -> [String] {
    let factors = figures.plan.factors
    return factors.indices.flatMap { k in
      Set(figures.models.flatMap { $0.days.flatMap { $0.fits[k].parameters.keys } }).sorted()
        .map { "\(factors[k].name).\($0)" }
    }
  }

  private static func parameters(_ day: ForecastDay, _ plan: BacktestPlan) -> [String: Double] {
    var values: [String: Double] = [:]
    for (factor, fit) in zip(plan.factors, day.fits) {
      for (name, value) in fit.parameters { values["\(factor.name).\(name)"] = value }
    }
    return values
  }
}
