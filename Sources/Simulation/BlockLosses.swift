import Collateral
import RandomNumbers
import VectorMath

/// Whoever takes a block's losses, row by row.
protocol LossConsumer {
  /// Takes one loss of eight accounts on some paths of the block: one vector a path, from the first of
  /// them, one lane an account.
  ///
  /// - Parameters:
  ///   - row: Row of the evaluator, whose lanes are the accounts.
  ///   - isZero: Whether all losses are 0.
  mutating func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable, isZero: Bool,
    paths: Range<Int>)

  /// Takes one wide row: a column by path.
  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int)
}

/// Losses of one block of paths by row, and the machinery that makes them.
///
/// One per worker. `run` takes a block through all steps; `measure` then hands out the rows one after
/// another without ever holding all of them.
package struct BlockLosses: ~Copyable {
  let plan: RunPlan
  let layout: RowLayout
  var simulator: BlockSimulator
  package var evaluator: PortfolioEvaluator
  /// The row that was worked out last.
  private(set) var outcome = RowOutcome()
  /// E(0) of the accounts by row of the evaluator.
  private let initialEquity: VectorTable
  /// Rows of the evaluator by book.
  private let rowsByBook: [[Int]]
  private let wide: PathBlock
  /// Sums of a book, eight lanes a path.
  private let equitySum = VectorTable(count: RowOutcome.pathCount)
  private let badDebtSum = VectorTable(count: RowOutcome.pathCount)
  private let liquidatedSum = VectorTable(count: RowOutcome.pathCount)
  private var count = PathBlock.pathCount

  package init(_ plan: RunPlan, tracksLegs: Bool = false) {
    self.plan = plan
    layout = RowLayout(plan)
    simulator = BlockSimulator(plan)
    let marks = simulator.marks
    let values = InitialValues(plan)
    evaluator = PortfolioEvaluator(
      accounts: plan.portfolio.accounts, bookCount: plan.portfolio.books.count,
      adapters: plan.portfolio.adapters, marks: marks, initialMarks: values.marks,
      dollars: plan.market.dollarsPerNumeraireMark.map { marks[$0] },
      stepCount: plan.grid.stepCount, tracksLegs: tracksLegs,
      countsOnly: plan.accountDetail == .liquidations,
      bridge: plan.monitoring == .bridge ? BridgeVariance.byAccount(plan) : [:])
    var rowsByBook: [[Int]] = Array(repeating: [], count: plan.portfolio.books.count)
    for row in 0..<evaluator.rowCount { rowsByBook[evaluator.book(ofRow: row)].append(row) }
    self.rowsByBook = rowsByBook
    initialEquity = VectorTable(count: evaluator.rowCount)
    for row in 0..<evaluator.rowCount {
      for (lane, account) in evaluator.accounts(inRow: row).enumerated() where account >= 0 {
        let value = values.accounts[account]
        initialEquity[scalar: row * Vector.laneCount + lane] =
          max(0, value.collateral - value.debt)
      }
    }
    wide = PathBlock(columnCount: layout.wideRowCount)
  }

  /// Simulates a block from time 0 to the horizon.
  ///
  /// - Parameters:
  ///   - count: Paths of the block that count; the rest is padding.
  ///   - observe: Called at time 0 (step 0) and after every step with its number.
  package mutating func run(
    _ paths: PathNumbers, count: Int = PathBlock.pathCount,
    observe: (borrowing BlockSimulator, borrowing PortfolioEvaluator, Int) -> Void = { _, _, _ in }
  ) {
    start(paths, count: count)
    observe(simulator, evaluator, 0)
    for step in 0..<plan.grid.stepCount {
      advance(step: step)
      observe(simulator, evaluator, step + 1)
    }
  }

  /// Puts a block of paths at time 0; those beyond `count` are padding.
  mutating func start(_ paths: PathNumbers, count: Int) {
    self.count = count
    simulator.start(paths)
    evaluator.restart(pathCount: count)
    evaluator.rememberInitialHealth()
  }

  /// Advances the block by one step, counted from 0, and checks every account at its end.
  mutating func advance(step: Int) {
    simulator.advance(step: step)
    check(step: step)
  }

  private mutating func check(step: Int) {
    let source = simulator.uniformSource
    let paths = simulator.paths
    evaluator.check(step: step) { column, draw in
      source.fill(column, draw: draw, paths: paths, step: step)
    }
  }

  /// Works out the losses of one row of the evaluator on some paths at the horizon, into `outcome`.
  mutating func workOut(row: Int, paths: Range<Int>) {
    evaluator.outcome(
      ofRow: row, initialEquity: initialEquity[row], paths: paths, into: &outcome)
  }

  /// The account of every lane by row of the evaluator; −1 for padding.
  var accountsByRow: [[Int]] {
    (0..<evaluator.rowCount).map { Array(evaluator.accounts(inRow: $0)) }
  }

  /// The block's paths that count, as many at a time as an outcome holds.
  var pathRanges: [Range<Int>] {
    stride(from: 0, to: count, by: RowOutcome.pathCount).map {
      $0..<min(count, $0 + RowOutcome.pathCount)
    }
  }

  /// Hands out every row's losses at the marks that stand now: accounts if they are measured, then the
  /// total and the books.
  mutating func measure(_ consumer: inout some LossConsumer) {
    let count = LossQuantity.allCases.count
    var isSilent = Array(repeating: true, count: layout.wideRowCount)
    for k in 0..<layout.wideRowCount { wide[k].fill(0) }
    for paths in pathRanges {
      for (book, rows) in rowsByBook.enumerated() {
        sum(rows, (1 + book) * count, paths, &isSilent, &consumer)
      }
    }
    evaluator.workOutCountedAccounts(count: self.count)
    for book in rowsByBook.indices where evaluator.hasCountedAccounts(book: book) {
      let first = (1 + book) * count
      evaluator.addCountedAccounts(
        ofBook: book, count: self.count, equityLoss: wide[first], badDebt: wide[first + 1],
        liquidated: wide[first + 2])
      for k in 0..<count { isSilent[first + k] = false }
    }
    for row in count..<layout.wideRowCount where !isSilent[row] {
      isSilent[row % count] = false
      wide[row % count].add(wide[row])
    }
    for row in 0..<layout.wideRowCount {
      consumer.take(wideRow: row, wide[row], isZero: isSilent[row], count: self.count)
    }
  }

  /// Works out the rows of one book on some paths and writes their sums into its wide rows.
  private mutating func sum(
    _ rows: [Int], _ first: Int, _ paths: Range<Int>, _ isSilent: inout [Bool],
    _ consumer: inout some LossConsumer
  ) {
    var isEmpty = (equity: true, badDebt: true, liquidated: true)
    for row in rows {
      workOut(row: row, paths: paths)
      take(
        .equityLoss, ofRow: row, outcome.equityLoss, equitySum, isZero: false, paths,
        &isEmpty.equity, &consumer)
      take(
        .badDebt, ofRow: row, outcome.badDebt, badDebtSum, isZero: !outcome.hasBadDebt, paths,
        &isEmpty.badDebt, &consumer)
      take(
        .liquidated, ofRow: row, outcome.liquidated, liquidatedSum,
        isZero: !outcome.hasLiquidations, paths, &isEmpty.liquidated, &consumer)
    }
    if !isEmpty.equity { flush(equitySum, paths, row: first, &isSilent) }
    if !isEmpty.badDebt { flush(badDebtSum, paths, row: first + 1, &isSilent) }
    if !isEmpty.liquidated { flush(liquidatedSum, paths, row: first + 2, &isSilent) }
  }

  /// Passes one loss of a row on and adds it to the sums of its book, account by account of eight.
  private func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable,
    _ sums: borrowing VectorTable,
    isZero: Bool, _ paths: Range<Int>, _ isEmpty: inout Bool,
    _ consumer: inout some LossConsumer
  ) {
    if layout.measuresAccounts {
      consumer.take(quantity, ofRow: row, losses, isZero: isZero, paths: paths)
    }
    if isZero { return }
    if isEmpty {
      isEmpty = false
      for i in 0..<paths.count { sums[i] = losses[i] }
    } else {
      for i in 0..<paths.count { sums[i] += losses[i] }
    }
  }

  /// Adds the eight lanes of every path up.
  private func flush(
    _ sums: borrowing VectorTable, _ paths: Range<Int>, row: Int, _ isSilent: inout [Bool]
  ) {
    isSilent[row] = false
    let column = wide[row]
    for i in 0..<paths.count { column[path: paths.lowerBound &+ i] = sums[i].laneSum }
  }
}
