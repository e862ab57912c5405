import Passes

/// A backtest: the walk through history, one pass over models and days, and the tests of its forecasts.
package struct BacktestStudy: ShardedStudy {
  private let pass: WalkPass

  /// What is walked through.
  package var plan: BacktestPlan { pass.plan }

  /// - Parameter forecaster: What fits a factor; by default the model's estimators.
  package init(
    _ plan: BacktestPlan,
    forecaster: @escaping @Sendable (ForecastModel) -> any Forecaster = { RollingFit($0) }
  ) {
    pass = WalkPass(plan, forecaster: forecaster)
  }

  /// Makes the shard's forecasts; `progress` is told numbers of them.
  ///
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `WalkError`.
  package func part(
    _ shard: Shard, workers: Int, progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> BacktestPart {
    let tasks = shard.tasks(of: pass.taskCount)
    let total = pass.forecastCount(ofTasks: tasks)
    var pass = pass
    pass.counter = ForecastCounter { progress($0, total) }
    return BacktestPart(
      forecasts: try await PassPart(pass, tasks: tasks, on: Runner(workers: workers)))
  }

  /// Reads what `BacktestPart.write` has written for the same plan.
  package func readPart(from reader: inout BinaryReader) throws -> BacktestPart {
    let part = try PassPart(pass, from: &reader)
    let fold = part.outcome.fold
    for (node, forecasts) in fold.nodes {
      let tasks = fold.tree.tasks(below: node)
      guard forecasts.stretches.map(\.count) == tasks.map({ pass.days(ofTask: $0).count }) else {
        throw BinaryReader.Failure.isOfAnotherPlan
      }
    }
    return BacktestPart(forecasts: part)
  }

  /// The forecasts by model, in the order of time.
  ///
  /// - Parameter part: All shards' parts, merged.
  package func days(_ part: BacktestPart) -> [[ForecastDay]] {
    guard let forecasts = part.forecasts.outcome.fold.result else {
      preconditionFailure("all tasks of the pass are done")
    }
    var days: [[ForecastDay]] = plan.models.map { _ in [] }
    for (task, stretch) in forecasts.stretches.enumerated() {
      days[pass.model(ofTask: task)] += stretch
    }
    return days
  }

  /// Tests the forecasts; nothing is simulated again but the histories of the test of ES.
  ///
  /// - Throws: `Interrupted` if the surrounding task is cancelled.
  package func answer(
    _ part: consuming BacktestPart, workers: Int,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> BacktestFigures {
    let days = days(part)
    return try await BacktestFigures(plan, days: days, workers: workers)
  }
}
