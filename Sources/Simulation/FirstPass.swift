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
  let counts: RowCounts
  let observed: ObservedSamples
  /// By wide row.
  let shapes: [HistogramShape]
  /// The number that each row's sums were taken from.
  let centers: [Double]
  /// By worker, then by row.
  let tails: [[TailBuffer]]

  /// - Throws: `Interrupted` if the surrounding task is cancelled.
  static func run(
    _ plan: RunPlan, pilot: Pilot, workers: Int, progress: @escaping @Sendable (Int) -> Void
  ) async throws -> FirstPass {
    let layout = RowLayout(plan)
    let grid = BlockGrid(paths: plan.paths)
    let empty = Partial(
      sums: RowSums(rowCount: layout.rowCount), observed: ObservedSamples(plan))
    let tasks = TaskQueue(taskCount: grid.taskCount)
    let fold = OrderedFold(start: empty) { sum, next in
      sum.sums.fold(next.sums)
      sum.observed.fold(next.observed)
    } progress: { done in
      progress(min(plan.paths, done * BlockGrid.blocksPerTask * PathBlock.pathCount))
    }
    let active = min(workers, grid.taskCount)
    let harvests = try await withThrowingTaskGroup(of: (Int, Harvest).self) { group in
      for worker in 0..<active {
        group.addTask {
          var losses = BlockLosses(plan)
          var harvest = Harvest(plan, grid, layout, pilot: pilot, workers: workers)
          while let task = tasks.take() {
            var partial = empty
            try harvest.add(task, losses: &losses, to: &partial)
            await fold.finish(task, partial)
          }
          harvest.takeLiquidations(of: losses.evaluator)
          return (worker, harvest)
        }
      }
      var result = [Harvest?](repeating: nil, count: active)
      for try await (worker, harvest) in group { result[worker] = harvest }
      return result.compactMap(\.self)
    }
    var counts = RowCounts(layout)
    for harvest in harvests { counts.add(harvest.counts) }
    let partial = await fold.result
    return FirstPass(
      sums: partial.sums, counts: counts, observed: partial.observed, shapes: pilot.shapes,
      centers: pilot.centers, tails: harvests.map(\.tails))
  }
}

/// What one worker of the first pass has met, in whatever order its tasks came.
struct Harvest: Sendable {
  private let grid: BlockGrid
  private let layout: RowLayout
  private let pilot: Pilot
  private(set) var counts: RowCounts
  /// By row.
  private(set) var tails: [TailBuffer]
  /// Sums of the task at hand, and the first path of its block.
  private var sums: RowSums
  private var firstPath: UInt64 = 0

  init(_ plan: RunPlan, _ grid: BlockGrid, _ layout: RowLayout, pilot: Pilot, workers: Int) {
    self.grid = grid
    self.layout = layout
    self.pilot = pilot
    counts = RowCounts(layout)
    sums = RowSums(rowCount: layout.rowCount)
    let share = Int(Double(plan.paths) * pilot.shareKept / Double(workers) * 1.1)
    let capacity = min(share + PathBlock.pathCount, plan.paths)
    tails = (0..<layout.rowCount).map { row in
      TailBuffer(
        threshold: pilot.thresholds[row], keepsPaths: layout.isWide(row),
        capacity: layout.keepsTail[row] ? capacity : 0,
        cuts: layout.isWide(row) ? grid.convergenceCuts : [])
    }
  }

  /// Simulates one task, its blocks in order.
  ///
  /// - Throws: `Interrupted` if the surrounding task is cancelled.
  mutating func add(
    _ task: Int, losses: inout BlockLosses, to partial: inout FirstPass.Partial
  ) throws {
    for block in grid.blocks(ofTask: task) {
      if Task.isCancelled { throw Interrupted() }
      let count = grid.pathCount(ofBlock: block)
      let first = block * PathBlock.pathCount
      if first < ObservedSamples.pathLimit {
        losses.run(PathNumbers(block: block), count: count) { simulator, _, step in
          partial.observed.add(simulator, step: step, count: count)
        }
      } else {
        losses.run(PathNumbers(block: block), count: count)
      }
      firstPath = UInt64(first)
      swap(&sums, &partial.sums)
      losses.measure(&self)
      swap(&sums, &partial.sums)
    }
  }

  /// Takes the counts of everything that the worker's evaluator has seen.
  mutating func takeLiquidations(of evaluator: borrowing PortfolioEvaluator) {
    counts.accountLiquidations = evaluator.accountLiquidations
    counts.bookLiquidations = evaluator.bookLiquidations
  }
}

extension Harvest: LossConsumer {
  mutating func take(
    _ quantity: LossQuantity, of accounts: ArraySlice<Int>, _ losses: borrowing VectorTable,
    isZero: Bool, paths: Range<Int>
  ) {
    let count = paths.count
    let rows = EightAccountRows(accounts, quantity, layout)
    let centers = rows.gather(pilot.centers)
    let measured =
      isZero ? nil : EightRows(losses, count: count, centers: centers)
    for (lane, row) in rows.rows.enumerated() where row >= 0 {
      let block =
        measured.map { BlockRow($0, lane: lane) } ?? BlockRow(zeros: count, center: centers[lane])
      sums.add(block, row: row)
      counts.add(block, row: row)
    }
    if rows.keepsTail { keep(rows, losses, isZero: isZero, count: count) }
  }

  /// Keeps the losses of eight accounts that are not below their thresholds.
  private mutating func keep(
    _ rows: EightAccountRows, _ losses: borrowing VectorTable, isZero: Bool, count: Int
  ) {
    let thresholds = rows.gather(pilot.thresholds)
    if isZero && mask(.zero, lessThan: thresholds) & rows.lanes == rows.lanes { return }
    for path in 0..<count {
      var found = ~mask(losses[path], lessThan: thresholds) & rows.lanes
      while found != 0 {
        let lane = found.trailingZeroBitCount
        found &= found &- 1
        tails[rows.rows[lane]].add(losses[scalar: path &* Vector.laneCount &+ lane])
      }
    }
  }

  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int) {
    let center = pilot.centers[row]
    let block =
      isZero
      ? BlockRow(zeros: count, center: center) : BlockRow(column, count: count, center: center)
    sums.add(block, row: row)
    counts.add(block, row: row)
    counts.bin(column, isZero: isZero, row: row, count: count, shape: pilot.shapes[row])
    tails[row].add(column, isZero: isZero, count: count, firstPath: firstPath)
  }
}

/// The rows of one loss of eight accounts.
struct EightAccountRows {
  /// By lane; −1 for padding.
  let rows: [Int]
  /// Bit i is set where lane i is an account.
  let lanes: UInt32
  let keepsTail: Bool

  init(_ accounts: ArraySlice<Int>, _ quantity: LossQuantity, _ layout: RowLayout) {
    rows = accounts.map { account in
      account < 0 ? -1 : layout.row(subject: layout.wideSubjectCount + account, quantity)
    }
    var lanes: UInt32 = 0
    for lane in rows.indices where rows[lane] >= 0 { lanes |= 1 << UInt32(lane) }
    self.lanes = lanes
    keepsTail = rows.contains { $0 >= 0 && layout.keepsTail[$0] }
  }

  /// Values by row as a vector of lanes; 0 for padding.
  func gather(_ values: [Double]) -> Vector {
    var result = Vector.zero
    for lane in rows.indices where rows[lane] >= 0 { result[lane] = values[rows[lane]] }
    return result
  }
}
