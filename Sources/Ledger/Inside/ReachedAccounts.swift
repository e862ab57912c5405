import VectorMath

/// The accounts that may fall below 1 inside a step, and the paths on which they may.
///
/// A search at the marks of `InsideMarks` fills it; the checks inside the step then look at nothing else.
struct ReachedAccounts {
  /// Accounts of one row of eight on a path.
  struct Row {
    let group: Int
    let row: Int
    let path: Int
    let lanes: UInt32
  }

  /// Paths on which anything was found.
  private(set) var paths = PathMask()
  /// Accounts that no liquidation has touched.
  private(set) var rows: [Row] = []
  /// Entries of `LiquidatedPositions` that are open.
  private(set) var entries: [(index: Int, path: Int)] = []
  /// Entries before the step; later ones are all looked at.
  private(set) var entryCount = 0
  /// By ladder.
  private(set) var ladders: [PathMask]

  init(ladderCount: Int) { ladders = Array(repeating: PathMask(), count: ladderCount) }

  /// Forgets the last step.
  ///
  /// - Parameter entryCount: Entries of `LiquidatedPositions` at its end.
  mutating func clear(entryCount: Int) {
    paths = PathMask()
    rows.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    self.entryCount = entryCount
    for l in ladders.indices { ladders[l] = PathMask() }
  }

  /// Forgets what was found on other paths.
  mutating func keep(_ kept: PathMask) {
    paths = kept
    rows.removeAll { !kept.contains($0.path) }
    entries.removeAll { !kept.contains($0.path) }
    for l in ladders.indices { ladders[l].formIntersection(kept) }
  }

  mutating func add(_ row: Row) {
    rows.append(row)
    paths.insert(row.path)
  }

  mutating func add(entry: Int, path: Int) {
    entries.append((entry, path))
    paths.insert(path)
  }

  mutating func add(ladder: Int, path: Int) {
    ladders[ladder].insert(path)
    paths.insert(path)
  }
}
