/// The pass over all paths: sums of every row, tails above their thresholds, observed series.
package struct FirstPass: ShardedPass {
  let plan: LossPlan
  let pilot: Pilot
  /// Among how many the tails are shared, for sizing their buffers.
  package let collectors: Int
  /// Of all paths of the plan.
  package let grid: BlockGrid

  /// - Parameter pilot: Of the same plan; where tails begin.
  package init(_ plan: LossPlan, pilot: Pilot, collectors: Int) {
    self.plan = plan
    self.pilot = pilot
    self.collectors = collectors
    grid = BlockGrid(paths: plan.paths.count)
  }

  /// Of the whole run, whoever does them.
  package var taskCount: Int { grid.taskCount }

  /// A worker with a simulator of its own.
  package func makeWorker() -> FirstPassWorker { FirstPassWorker(self) }

  /// Sums of no path.
  package var emptyPartial: PathSums { PathSums(plan) }

  /// Counts and tails of no path.
  package var emptyHarvest: CollectedLosses {
    let layout = RowLayout(plan)
    return CollectedLosses(counts: RowCounts(layout), tails: emptyTails(layout, capacity: 0))
  }

  /// By row.
  ///
  /// - Parameter capacity: Losses that there is room for.
  func emptyTails(_ layout: RowLayout, capacity: Int) -> [TailBuffer] {
    (0..<layout.rowCount).map { row in
      TailBuffer(
        threshold: pilot.thresholds[row], keepsPaths: layout.isWide(row),
        capacity: layout.keepsTail[row] ? capacity : 0,
        cuts: layout.isWide(row) ? grid.convergenceCuts : [])
    }
  }
}

/// One worker of the first pass.
package final class FirstPassWorker: PassWorker {
  private var losses: SimulatedLosses
  private var collector: LossCollector
  private let empty: PathSums

  init(_ pass: FirstPass) {
    losses = SimulatedLosses(pass.plan)
    collector = LossCollector(pass, accountsByRow: losses.accountsByRow)
    empty = PathSums(pass.plan)
  }

  /// Sums of one task; what does not depend on the order of paths stays with the worker.
  package func run(_ task: Int) throws -> PathSums {
    var sums = empty
    try collector.add(task, losses: &losses, to: &sums)
    return sums
  }

  /// Counts and tails of every task that the worker has done.
  package func harvest() -> CollectedLosses { collector.finish(losses.portfolio.evaluator) }
}
