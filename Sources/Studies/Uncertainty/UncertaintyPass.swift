import Passes
import Paths
import RandomNumbers
import RiskMeasures
import VectorMath

/// The pass that draws parameters: the run's paths in batches, each with a market of its own.
///
/// Batch b has the paths of consecutive blocks, with the random numbers that they have in the run, and is
/// simulated twice: with drawn and with estimated parameters. The differences hold what the parameters do
/// with little of the sampling error, which both have in common. Losses of the total and the books are
/// held for the batches at work; of all others what the tails need.
struct UncertaintyPass: ShardedPass {
  let plan: LossPlan
  let uncertainty: ParameterUncertainty

  /// - Precondition: There are as many blocks as batches.
  init(_ plan: LossPlan, _ uncertainty: ParameterUncertainty) {
    precondition(
      BlockGrid(paths: plan.paths.count).blockCount >= uncertainty.batches,
      "a batch has at least one block of paths")
    self.plan = plan
    self.uncertainty = uncertainty
  }

  var taskCount: Int { uncertainty.batches }

  var emptyPartial: BatchSums { BatchSums(plan, uncertainty) }
  var emptyHarvest: Nothing { Nothing() }

  func makeWorker() -> UncertaintyWorker { UncertaintyWorker(self) }

  /// Simulates one batch with drawn and with estimated parameters.
  fileprivate func add(_ batch: Int, to sums: inout BatchSums) throws {
    let draw = try ParameterDraw(batch: batch, of: uncertainty, seed: plan.paths.seed)
    let market = plan.paths.market.withParameters(of: draw.processes)
    let drawn = try losses(of: batch, in: market)
    let estimated = try losses(of: batch, in: plan.paths.market)
    try sums.add(drawn: drawn, estimated: estimated, refusals: draw.refusals)
  }

  /// Losses of the total and the books on the paths of one batch, by row.
  private func losses(of batch: Int, in market: MarketPlan) throws -> [[Double]] {
    var batchPlan = plan
    batchPlan.paths.market = market
    // Single accounts have no part in this pass.
    batchPlan.measurement.accountDetail = .liquidations
    let grid = BlockGrid(paths: plan.paths.count)
    var losses = SimulatedLosses(batchPlan)
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

/// One worker of the pass: every batch builds the simulators of its own market.
final class UncertaintyWorker: PassWorker {
  private let pass: UncertaintyPass
  private let empty: BatchSums

  init(_ pass: UncertaintyPass) {
    self.pass = pass
    empty = pass.emptyPartial
  }

  func run(_ batch: Int) throws -> BatchSums {
    var sums = empty
    try pass.add(batch, to: &sums)
    return sums
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
