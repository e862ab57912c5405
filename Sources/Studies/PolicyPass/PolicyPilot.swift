import Passes
import RandomNumbers
import RiskMeasures
import VectorMath

/// A first look at what policies do, which sets where tails begin and what sums are taken from.
///
/// The thresholds decide what is kept, never a figure: a tail that turns out too short is measured again.
struct PolicyPilot: Sendable {
  /// Paths of the pilot, the first ones of the run: every process draws them once more.
  private static let pathLimit = 1_024

  /// By tail, at least 0.
  var thresholds: [Double]
  /// By row: a number near its mean, the value itself where all paths have the same.
  let centers: [Double]

  /// Evaluates all policies on the first paths of the plan.
  init(_ plan: LossPlan, _ policies: PolicyPlan, _ subjects: PolicySubjects) {
    let rows = PolicyRows(policies, subjects)
    let grid = BlockGrid(paths: min(plan.paths.count, Self.pathLimit))
    var block = PolicyBlock(plan, policies, subjects)
    var sample = PolicyPilotSample(rows)
    for k in 0..<grid.blockCount {
      let count = grid.pathCount(ofBlock: k)
      block.run(PathNumbers(block: k), count: count) { policy, columns, differences in
        sample.add(columns, differences, policy: policy, count: count)
      }
    }
    centers = sample.means(paths: grid.paths)
    let rank =
      plan.paths.count <= grid.paths
      ? 0
      : TailSample.pilotRank(
        lowestLevel: Level(policies.level), paths: plan.paths.count, pilotPaths: grid.paths)
    // Bad debt is never negative, so that a tail from 0 on holds all there is.
    thresholds = sample.badDebt.map { rank > 0 ? ascending($0)[rank - 1] : 0 }
  }

  /// Gives up thresholds, after a tail turned out too short.
  mutating func keepEverything() {
    for tail in thresholds.indices { thresholds[tail] = 0 }
  }
}

/// What policies did on the paths of the pilot.
private struct PolicyPilotSample {
  let rows: PolicyRows
  /// By tail.
  private(set) var badDebt: [[Double]]
  /// By row: the first path's value, and the sum of what the others differ from it by.
  private var firsts: [Double?]
  private var sums: [Double]

  init(_ rows: PolicyRows) {
    self.rows = rows
    badDebt = Array(repeating: [], count: rows.tailCount)
    firsts = Array(repeating: nil, count: rows.count)
    sums = Array(repeating: 0, count: rows.count)
  }

  /// By row; 0 where it is not a finite number, which the run refuses later.
  func means(paths: Int) -> [Double] {
    zip(firsts, sums).map { first, sum in
      let mean = (first ?? 0) + sum / Double(paths)
      return mean.isFinite ? mean : 0
    }
  }

  mutating func add(
    _ columns: borrowing PolicyColumns, _ differences: borrowing PolicyColumns, policy: Int,
    count: Int
  ) {
    for k in 0..<rows.columnCount {
      add(columns.column(row: k), row: rows.value(policy: policy, column: k), count: count)
      add(differences.column(row: k), row: rows.difference(policy: policy, column: k), count: count)
    }
    for subject in 0..<rows.subjectCount {
      let column = columns.column(subject, .badDebt)
      badDebt[rows.tail(policy: policy, subject: subject)] += (0..<count).map {
        column?[path: $0] ?? 0
      }
    }
  }

  private mutating func add(_ column: Column?, row: Int, count: Int) {
    let first = firsts[row] ?? column?[path: 0] ?? 0
    firsts[row] = first
    for path in 0..<count { sums[row] += (column?[path: path] ?? 0) - first }
  }
}
