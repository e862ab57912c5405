import Passes

/// What a process has found of a backtest.
package struct BacktestPart: StudyPart {
  var forecasts: PassPart<WalkPass>

  /// Of the one pass over models and days.
  package var checksums: [TaskChecksums] { [forecasts.taskChecksums] }

  /// Writes the tasks and their forecasts, for `BacktestStudy.readPart`.
  package func write(to writer: inout BinaryWriter) throws { try forecasts.write(to: &writer) }

  /// Adds the forecasts of other tasks.
  package mutating func merge(_ next: BacktestPart) { forecasts.merge(next.forecasts) }
}
