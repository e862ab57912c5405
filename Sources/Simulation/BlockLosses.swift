import Collateral
import RandomNumbers
import VectorMath

/// Losses of one block of paths by row, and the machinery that makes them.
///
/// One per worker. `run` takes a block through all steps; `forEachRow` then hands out the rows one
/// after another without ever holding all of them.
package struct BlockLosses: ~Copyable {
  let plan: RunPlan
  let layout: RowLayout
  var simulator: BlockSimulator
  package var evaluator: PortfolioEvaluator
  private let initialEquity: [Double]
  private let books: [Int]
  private let wide: PathBlock
  private let scratch: PathBlock

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
    initialEquity = values.accounts.map { max(0, $0.collateral - $0.debt) }
    books = plan.portfolio.accounts.map(\.book)
    wide = PathBlock(columnCount: layout.wideRowCount)
    // The last column stays 0.
    scratch = PathBlock(columnCount: LossQuantity.allCases.count + 1)
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

  /// Hands out every row's losses at the horizon: accounts in order if they are measured, then the total
  /// and the books.
  ///
  /// - Parameter body: Called with the row, a column of `PathBlock.pathCount` values and whether they are
  ///   all 0.
  func forEachRow(_ body: (Int, Column, Bool) -> Void) {
    let count = LossQuantity.allCases.count
    let zeros = scratch[count]
    var isSilent = Array(repeating: true, count: layout.wideRowCount)
    for k in 0..<wide.columnCount { wide[k].fill(0) }
    for account in books.indices {
      let outcome = evaluator.outcome(
        of: account, initialEquity: initialEquity[account], equityLoss: scratch[0],
        badDebt: scratch[1], liquidated: scratch[2])
      for k in 0..<count {
        let isZero = k == 1 && !outcome.hasBadDebt || k == 2 && !outcome.hasLiquidations
        if layout.measuresAccounts {
          body(
            (layout.wideSubjectCount + account) * count + k, isZero ? zeros : scratch[k], isZero)
        }
        if isZero { continue }
        let row = (1 + books[account]) * count + k
        isSilent[row] = false
        wide[row].add(scratch[k])
      }
    }
    for row in count..<layout.wideRowCount where !isSilent[row] {
      isSilent[row % count] = false
      wide[row % count].add(wide[row])
    }
    for row in 0..<layout.wideRowCount { body(row, wide[row], isSilent[row]) }
  }
}
