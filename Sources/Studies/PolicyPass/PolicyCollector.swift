import Passes
import VectorMath

/// Takes what policies did on one block after another, in whatever order their tasks come.
struct PolicyCollector {
  private let rows: PolicyRows
  private let pilot: PolicyPilot
  /// Counts by row and tails of bad debt, of all blocks so far.
  private(set) var collected: CollectedLosses

  init(_ pass: PolicyPass) {
    rows = pass.rows
    pilot = pass.pilot
    collected = pass.emptyHarvest
  }

  /// Adds a policy on the first `count` paths of a block.
  ///
  /// - Parameters:
  ///   - differences: To the benchmark; all closed for the benchmark itself.
  ///   - firstPath: Number of the block's first path.
  mutating func add(
    _ columns: borrowing PolicyColumns, _ differences: borrowing PolicyColumns, policy: Int,
    count: Int, firstPath: UInt64, to sums: inout RowSums
  ) {
    for k in 0..<rows.columnCount {
      let row = rows.value(policy: policy, column: k)
      let block = measure(columns.column(row: k), row: row, count: count)
      sums.add(block, row: row)
      collected.counts.add(block, row: row)
      let difference = rows.difference(policy: policy, column: k)
      sums.add(measure(differences.column(row: k), row: difference, count: count), row: difference)
    }
    for subject in 0..<rows.subjectCount {
      let tail = rows.tail(policy: policy, subject: subject)
      if let badDebt = columns.column(subject, .badDebt) {
        collected.tails[tail].add(
          badDebt, isZero: false, count: count, firstPath: firstPath,
          companions: columns.column(subject, .income))
      } else if pilot.thresholds[tail] == 0 {
        collected.tails[tail].addTies(count)
      }
    }
  }

  private func measure(_ column: Column?, row: Int, count: Int) -> BlockRow {
    let center = pilot.centers[row]
    guard let column else { return BlockRow(zeros: count, center: center) }
    return BlockRow(column, count: count, center: center)
  }
}
