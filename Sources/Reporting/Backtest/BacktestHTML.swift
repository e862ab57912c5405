import Backtesting
import RiskMeasures

/// `backtest.html`: the backtest for people, one file that needs nothing else.
enum BacktestHTML {
  static let fileName = "backtest.html"

  static func render(_ figures: BacktestFigures, _ context: ReportContext) -> [UInt8] {
    let plan = figures.plan
    let page = HTMLPage(
      title: "\(plan.run.words.name) · backtest",
      style: """
        .day { stroke: var(--accent-soft); stroke-width: .6; }
        .over { stroke-width: 1; } .thin { stroke-width: 1; }

        """,
      header: header(figures),
      sections: [
        .init(id: "verdicts", title: "Verdicts", body: verdicts(figures)),
        .init(id: "losses", title: "Losses against forecasts", body: losses(figures)),
        .init(id: "transforms", title: "The whole forecast law", body: transforms(figures)),
        .init(id: "tests", title: "Tests, with what they can see", body: tests(figures)),
        .init(id: "run", title: "This backtest", body: BacktestFacts.body(figures, context)),
      ],
      footer: """
        lst-risk \(context.version) · seed \(String(plan.run.paths.seed)) · every day is in days.csv, every \
        figure in backtest.json beside this page
        """)
    return page.bytes
  }

  private static func header(_ figures: BacktestFigures) -> HTML {
    let plan = figures.plan
    let facts = [
      "Backtest from \(plan.from) to \(plan.to)", "window \(plan.window) days",
      "\(NumberText.count(plan.run.paths.count)) paths a day",
      "figures in \(plan.run.words.numeraire.rawValue)",
    ]
    return """
      <h1>\(plan.run.words.name)</h1>
      <p class="asof soft">\(facts.joined(separator: " · "))</p>
      <p class="summary">\(summary(figures))</p>
      <p class="note">A model fails where a test rejects it at 5 % or its zone is red. A right model is \
      rejected by one test about as often as the test's size says, and by one of several more often.</p>

      """
  }

  private static func summary(_ figures: BacktestFigures) -> String {
    figures.models.map { BacktestWords.sentence($0).withFiguresUnbroken }.joined(separator: " ")
  }

  private static func verdicts(_ figures: BacktestFigures) -> HTML {
    var table = HTMLTable(
      [
        .text("Model"), .number("Horizon"), .number("Level"), .number("Days tested"),
        .number("Exceedances expected"), .number("found"), .text("Zone"), .text("Verdict"),
      ], title: "Verdict by model, horizon and level",
      unit: "days; an exceedance is a loss above VaR")
    for model in figures.models {
      for horizon in model.horizons {
        for level in horizon.levels {
          table.append(verdict(model, horizon, level))
        }
      }
    }
    return table.markup
  }

  private static func verdict(
    _ model: ModelFigures, _ horizon: HorizonFigures, _ level: LevelFigures
  ) -> [HTML] {
    let zone =
      switch level.zone {
      case .green: "passed"
      case .yellow: "warning"
      case .red: "hard"
      }
    let verdict = level.isFailed ? "hard" : "passed"
    return [
      "\(model.model.name)", "\(String(horizon.days)) d",
      "\(PercentText.level(level.level.value))", "\(NumberText.count(level.days))",
      "\(NumberText.fixed(level.expectedExceedances, decimals: 1))",
      "\(NumberText.count(level.exceedances))",
      "<span class=\"verdict \(zone)\">\(level.zone.rawValue)</span>",
      "<span class=\"verdict \(verdict)\">\(BacktestWords.verdict(level))</span>",
    ]
  }

  private static func tests(_ figures: BacktestFigures) -> HTML {
    var table = HTMLTable(
      [
        .text("Model"), .number("Horizon"), .number("Level"), .text("Test"), .number("Statistic"),
        .number("p-value"), .number("Size"), .number("Power"), .text("Verdict"),
      ], title: "Tests by model, horizon and level",
      unit: "p-value, size and power are probabilities from 0 to 1")
    for model in figures.models {
      for horizon in model.horizons {
        for level in horizon.levels {
          for test in level.tests {
            table.append(row(model, horizon, PercentText.level(level.level.value), test))
          }
        }
        for test in horizon.uniformity { table.append(row(model, horizon, "all", test)) }
      }
    }
    return """
      <p class="note">Size: how often the test rejects a right model at this length of the series. Power: \
      how often it rejects a wrong one: for Kupiec, conditional coverage and Z2 one whose exceedances \
      are twice as frequent as they should be, for independence one after whose exceedances the next day \
      exceeds too with probability \(NumberText.plain(BacktestAlternative.afterExceedance)). Both are exact, \
      for Z2 simulated; of Berkowitz and chi-square the limit for long series.</p>
      \(HTML.folded("All tests", table.markup, isOpen: true))
      """
  }

  private static func row(
    _ model: ModelFigures, _ horizon: HorizonFigures, _ level: String, _ test: BacktestResult
  ) -> [HTML] {
    let style = test.verdict == .rejected ? "verdict hard" : ""
    let statistic =
      test.statistic.map {
        $0.isFinite ? NumberText.significant($0, digits: 4) : "∞"
      } ?? "–"
    return [
      "\(model.model.name)", "\(String(horizon.days)) d", "\(level)", "\(BacktestWords.name(test))",
      "\(statistic)",
      "\(BacktestWords.probability(test.pValue))", "\(BacktestWords.share(test.size))",
      "\(BacktestWords.share(test.power))",
      "<span class=\"\(style)\">\(test.verdict.rawValue)</span>",
    ]
  }

  private static func losses(_ figures: BacktestFigures) -> HTML {
    let plan = figures.plan
    let charts = plan.horizons.indices.flatMap { h in
      figures.models.map { BacktestChart.losses($0, plan, horizon: h) }
    }
    return """
      <p class="note">Gains are drawn below the line of no loss; red marks are losses above VaR. Of a \
      horizon of several days every day is drawn, and those that overlap do not count in the tests.</p>
      <div class="charts">
      \(HTML.joined(charts))</div>

      """
  }

  private static func transforms(_ figures: BacktestFigures) -> HTML {
    let charts = figures.plan.horizons.indices.flatMap { h in
      figures.models.map { BacktestChart.transforms($0, horizon: h) }
    }
    return """
      <p class="note">If the forecasts are right all bars are equally high but for chance (the band). Bars \
      high in the middle: forecasts too wide; high at both ends: too narrow. The last bar holds the worst \
      losses.</p>
      <div class="charts">
      \(HTML.joined(charts))</div>

      """
  }
}
