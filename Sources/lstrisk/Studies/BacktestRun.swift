import Backtesting
import Input
import Reporting
import Studies
import Tables

/// Forecasts of the past against what happened.
struct BacktestRun: StudyRun {
  static let kind = StudyKind.backtest
  static let unit = "forecasts"

  let loaded: LoadedRun
  private let plan: BacktestPlan

  init(
    _ document: String, _ overrides: RunOverrides, _ questions: Set<PolicyStudy.Question> = []
  ) throws {
    self.init(try BacktestDocument.load(document, overrides: overrides))
  }

  init(
    copies: String, _ overrides: RunOverrides, _ questions: Set<PolicyStudy.Question>,
    start: [UInt8]
  ) throws {
    self.init(try BacktestDocument.load(copies: copies, overrides: overrides))
  }

  private init(_ backtest: LoadedBacktest) {
    loaded = backtest.run
    var plan = backtest.plan
    plan.run.words.warnings = loaded.warnings.map(\.message)
    self.plan = plan
  }

  var amount: Int { plan.models.count * plan.dates.count }

  func study() -> BacktestStudy { BacktestStudy(plan) }

  func write(
    _ answer: BacktestFigures, _ context: RunContext, to target: consuming OutputDirectory
  ) throws {
    try BacktestDirectoryWriter.write(answer, context, to: target)
  }

  func tell(
    _ answer: BacktestFigures, _ context: ReportContext, directory: String, _ telling: Telling
  ) throws {
    if telling.json {
      try StandardOutput.write(
        String(decoding: BacktestJSON.render(answer, context), as: UTF8.self))
    } else if !telling.quiet {
      try StandardOutput.write(BacktestText.render(answer, directory: directory))
    }
  }
}
