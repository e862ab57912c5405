import VectorMath

/// The accounts that may fall below 1 inside a step, and the paths on which they may.
///
/// A search at the marks of `InsideMarks` fills it; the checks of the step, that at its end included, then look at
/// nothing else. Accounts do not meet inside a step: each goes from one check at which it is below 1 to its next.
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
  /// By number, those of either that are below 1 at a check inside the step which is still to come.
  private var fallingRows: [Int] = []
  private var fallingEntries: [Int] = []
  /// By ladder.
  private(set) var ladders: [PathMask]
  /// Whether the step at hand has been searched.
  var isSearched = false

  init(ladderCount: Int) { ladders = Array(repeating: PathMask(), count: ladderCount) }

  /// Forgets the last step.
  mutating func clear() {
    paths = PathMask()
    rows.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    fallingRows.removeAll(keepingCapacity: true)
    fallingEntries.removeAll(keepingCapacity: true)
    for l in ladders.indices { ladders[l] = PathMask() }
  }

  /// Remembers who falls inside the step, and on which paths anybody does.
  mutating func keep(_ kept: PathMask) {
    paths = kept
    for i in rows.indices where rows[i].next != Self.none { fallingRows.append(i) }
    for i in entries.indices where entries[i].next != Self.none { fallingEntries.append(i) }
    for l in ladders.indices { ladders[l].formIntersection(kept) }
  }

  /// Calls a function for every row on some paths that still falls inside the step; it finds the next check.
  @inline(__always)
  mutating func forEachFallingRow(on paths: PathMask, _ visit: (inout Row) -> Void) {
    var count = 0
    for k in fallingRows.indices {
      let i = fallingRows[k]
      if paths.contains(rows[i].path) { visit(&rows[i]) }
      if rows[i].next == Self.none { continue }
      fallingRows[count] = i
      count += 1
    }
    fallingRows.removeSubrange(count...)
  }

  /// The same for every entry.
  @inline(__always)
  mutating func forEachFallingEntry(on paths: PathMask, _ visit: (inout Entry) -> Void) {
    var count = 0
    for k in fallingEntries.indices {
      let i = fallingEntries[k]
      if paths.contains(entries[i].path) { visit(&entries[i]) }
      if entries[i].next == Self.none { continue }
      fallingEntries[count] = i
      count += 1
    }
    fallingEntries.removeSubrange(count...)
  }

  /// Adds a position that a liquidation inside the step has opened.
  mutating func add(opened entry: Entry) {
    if entry.next != Self.none { fallingEntries.append(entries.count) }
    entries.append(entry)
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
