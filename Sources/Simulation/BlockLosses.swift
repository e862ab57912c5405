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
  private let wide: PathBlock
  private let scratch: PathBlock

  package init(_ plan: RunPlan, tracksLegs: Bool = false) {
    self.plan = plan
    layout = RowLayout(plan)
    simulator = BlockSimulator(plan)
    let marks = simulator.marks
    evaluator = PortfolioEvaluator(
      accounts: plan.portfolio.accounts, bookCount: plan.portfolio.books.count,
      adapters: plan.portfolio.adapters, marks: marks,
      dollars: plan.market.dollarsPerNumeraireMark.map { marks[$0] },
      stepCount: plan.grid.stepCount, tracksLegs: tracksLegs,
      bridge: plan.monitoring == .bridge ? BridgeVariance.byAccount(plan) : [:])
    let values = InitialValues(plan)
    initialEquity = values.accounts.map { max(0, $0.collateral - $0.debt) }
    wide = PathBlock(columnCount: layout.wideSubjectCount * LossQuantity.allCases.count)
    scratch = PathBlock(columnCount: LossQuantity.allCases.count)
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

  /// Hands out every row's losses at the horizon: accounts in order, then the total and the books.
  ///
  /// - Parameter body: Called with the row and a column of `PathBlock.pathCount` values.
  func forEachRow(_ body: (Int, Column) -> Void) {
    let count = LossQuantity.allCases.count
    for k in 0..<wide.columnCount { wide[k].fill(0) }
    let equity = scratch[0]
    let badDebt = scratch[1]
    let liquidated = scratch[2]
    for account in plan.portfolio.accounts.indices {
      evaluator.outcome(of: account, equity: equity, badDebt: badDebt, liquidated: liquidated)
      let start = Vector(repeating: initialEquity[account])
      for v in 0..<PathBlock.vectorCount { equity[v] = start - equity[v] }
      let book = 1 + plan.portfolio.accounts[account].book
      for k in 0..<count {
        let loss = scratch[k]
        let total = wide[k]
        let inBook = wide[book * count + k]
        for v in 0..<PathBlock.vectorCount {
          total[v] += loss[v]
          inBook[v] += loss[v]
        }
        body((layout.wideSubjectCount + account) * count + k, loss)
      }
    }
    for k in 0..<wide.columnCount { body(k, wide[k]) }
  }
}
