import VectorMath

/// The accounts that may fall below 1 inside a step, and the paths on which they may.
///
/// A search at the marks of `InsideMarks` fills it; the checks inside the step then look at nothing else. Accounts
/// do not meet there: each goes from one check at which it is below 1 to its next.
struct ReachedAccounts {
  /// Accounts of one row of eight on a path.
  struct Row {
    let group: Int
    let row: Int
    let path: Int
    let lanes: UInt32
    /// The next check at which any of them is below 1; `none` without one.
    var next = 0
  }

  /// An entry of `LiquidatedPositions` that is open.
  struct Entry {
    let index: Int
    let path: Int
    /// The next check at which it is below 1; `none` without one.
    var next = 0
  }

  /// No check.
  static let none = Int.max

  /// Paths on which anything was found.
  private(set) var paths = PathMask()
  /// Accounts that no liquidation has touched.
  var rows: [Row] = []
  /// Positions that were open before the step, then those that the step has opened.
  var entries: [Entry] = []
  /// By ladder.
  private(set) var ladders: [PathMask]

  init(ladderCount: Int) { ladders = Array(repeating: PathMask(), count: ladderCount) }

  /// Forgets the last step.
  mutating func clear() {
    paths = PathMask()
    rows.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    for l in ladders.indices { ladders[l] = PathMask() }
  }

  /// Forgets what never falls, and what was found on other paths than these.
  mutating func keep(_ kept: PathMask) {
    paths = kept
    rows.removeAll { $0.next == Self.none }
    entries.removeAll { $0.next == Self.none }
    for l in ladders.indices { ladders[l].formIntersection(kept) }
  }

  mutating func add(_ row: Row) {
    rows.append(row)
    paths.insert(row.path)
  }

  mutating func add(entry: Int, path: Int) {
    entries.append(Entry(index: entry, path: path))
    paths.insert(path)
  }

  mutating func add(ladder: Int, path: Int) {
    ladders[ladder].insert(path)
    paths.insert(path)
  }
}
