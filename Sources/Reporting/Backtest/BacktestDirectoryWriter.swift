import Backtesting
import Tables

/// Writes the directory of a backtest, which appears whole or not at all.
package enum BacktestDirectoryWriter {
  /// Writes page, figures, days, a copy of every input and the manifest.
  ///
  /// - Parameter target: The directory that is to appear, made before the walk.
  /// - Throws: `OutputError` if it cannot be written; nothing appears then.
  package static func write(
    _ figures: BacktestFigures, _ context: RunContext, to target: consuming OutputDirectory
  ) throws(OutputError) {
    var directory = target
    let report = context.report
    try directory.write(BacktestHTML.render(figures, report), to: BacktestHTML.fileName)
    try directory.write(BacktestJSON.render(figures, report), to: BacktestJSON.fileName)
    try directory.write(BacktestDayTable.render(figures), to: BacktestDayTable.fileName)
    try directory.publish(figures.plan.run, context)
  }
}
