import Collateral
import RandomNumbers
import VectorMath

/// Whoever takes a block's losses, row by row.
protocol LossConsumer {
  /// Takes one loss of eight accounts: one vector a path, one lane an account.
  ///
  /// - Parameters:
  ///   - accounts: The account of every lane; −1 for padding.
  ///   - isZero: Whether all losses are 0.
  mutating func take(
    _ quantity: LossQuantity, of accounts: ArraySlice<Int>, _ losses: borrowing VectorTable,
    isZero: Bool, count: Int)

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
  private let wide: PathBlock
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
      bridge: plan.monitoring == .bridge ? BridgeVariance.byAccount(plan) : [:])
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
    self.count = count
    simulator.start(paths)
    evaluator.restart(pathCount: count)
    evaluator.rememberInitialHealth()
    observe(simulator, evaluator, 0)
    for step in 0..<plan.grid.stepCount {
      simulator.advance(step: step)
      check(step: step)
      observe(simulator, evaluator, step + 1)
    }
  }

  private mutating func check(step: Int) {
    let source = simulator.uniformSource
    let paths = simulator.paths
    evaluator.check(step: step) { column, draw in
      source.fill(column, draw: draw, paths: paths, step: step)
    }
  }

  /// Works out the losses of one row of the evaluator at the horizon, into `outcome`.
  mutating func workOut(row: Int) {
    evaluator.outcome(
      ofRow: row, initialEquity: initialEquity[row], count: count, into: &outcome)
  }

  /// Hands out every row's losses at the horizon: accounts if they are measured, then the total and the
  /// books.
  mutating func measure(_ consumer: inout some LossConsumer) {
    let quantities = LossQuantity.allCases
    var isSilent = Array(repeating: true, count: layout.wideRowCount)
    for k in 0..<wide.columnCount { wide[k].fill(0) }
    for row in 0..<evaluator.rowCount {
      workOut(row: row)
      let book = (1 + evaluator.book(ofRow: row)) * quantities.count
      let accounts = evaluator.accounts(inRow: row)
      take(.equityLoss, of: accounts, outcome.equityLoss, isZero: false, book, &isSilent, &consumer)
      take(
        .badDebt, of: accounts, outcome.badDebt, isZero: !outcome.hasBadDebt, book, &isSilent,
        &consumer)
      take(
        .liquidated, of: accounts, outcome.liquidated, isZero: !outcome.hasLiquidations, book,
        &isSilent, &consumer)
    }
    for row in quantities.count..<layout.wideRowCount where !isSilent[row] {
      isSilent[row % quantities.count] = false
      wide[row % quantities.count].add(wide[row])
    }
    for row in 0..<layout.wideRowCount {
      consumer.take(wideRow: row, wide[row], isZero: isSilent[row], count: count)
    }
  }

  /// Passes one loss of a row on and adds it to its book.
  private func take(
    _ quantity: LossQuantity, of accounts: ArraySlice<Int>, _ losses: borrowing VectorTable,
    isZero: Bool, _ firstRow: Int, _ isSilent: inout [Bool], _ consumer: inout some LossConsumer
  ) {
    if layout.measuresAccounts {
      consumer.take(quantity, of: accounts, losses, isZero: isZero, count: count)
    }
    if isZero { return }
    let row = firstRow + quantity.index
    isSilent[row] = false
    let column = wide[row]
    for path in 0..<count { column[path: path] += losses[path].laneSum }
  }
}
