import Backtesting

/// What a backtest did: everything that fixes its figures.
enum BacktestFacts {
  static func body(_ figures: BacktestFigures, _ context: ReportContext) -> HTML {
    let models = figures.models.map {
      "\($0.model.name) (\($0.model.summary)): \(BacktestWords.substitutions($0))"
    }
    let warnings = HTML.definition("Warnings", figures.plan.run.words.warnings)
    return .definitions(
      facts(figures),
      and: "\(HTML.definition("Models", models))\(warnings)\(HTML.definition(context.sources))")
  }

  private static func facts(_ figures: BacktestFigures) -> [(String, String)] {
    let plan = figures.plan
    let factors = plan.factors.map(\.name).joined(separator: ", ")
    return [
      ("Loss", "\(TotalWords(plan.run.portfolio).words(plan.quantity)), positive is bad"),
      (
        "Forecast",
        "at the close of each day from the \(plan.window) returns up to it, nothing later; simulated with "
          + "\(NumberText.count(plan.run.paths.count)) paths through the rules of the protocols, daily"
      ),
      (
        "What happened", "the returns of the days after, through the same rules"
      ),
      (
        "Portfolio",
        "struck anew every day with the values, debts and health factors of \(plan.run.words.valuationDate)"
      ),
      (
        "Factors estimated",
        "\(factors); everything else is constant, as the market document has it"
      ),
      (
        "Drift", "0 in every forecast: a historical mean is never used as drift"
      ),
      (
        "Long run of garch-t",
        "its variance is targeted to the window's, as in every run; its parameters are fitted freely"
      ),
      (
        "Horizons of several days",
        "tests take every h-th day, so that no two losses overlap: "
          + plan.horizons.map { h in
            "\(figures.models[0].horizons.first { $0.days == h }?.testedDays ?? 0) days at \(h) d"
          }.joined(separator: ", ")
      ),
      ("Seed", String(plan.run.paths.seed)),
      ("Z2", "compared with 10,240 histories drawn from the forecasts"),
    ]
  }
}
