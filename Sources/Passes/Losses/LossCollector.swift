import Ledger
import Paths
import RandomNumbers
import VectorMath

/// Takes the losses of one block after another, in whatever order their tasks come.
struct LossCollector {
  private let grid: BlockGrid
  private let layout: RowLayout
  private let pilot: Pilot
  private let observed: [ObservedSeries]
  private(set) var counts: RowCounts
  /// By row.
  private(set) var tails: [TailBuffer]
  /// Rows of the total that are also those of a book, because there is only that: they are measured once.
  private let twiceNamed: Range<Int>
  /// Sums of the task at hand, and the first path of its block.
  private var sums: RowSums
  private var firstPath: UInt64 = 0
  /// By row of the evaluator, then quantity: where the lanes belong, and what the task has added so far.
  private let lanes: [LaneRows]
  /// The rows of `lanes`, eight by eight.
  private let tailRows: [Int]
  private var lanesOfTask: [EightAccounts]

  /// - Parameter accountsByRow: The account of every lane by row of the evaluator; −1 for padding.
  init(_ pass: FirstPass, accountsByRow: [[Int]]) {
    let plan = pass.plan
    let pilot = pass.pilot
    let grid = pass.grid
    let layout = RowLayout(plan)
    let lanes =
      layout.measuresAccounts
      ? accountsByRow.flatMap { accounts in
        LossQuantity.allCases.map { LaneRows(accounts, $0, layout, pilot) }
      } : []
    self.lanes = lanes
    tailRows = lanes.flatMap { lanes in (0..<Vector.laneCount).map { lanes.rows[$0] } }
    lanesOfTask = Array(repeating: EightAccounts(), count: lanes.count)
    self.grid = grid
    self.layout = layout
    twiceNamed = 0..<(layout.isTotalOneBook ? LossQuantity.allCases.count : 0)
    self.pilot = pilot
    observed = plan.measurement.observed
    counts = RowCounts(layout)
    sums = RowSums(rowCount: layout.rowCount)
    let share = Int(Double(plan.paths.count) * pilot.shareKept / Double(pass.collectors) * 1.1)
    let capacity = min(share + PathBlock.pathCount, plan.paths.count)
    tails = pass.emptyTails(layout, capacity: capacity)
  }

  /// Simulates one task, its blocks in order.
  ///
  /// - Throws: `Interrupted` if the surrounding task is cancelled.
  mutating func add(
    _ task: Int, losses: inout SimulatedLosses, to partial: inout PathSums
  ) throws {
    for block in grid.blocks(ofTask: task) {
      if Task.isCancelled { throw Interrupted() }
      let count = grid.pathCount(ofBlock: block)
      let first = block * PathBlock.pathCount
      if first < ObservedSamples.pathLimit {
        losses.run(PathNumbers(block: block), count: count) { source, _, step in
          partial.observed.add(observed, source, step: step, count: count)
        }
      } else {
        losses.run(PathNumbers(block: block), count: count)
      }
      firstPath = UInt64(first)
      swap(&sums, &partial.sums)
      losses.measure(&self)
      swap(&sums, &partial.sums)
    }
    for (i, lane) in lanes.enumerated() {
      for k in 0..<Vector.laneCount where lane.rows[k] >= 0 {
        let block = BlockRow(lanesOfTask[i], lane: k)
        partial.sums.add(block, row: lane.rows[k])
        counts.add(block, row: lane.rows[k])
      }
      lanesOfTask[i] = EightAccounts()
    }
    for row in twiceNamed { partial.sums.copy(row, to: row + twiceNamed.count) }
  }

  /// Ends the pass: takes the counts of everything that the evaluator has seen.
  mutating func finish(_ evaluator: borrowing AccountBook) -> CollectedLosses {
    for row in tails.indices { tails[row].finish() }
    for row in twiceNamed {
      counts.copy(row, to: row + twiceNamed.count)
      tails[row + twiceNamed.count] = tails[row]
    }
    counts.accountLiquidations = evaluator.accountLiquidations
    counts.bookLiquidations = evaluator.bookLiquidations
    return CollectedLosses(counts: counts, tails: tails)
  }
}

extension LossCollector: LossConsumer {
  mutating func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable, lossPaths: UInt64,
    paths: Range<Int>
  ) {
    let i = row * LossQuantity.allCases.count + quantity.index
    lanesOfTask[i].add(
      losses, lossPaths: lossPaths, count: paths.count, centers: lanes[i].centers)
    if lanes[i].keepsTail { keep(i, losses, lossPaths: lossPaths, count: paths.count) }
  }

  /// Keeps the losses of eight accounts that are not below their thresholds.
  ///
  /// - Parameter i: Place in `lanes`: row of the evaluator × quantities + quantity.
  private mutating func keep(
    _ i: Int, _ losses: borrowing VectorTable, lossPaths: UInt64, count: Int
  ) {
    let thresholds = lanes[i].thresholds
    let flags = lanes[i].flags
    let dropsZeros = mask(.zero, lessThan: thresholds) & flags == flags
    let paths = dropsZeros ? lossPaths : UInt64.max &>> UInt64(RowOutcome.pathCount - count)
    let firstRow = i &* Vector.laneCount
    tailRows.withUnsafeBufferPointer { rows in
      tails.withUnsafeMutableBufferPointer { tails in
        forEachSetBit(of: paths) { path in
          let found = ~mask(losses[path], lessThan: thresholds) & flags
          if found == 0 { return }
          let above = mask(thresholds, lessThan: losses[path]) & flags
          forEachSetBit(of: UInt64(above)) { lane in
            let loss = losses[scalar: path &* Vector.laneCount &+ lane]
            tails[rows[firstRow &+ lane]].add(loss)
          }
          if found == above { return }
          forEachSetBit(of: UInt64(found & ~above)) { tails[rows[firstRow &+ $0]].addTies() }
        }
      }
    }
  }

  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int) {
    if twiceNamed.contains(row - twiceNamed.count) { return }
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
