import Ledger
import RandomNumbers
import VectorMath

/// The pass over all paths: sums of every row, tails above their thresholds, observed series.
struct FirstPass: ShardedPass {
  let plan: RunPlan
  let pilot: Pilot
  /// Among how many the tails are shared, for sizing their buffers.
  let collectors: Int
  let grid: BlockGrid

  init(_ plan: RunPlan, pilot: Pilot, collectors: Int) {
    self.plan = plan
    self.pilot = pilot
    self.collectors = collectors
    grid = BlockGrid(paths: plan.paths)
  }

  var taskCount: Int { grid.taskCount }

  func makeWorker() -> FirstPassWorker { FirstPassWorker(self) }

  var emptyPartial: PathSums { PathSums(plan) }

  var emptyHarvest: CollectedLosses {
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

/// Sums and observed values of some tasks, whose order counts.
struct PathSums: Mergeable, BinaryCodable, Checked {
  var sums: RowSums
  var observed: ObservedSamples

  init(_ plan: RunPlan) {
    sums = RowSums(rowCount: RowLayout(plan).rowCount)
    observed = ObservedSamples(plan)
  }

  mutating func merge(_ next: PathSums) {
    sums.merge(next.sums)
    observed.merge(next.observed)
  }

  func write(to writer: inout BinaryWriter) throws {
    try sums.write(to: &writer)
    try observed.write(to: &writer)
  }

  mutating func read(from reader: inout BinaryReader) throws {
    try sums.read(from: &reader)
    try observed.read(from: &reader)
  }

  /// Of the sums, which every path of the task is part of.
  var checksum: UInt64 { sums.checksum }
}

/// What is kept of paths whatever their order.
struct CollectedLosses: Mergeable, BinaryCodable {
  var counts: RowCounts
  /// By row.
  var tails: [TailBuffer]

  mutating func merge(_ other: CollectedLosses) {
    counts.merge(other.counts)
    for row in tails.indices { tails[row].merge(other.tails[row]) }
  }

  func write(to writer: inout BinaryWriter) throws {
    try counts.write(to: &writer)
    for tail in tails { try tail.write(to: &writer) }
  }

  mutating func read(from reader: inout BinaryReader) throws {
    try counts.read(from: &reader)
    for row in tails.indices { try tails[row].read(from: &reader) }
  }
}

/// What the pass over all paths has found.
struct MeasuredLosses {
  let sums: RowSums
  let counts: RowCounts
  let observed: ObservedSamples
  /// By wide row.
  let shapes: [HistogramShape]
  /// The number that each row's sums were taken from.
  let centers: [Double]
  /// By row.
  let tails: [TailBuffer]

  /// - Precondition: Every task of the pass has been done.
  init(_ outcome: PassOutcome<PathSums, CollectedLosses>, pilot: Pilot) {
    guard let paths = outcome.fold.result, let collected = outcome.harvest else {
      preconditionFailure("all tasks of the pass are done")
    }
    sums = paths.sums
    observed = paths.observed
    counts = collected.counts
    tails = collected.tails
    shapes = pilot.shapes
    centers = pilot.centers
  }
}

/// One worker of the first pass.
final class FirstPassWorker: PassWorker {
  private var losses: SimulatedLosses
  private var collector: LossCollector
  private let empty: PathSums

  init(_ pass: FirstPass) {
    losses = SimulatedLosses(pass.plan)
    collector = LossCollector(pass, accountsByRow: losses.accountsByRow)
    empty = PathSums(pass.plan)
  }

  func run(_ task: Int) throws -> PathSums {
    var sums = empty
    try collector.add(task, losses: &losses, to: &sums)
    return sums
  }

  func harvest() -> CollectedLosses { collector.finish(losses.portfolio.evaluator) }
}

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
  private var lanesOfTask: [EightRows]

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
    lanesOfTask = Array(repeating: EightRows(), count: lanes.count)
    self.grid = grid
    self.layout = layout
    twiceNamed = 0..<(layout.isTotalOneBook ? LossQuantity.allCases.count : 0)
    self.pilot = pilot
    observed = plan.observed
    counts = RowCounts(layout)
    sums = RowSums(rowCount: layout.rowCount)
    let share = Int(Double(plan.paths) * pilot.shareKept / Double(pass.collectors) * 1.1)
    let capacity = min(share + PathBlock.pathCount, plan.paths)
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
      lanesOfTask[i] = EightRows()
    }
    for row in twiceNamed { partial.sums.copy(row, to: row + twiceNamed.count) }
  }

  /// Ends the pass: takes the counts of everything that the evaluator has seen.
  mutating func finish(_ evaluator: borrowing PortfolioEvaluator) -> CollectedLosses {
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
          forEachSetBit(of: UInt64(found & ~above)) { tails[rows[firstRow &+ $0]].addTie() }
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

/// The rows of one loss of eight accounts.
struct LaneRows {
  /// By lane; −1 for padding.
  let rows: InlineArray<8, Int>
  /// Bit i is set where lane i is an account.
  let flags: UInt32
  let keepsTail: Bool
  /// By lane: the number that sums are taken from, and the loss from which on a tail is kept.
  let centers: Vector
  let thresholds: Vector

  init(_ accounts: [Int], _ quantity: LossQuantity, _ layout: RowLayout, _ pilot: Pilot) {
    var rows = InlineArray<8, Int>(repeating: -1)
    var flags: UInt32 = 0
    var centers = Vector.zero
    var thresholds = Vector.zero
    var keepsTail = false
    for (lane, account) in accounts.enumerated() where account >= 0 {
      let row = layout.row(subject: layout.wideSubjectCount + account, quantity)
      rows[lane] = row
      flags |= 1 << UInt32(lane)
      centers[lane] = pilot.centers[row]
      thresholds[lane] = pilot.thresholds[row]
      keepsTail = layout.keepsTail[row]
    }
    self.rows = rows
    self.flags = flags
    self.keepsTail = keepsTail
    self.centers = centers
    self.thresholds = thresholds
  }
}
