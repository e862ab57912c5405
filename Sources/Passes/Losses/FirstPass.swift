/// The pass over all paths: sums of every row, tails above their thresholds, observed series.
package struct FirstPass: ShardedPass {
  package let plan: LossPlan
  package let pilot: Pilot
  /// Among how many the tails are shared, for sizing their buffers.
  package let collectors: Int
  package let grid: BlockGrid

  package init(_ plan: LossPlan, pilot: Pilot, collectors: Int) {
    self.plan = plan
    self.pilot = pilot
    self.collectors = collectors
    grid = BlockGrid(paths: plan.paths.count)
  }

  package var taskCount: Int { grid.taskCount }

  package func makeWorker() -> FirstPassWorker { FirstPassWorker(self) }

  package var emptyPartial: PathSums { PathSums(plan) }

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

  package func run(_ task: Int) throws -> PathSums {
    var sums = empty
    try collector.add(task, losses: &losses, to: &sums)
    return sums
  }

  package func harvest() -> CollectedLosses { collector.finish(losses.portfolio.evaluator) }
}
