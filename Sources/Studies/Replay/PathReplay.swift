import Ledger
import Passes
import RandomNumbers
import VectorMath

/// Draws chosen paths of a run again by their numbers and hands out everything that happened on them.
///
/// The same plan gives the same bits as the run itself, because a path is a function of its number.
public struct PathReplay: ~Copyable {
  /// What happened on one block of paths.
  public struct Record: Sendable {
    /// Global numbers of the paths.
    public let paths: [UInt64]
    /// Losses by subject (total, books, accounts), then quantity, then path, in the numeraire; a desk loss
    /// of the total comes behind its others.
    public let losses: [[[Double]]]
    /// End of which step each account was first liquidated at, from 1; 0 if never. By account, then path.
    public let firstLiquidations: [[Int]]
    /// Observed series by series, then step (0 first), then path; empty unless asked for.
    public let series: [[[Double]]]
  }

  private let plan: RunPlan
  private var losses: SimulatedLosses

  /// Single accounts are always measured, whatever the run's detail.
  public init(_ plan: RunPlan) {
    var plan = plan
    plan.measurement.accountDetail = .losses
    self.plan = plan
    losses = SimulatedLosses(plan.losses)
  }

  /// Replays paths, one block at a time, in the order given.
  ///
  /// - Parameters:
  ///   - paths: Path numbers, each below the run's number of paths.
  ///   - includesSeries: Whether the records hold the observed series at every step.
  ///   - body: Called once per block; throws to stop.
  public mutating func replay<Paths: Collection>(
    _ paths: Paths, includesSeries: Bool = false, body: (Record) throws -> Void
  ) throws where Paths.Element == UInt64 {
    var rest = paths[...]
    while !rest.isEmpty {
      let chosen = Array(rest.prefix(PathBlock.pathCount))
      rest = rest.dropFirst(PathBlock.pathCount)
      try body(record(chosen, includesSeries: includesSeries))
    }
  }

  private mutating func record(_ chosen: [UInt64], includesSeries: Bool) -> Record {
    let count = chosen.count
    let accounts = plan.portfolio.accounts.indices
    var first = accounts.map { _ in Array(repeating: 0, count: count) }
    var series = plan.measurement.observed.map { _ in [[Double]]() }
    let padded =
      chosen + Array(repeating: chosen.last ?? 0, count: PathBlock.pathCount - count)
    losses.run(PathNumbers(padded), count: count) { source, evaluator, step in
      if includesSeries {
        for (k, observed) in plan.measurement.observed.enumerated() {
          let column = source.column(of: observed)
          series[k].append((0..<count).map { observed.value(column[path: $0]) })
        }
      }
      for account in accounts {
        for v in 0..<PathBlock.vectorCount where v * Vector.laneCount < count {
          var gone = ~evaluator.untouchedLanes(of: account, v) & 0xff
          while gone != 0 {
            let path = v * Vector.laneCount + gone.trailingZeroBitCount
            gone &= gone &- 1
            if path < count && first[account][path] == 0 { first[account][path] = step }
          }
        }
      }
    }
    var values = ReplayedLosses(RowLayout(plan.losses), accountsByRow: losses.accountsByRow)
    losses.measure(&values)
    return Record(paths: chosen, losses: values.losses, firstLiquidations: first, series: series)
  }
}

/// Losses of one block by subject, quantity and path.
private struct ReplayedLosses: LossConsumer {
  let layout: RowLayout
  let accountsByRow: [[Int]]
  var losses: [[[Double]]]

  init(_ layout: RowLayout, accountsByRow: [[Int]]) {
    self.layout = layout
    self.accountsByRow = accountsByRow
    losses = (0..<layout.subjectCount).map { subject in
      Array(repeating: [], count: layout.rows(ofSubject: subject).count)
    }
  }

  mutating func take(
    _ quantity: LossQuantity, ofRow row: Int, _ table: borrowing VectorTable, lossPaths: UInt64,
    paths: Range<Int>
  ) {
    for (lane, account) in accountsByRow[row].enumerated() where account >= 0 {
      losses[layout.wideSubjectCount + account][quantity.index] +=
        (0..<paths.count).map { table[$0][lane] }
    }
  }

  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int) {
    losses[layout.subject(ofRow: row)][layout.quantity(ofRow: row).index] =
      (0..<count).map { column[path: $0] }
  }
}
