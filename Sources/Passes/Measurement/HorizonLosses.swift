import Paths
import RandomNumbers
import VectorMath

/// Losses of a run's total at several horizons of the same paths.
///
/// The paths, the liquidations and the losses are those of a run of the plan; its horizon is the last of
/// them. Several horizons of one path cost what the last of them costs.
package struct HorizonLosses<Source: BlockSource & ~Copyable>: ~Copyable {
  private let steps: [Int]
  private let row: Int
  private var losses: BlockLosses<Source>

  /// - Parameters:
  ///   - plan: The run; single accounts are not measured.
  ///   - source: Of the plan's market.
  ///   - steps: Ends of which steps losses are read at, counted from 1, within the plan's grid.
  ///   - quantity: The loss of the total; a desk loss only where the total has one.
  package init(
    _ plan: LossPlan, source: consuming Source, steps: [Int], quantity: LossQuantity
  ) {
    precondition(
      steps.allSatisfy { (1...plan.paths.grid.stepCount).contains($0) }, "horizons lie on the grid")
    self.steps = steps
    row = RowLayout(plan).row(subject: 0, quantity)
    losses = BlockLosses(plan, source: source)
  }

  /// Losses by horizon, then path.
  ///
  /// - Parameters:
  ///   - first: Number of the first path; the others follow it.
  ///   - count: Number of paths.
  package mutating func losses(firstPath first: UInt64, count: Int) -> [[Double]] {
    var values = steps.map { _ in [Double]() }
    for k in values.indices { values[k].reserveCapacity(count) }
    for start in stride(from: 0, to: count, by: PathBlock.pathCount) {
      let numbers = PathNumbers(
        (0..<UInt64(PathBlock.pathCount)).map { first + UInt64(start) + $0 })
      add(numbers, count: min(PathBlock.pathCount, count - start), to: &values)
    }
    return values
  }

  private mutating func add(_ paths: PathNumbers, count: Int, to values: inout [[Double]]) {
    losses.start(paths, count: count)
    for step in 0..<(steps.max() ?? 0) {
      losses.advance(step: step)
      guard steps.contains(step + 1) else { continue }
      var total = TotalLoss(row: row)
      losses.measure(&total)
      for k in steps.indices where steps[k] == step + 1 { values[k] += total.values }
    }
  }
}

extension HorizonLosses where Source == BlockSimulator {
  /// Losses on paths that are drawn.
  package init(_ plan: LossPlan, steps: [Int], quantity: LossQuantity) {
    self.init(plan, source: BlockSimulator(plan.paths), steps: steps, quantity: quantity)
  }
}

/// One loss of the total by path.
private struct TotalLoss: LossConsumer {
  let row: Int
  private(set) var values: [Double] = []

  init(row: Int) { self.row = row }

  mutating func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable, lossPaths: UInt64,
    paths: Range<Int>
  ) {}

  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int) {
    guard row == self.row else { return }
    values = (0..<count).map { isZero ? 0 : column[path: $0] }
  }
}
