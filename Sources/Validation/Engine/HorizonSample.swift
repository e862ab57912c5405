import Ledger
import Lending
import Passes
import Paths
import RandomNumbers
import Studies
import VectorMath

/// What the engine's paths look like at the horizon: state columns, equities, liquidations there.
///
/// The blocks are those of a run; accounts are checked once, at the horizon.
struct HorizonSample {
  /// By state column asked for, then by path.
  let states: [[Double]]
  /// E(T) ≥ 0 by account, then by path, in the numeraire.
  let equities: [[Double]]
  /// Paths in which each account was liquidated at the horizon.
  let liquidations: [Int]
  /// E(0) by account, in the numeraire.
  let initialEquities: [Double]

  /// - Parameter columns: State columns to collect.
  init(_ plan: RunPlan, columns: [Int] = []) {
    let accounts = plan.portfolio.accounts
    var simulator = BlockSimulator(plan.paths)
    let initial = accounts.isEmpty ? [] : InitialValues(plan.losses).marks
    var evaluator = AccountBook(
      BookedAccounts(
        accounts, bookCount: plan.portfolio.books.count, adapters: plan.portfolio.adapters),
      on: MarkView(simulator.marks, initial: initial), stepCount: 1)
    var outcome = RowOutcome()
    var states = columns.map { _ in [Double]() }
    var equities = accounts.map { _ in [Double]() }
    for i in states.indices { states[i].reserveCapacity(plan.paths.count) }
    for i in equities.indices { equities[i].reserveCapacity(plan.paths.count) }
    let blocks = (plan.paths.count + PathBlock.pathCount - 1) / PathBlock.pathCount
    for block in 0..<blocks {
      let count = min(PathBlock.pathCount, plan.paths.count - block * PathBlock.pathCount)
      simulator.start(PathNumbers(block: block))
      evaluator.restart(pathCount: count)
      for step in 0..<plan.paths.grid.stepCount { simulator.advance(step: step) }
      evaluator.check(step: 0)
      for (i, column) in columns.enumerated() {
        let state = simulator.stateColumn(column)
        for path in 0..<count { states[i].append(state[path: path]) }
      }
      for row in 0..<evaluator.rowCount {
        for first in stride(from: 0, to: count, by: RowOutcome.pathCount) {
          let paths = first..<min(count, first + RowOutcome.pathCount)
          evaluator.outcome(ofRow: row, initialEquity: .zero, paths: paths, into: &outcome)
          for (lane, account) in evaluator.accounts(inRow: row).enumerated() where account >= 0 {
            for i in 0..<paths.count { equities[account].append(-outcome.equityLoss[i][lane]) }
          }
        }
      }
    }
    self.states = states
    self.equities = equities
    liquidations = evaluator.accountLiquidations
    initialEquities =
      accounts.isEmpty
      ? [] : InitialValues(plan.losses).accounts.map { max(0, $0.collateral - $0.debt) }
  }
}
