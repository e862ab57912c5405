import Backtesting

/// A backtest on standard output: at most 100 columns, the directory last.
package enum BacktestText {
  /// The whole text, with a line end at its end.
  package static func render(_ figures: BacktestFigures, directory: String) -> String {
    let plan = figures.plan
    var table = TextTable([
      "Model", "d", "level", "tested", "due", "found", "Kupiec", "indep.", "cond.", "Z2", "zone",
      "verdict",
    ])
    for model in figures.models {
      for (h, horizon) in model.horizons.enumerated() {
        for (k, level) in horizon.levels.enumerated() {
          let values = level.tests.map { BacktestWords.shortProbability($0.pValue) }
          table.append(
            [
              h == 0 && k == 0 ? model.model.name : "", k == 0 ? String(horizon.days) : "",
              PercentText.level(level.level.value), NumberText.count(level.days),
              NumberText.fixed(level.expectedExceedances, decimals: 1),
              NumberText.count(level.exceedances),
            ] + values + (values.count < 4 ? ["–"] : []) + [
              level.zone.rawValue,
              (level.isFailed ? "FAILS" : "passes") + BacktestWords.standIn(model, " (", ")"),
            ])
        }
      }
    }
    let facts = [
      "\(plan.from) to \(plan.to)", "window \(plan.window) d",
      "\(NumberText.count(plan.run.paths.count)) paths", "seed \(plan.run.paths.seed)",
      plan.run.words.numeraire.rawValue,
    ].joined(separator: " · ")
    let legend = [
      "Columns: horizon; exceedances due and found in the days tested; p-values of Kupiec, independence,",
      "conditional coverage and Z2. A model fails where one is below 0.05 or the zone is red.",
    ]
    let notes = figures.models.flatMap { model in
      [BacktestWords.substitutions(model), BacktestWords.rejectedLaws(model)].compactMap(\.self)
        .map { "\(model.model.name): \($0)" }
    }
    let weak = BacktestWords.weakLevels(figures).map { TextTable.wrapped($0) } ?? []
    let words = TotalWords(plan.run.portfolio)
    let loss = words.isNeeded ? TextTable.wrapped("Loss: \(words.words(plan.quantity))") : []
    return
      ([TextTable.cut(plan.run.words.name, 96), facts] + loss + [""] + table.lines + [""] + legend
      + [""]
      + weak + notes
      + ["", TextTable.clean(directory)]).joined(separator: "\n") + "\n"
  }
}
