import Processes
import VectorMath

/// The state columns of a market's factors on one block of paths.
struct MarketState: ~Copyable {
  private let block: PathBlock
  let columns: [Column]
  private let factors: [FactorPlan]

  init(_ factors: [FactorPlan], columnCount: Int) {
    block = PathBlock(columnCount: columnCount)
    columns = block.columns
    self.factors = factors
  }

  /// What a factor reads and writes.
  ///
  /// - Parameter shocks: Its shocks; none where it is not advanced.
  func columns(
    of factor: Int, shocks: [Column] = [], shocksAreSingle: Bool = false
  ) -> ProcessColumns {
    let plan = factors[factor]
    return ProcessColumns(
      state: plan.outputs.map { columns[$0] }, inputs: plan.inputs.map { $0.map { columns[$0] } },
      shocks: shocks, shocksAreSingle: shocksAreSingle)
  }

  /// Sets the states of time 0.
  ///
  /// - Parameter order: Factors after those that they read.
  func setInitial(_ order: [Int]) {
    for factor in order { factors[factor].process.setInitialState(columns(of: factor)) }
  }
}
