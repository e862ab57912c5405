import RandomNumbers
import RiskMeasures
import VectorMath

/// The pass that draws parameters: the run's paths in batches, each with a market of its own.
///
/// Batch b has the paths of consecutive blocks, with the random numbers that they have in the run, and is
/// simulated twice: with drawn and with estimated parameters. The differences hold what the parameters do
/// with little of the sampling error, which both have in common. Losses of the total and the books are
/// held for the batches at work; of all others what the tails need.
struct UncertaintyPass {
  let plan: RunPlan
  let uncertainty: ParameterUncertainty

  /// - Precondition: There are as many blocks as batches.
  init(_ plan: RunPlan, _ uncertainty: ParameterUncertainty) {
    precondition(
      BlockGrid(paths: plan.paths).blockCount >= uncertainty.batches,
      "a batch has at least one block of paths")
    self.plan = plan
    self.uncertainty = uncertainty
  }

  /// - Parameter result: The run at the estimates, whose figures are stated beside.
  /// - Throws: `Interrupted`; `Simulation.Failure` if losses are not finite, or no process can be drawn.
  func run(
    beside result: RunResult, workers: Int, progress: @escaping @Sendable (Int) -> Void
  ) async throws -> UncertaintyResult {
    let paths = plan.paths
    let batches = uncertainty.batches
    let tasks = TaskQueue(taskCount: batches)
    let fold = OrderedFold(start: BatchSums(plan, uncertainty)) { sums, next in
      sums.fold(next)
    } progress: {
      progress(paths * $0 / batches)
    }
    let empty = BatchSums(plan, uncertainty)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(workers, batches) {
        group.addTask {
          while let batch = tasks.take() {
            var sums = empty
            try self.add(batch, to: &sums)
            await fold.finish(batch, sums)
          }
        }
      }
      try await group.waitForAll()
    }
    return await fold.result.result(beside: result)
  }

  /// Simulates one batch with drawn and with estimated parameters.
  private func add(_ batch: Int, to sums: inout BatchSums) throws {
    let draw = try ParameterDraw(batch: batch, of: uncertainty, seed: plan.seed)
    let market = plan.market.withParameters(of: draw.processes)
    let drawn = try losses(of: batch, in: market)
    let estimated = try losses(of: batch, in: plan.market)
    try sums.add(drawn: drawn, estimated: estimated, refusals: draw.refusals)
  }

  /// Losses of the total and the books on the paths of one batch, by row.
  private func losses(of batch: Int, in market: MarketPlan) throws -> [[Double]] {
    var batchPlan = plan
    batchPlan.market = market
    // Single accounts have no part in this pass.
    batchPlan.accountDetail = .liquidations
    let grid = BlockGrid(paths: plan.paths)
    var losses = BlockLosses(batchPlan)
    var sample = WideLosses(rowCount: RowLayout(batchPlan).wideRowCount)
    for block in blocks(of: batch, in: grid) {
      if Task.isCancelled { throw Interrupted() }
      losses.run(PathNumbers(block: block), count: grid.pathCount(ofBlock: block))
      losses.measure(&sample)
    }
    return sample.rows
  }

  /// Blocks of a batch: all blocks in consecutive parts that differ by one at most.
  private func blocks(of batch: Int, in grid: BlockGrid) -> Range<Int> {
    let n = grid.blockCount
    return n * batch / uncertainty.batches..<n * (batch + 1) / uncertainty.batches
  }
}

/// Every loss of the total and the books on the paths of one batch, by row.
private struct WideLosses: LossConsumer {
  var rows: [[Double]]

  init(rowCount: Int) { rows = Array(repeating: [], count: rowCount) }

  mutating func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable, lossPaths: UInt64,
    paths: Range<Int>
  ) {}

  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int) {
    for path in 0..<count { rows[row].append(column[path: path]) }
  }
}
