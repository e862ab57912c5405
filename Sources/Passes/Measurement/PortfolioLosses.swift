import Ledger
import Lending
import Paths
import RandomNumbers
import VectorMath

/// A portfolio on the marks of one worker, and its losses by row.
///
/// Several of them may read the same marks: accounts that differ in terms and debts are evaluated
/// side by side on the same paths.
package struct PortfolioLosses: ~Copyable {
  let layout: RowLayout
  /// The accounts on the block's paths: what is left of them, and what was liquidated.
  package var evaluator: AccountBook
  /// What happens at a step end, and the time between two.
  private var rounds: Rounds
  private let stepYears: Double
  /// The row that was worked out last.
  package private(set) var outcome = RowOutcome()
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

  /// - Parameters:
  ///   - marks: Mark columns of the worker's source.
  ///   - values: Values of the plan at time 0.
  ///   - intraday: The marks inside the steps of the source, where it knows them.
  package init(
    _ plan: LossPlan, marks: [Column], values: InitialValues, intraday: IntradayMarks? = nil,
    tracksLegs: Bool = false
  ) {
    layout = RowLayout(plan)
    let accounts = BookedAccounts(
      plan.portfolio.accounts, bookCount: plan.portfolio.books.count,
      adapters: plan.portfolio.adapters, isInTotal: layout.total.isAdded,
      bridge: plan.measurement.monitoring == .bridge ? BridgeVariance.byAccount(plan) : [:])
    let dollars = plan.paths.market.dollarsPerNumeraireMark.map { marks[$0] }
    evaluator = AccountBook(
      accounts,
      on: MarkView(
        marks, initial: values.marks, dollars: dollars,
        inside: intraday.map { intraday in
          InsideMarks(
            lowest: intraday.lowest, highest: intraday.highest, powers: intraday.powers,
            values: intraday.values, checkCount: intraday.checks - 1, fill: intraday.fill(mark:),
            rise: intraday.rise)
        }),
      stepCount: plan.paths.grid.stepCount,
      following: tracksLegs
        ? .legs : plan.measurement.accountDetail == .liquidations ? .counts : .outcomes)
    rounds = Rounds(on: marks, exits: [])
    stepYears = plan.paths.grid.step.length
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

  /// Forgets the paths, for the next block.
  package mutating func restart(count: Int) {
    self.count = count
    evaluator.restart(pathCount: count)
    rounds.restart()
  }

  /// The paths on which an account may be below 1 inside the step that the source has just taken.
  package mutating func reach() -> PathMask { evaluator.reach() }

  /// Finds the first check at which any of them is, once those paths have been drawn.
  package mutating func look(at places: [Int]) { evaluator.look(at: places) }

  /// By path: the next check at which any is.
  package var falls: InsideFalls { evaluator.falls }

  /// Checks the accounts on the paths whose marks are those of that check.
  package mutating func checkInside(step: Int, shown: borrowing InsideFalls, at places: [Int]) {
    rounds.runInside(step: step, shown: shown, at: places, &evaluator)
  }

  /// Checks every account at the end of a step of the source.
  package mutating func check<Source: BlockSource & ~Copyable>(
    step: Int, _ source: borrowing Source
  ) {
    rounds.run(step: step, over: stepYears, &evaluator) { column, draw in
      source.fillUniforms(column, draw: draw, step: step)
    }
  }

  /// Works out the losses of one row of the evaluator on some paths at the horizon, into `outcome`.
  mutating func workOut(row: Int, paths: Range<Int>) {
    evaluator.outcome(
      ofRow: row, initialEquity: initialEquity[row], paths: paths, into: &outcome)
  }

  /// The account of every lane by row of the evaluator; −1 for padding.
  package var accountsByRow: [[Int]] {
    (0..<evaluator.rowCount).map { Array(evaluator.accounts(inRow: $0)) }
  }

  /// The block's paths that count, as many at a time as an outcome holds.
  var pathRanges: [Range<Int>] {
    stride(from: 0, to: count, by: RowOutcome.pathCount).map {
      $0..<min(count, $0 + RowOutcome.pathCount)
    }
  }

  /// Hands out every row's losses at the horizon: accounts if they are measured, then the total and the
  /// books.
  package mutating func measure(_ consumer: inout some LossConsumer) {
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
    for (row, sum) in layout.additions where !isSilent[row] {
      isSilent[sum] = false
      wide[sum].add(wide[row])
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
    let all = UInt64.max &>> UInt64(RowOutcome.pathCount - paths.count)
    var summed: (equity: UInt64, badDebt: UInt64, liquidated: UInt64) = (0, 0, 0)
    for row in rows {
      workOut(row: row, paths: paths)
      take(
        .equityLoss, ofRow: row, outcome.equityLoss, equitySum, lossPaths: all, paths,
        &summed.equity, &consumer)
      take(
        .badDebt, ofRow: row, outcome.badDebt, badDebtSum, lossPaths: outcome.badDebtPaths, paths,
        &summed.badDebt, &consumer)
      take(
        .liquidated, ofRow: row, outcome.liquidated, liquidatedSum,
        lossPaths: outcome.liquidatedPaths, paths, &summed.liquidated, &consumer)
    }
    flush(equitySum, summed.equity, paths, row: first, &isSilent)
    flush(badDebtSum, summed.badDebt, paths, row: first + 1, &isSilent)
    flush(liquidatedSum, summed.liquidated, paths, row: first + 2, &isSilent)
  }

  /// Passes one loss of a row on and adds it to the sums of its book, account by account of eight.
  private func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable,
    _ sums: borrowing VectorTable, lossPaths: UInt64, _ paths: Range<Int>,
    _ summed: inout UInt64, _ consumer: inout some LossConsumer
  ) {
    if layout.measuresAccounts {
      consumer.take(quantity, ofRow: row, losses, lossPaths: lossPaths, paths: paths)
    }
    if lossPaths.nonzeroBitCount == paths.count && summed == lossPaths {
      for i in 0..<paths.count { sums[i] += losses[i] }
    } else {
      let known = summed
      forEachSetBit(of: lossPaths) { i in
        sums[i] = known &>> UInt64(i) & 1 == 0 ? losses[i] : sums[i] + losses[i]
      }
      summed |= lossPaths
    }
  }

  /// Adds the eight lanes of every path up that has a sum; the others are 0.
  private func flush(
    _ sums: borrowing VectorTable, _ summed: UInt64, _ paths: Range<Int>, row: Int,
    _ isSilent: inout [Bool]
  ) {
    if summed == 0 { return }
    isSilent[row] = false
    let column = wide[row]
    forEachSetBit(of: summed) { column[path: paths.lowerBound &+ $0] = sums[$0].laneSum }
  }
}
