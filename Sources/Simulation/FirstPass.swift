import Collateral
import RandomNumbers
import VectorMath

/// The pass over all paths: sums of every row, tails above their thresholds, observed series.
struct FirstPass {
  /// Sums and observed values, folded in task order.
  struct Partial: Sendable {
    var sums: RowSums
    var observed: ObservedSamples
  }

  let sums: RowSums
  let observed: ObservedSamples
  /// By wide row.
  let shapes: [HistogramShape]
  /// By worker, then by row.
  let tails: [[TailBuffer]]

  /// - Throws: `Interrupted` if the surrounding task is cancelled.
  static func run(
    _ plan: RunPlan, pilot: Pilot, workers: Int, progress: @escaping @Sendable (Int) -> Void
  ) async throws -> FirstPass {
    let layout = RowLayout(plan)
    let grid = BlockGrid(paths: plan.paths)
    let empty = Partial(
      sums: RowSums(layout, stepCount: plan.grid.stepCount), observed: ObservedSamples(plan))
    let tasks = TaskQueue(taskCount: grid.taskCount)
    let fold = OrderedFold(start: empty) { sum, next in
      sum.sums.fold(next.sums)
      sum.observed.fold(next.observed)
    } progress: { done in
      progress(min(plan.paths, done * BlockGrid.blocksPerTask * PathBlock.pathCount))
    }
    let capacity =
      Int(Double(plan.paths) * pilot.shareKept / Double(workers) * 1.1) + PathBlock.pathCount
    let active = min(workers, grid.taskCount)
    let thresholds = pilot.thresholds
    let shapes = pilot.shapes
    let tails = try await withThrowingTaskGroup(of: (Int, [TailBuffer]).self) { group in
      for worker in 0..<active {
        group.addTask {
          var losses = BlockLosses(plan)
          var buffers = (0..<layout.rowCount).map { row in
            TailBuffer(
              threshold: thresholds[row], keepsPaths: layout.isWide(row),
              capacity: layout.keepsTail[row] ? min(capacity, plan.paths) : 0,
              cuts: layout.isWide(row) ? grid.convergenceCuts : [])
          }
          while let task = tasks.take() {
            await fold.finish(
              task,
              try simulate(
                task, plan, grid, layout, shapes: shapes, losses: &losses, buffers: &buffers,
                start: empty))
          }
          return (worker, buffers)
        }
      }
      var result = [[TailBuffer]](repeating: [], count: active)
      for try await (worker, buffers) in group { result[worker] = buffers }
      return result
    }
    let partial = await fold.result
    return FirstPass(sums: partial.sums, observed: partial.observed, shapes: shapes, tails: tails)
  }

  /// One task: its blocks in order.
  private static func simulate(
    _ task: Int, _ plan: RunPlan, _ grid: BlockGrid, _ layout: RowLayout,
    shapes: [HistogramShape], losses: inout BlockLosses, buffers: inout [TailBuffer],
    start: Partial
  ) throws -> Partial {
    var partial = start
    for block in grid.blocks(ofTask: task) {
      if Task.isCancelled { throw Interrupted() }
      let count = grid.pathCount(ofBlock: block)
      let first = block * PathBlock.pathCount
      let observes = first < ObservedSamples.pathLimit
      losses.run(PathNumbers(block: block), count: count) { simulator, _, step in
        if observes { partial.observed.add(simulator, step: step, count: count) }
      }
      losses.forEachRow { row, column in
        partial.sums.add(
          column, row: row, count: count, shape: layout.isWide(row) ? shapes[row] : nil)
        if layout.keepsTail[row] {
          buffers[row].add(column, count: count, firstPath: UInt64(first))
        }
      }
      partial.sums.add(losses.evaluator)
    }
    return partial
  }
}

extension RowSums {
  /// Adds the first liquidations of a block.
  mutating func add(_ evaluator: borrowing PortfolioEvaluator) {
    for k in accountLiquidations.indices {
      accountLiquidations[k] += Int(evaluator.accountLiquidations[k])
    }
    for k in bookLiquidations.indices { bookLiquidations[k] += Int(evaluator.bookLiquidations[k]) }
  }
}
