/// A small whole number for every row and every path of a block.
///
/// It is sound for the same reason as `PathBlock`. Indices are checked in debug builds.
@frozen
public struct PathIndices: ~Copyable {
  // First of the fields, for the reason given in `PathBlock`.
  @usableFromInline let storage: UnsafeMutablePointer<Int32>
  /// Number of rows, each of `PathBlock.pathCount` numbers.
  public let rowCount: Int

  /// All zero.
  public init(rowCount: Int) {
    precondition(rowCount >= 0, "a table has no negative number of rows")
    self.rowCount = rowCount
    let capacity = max(rowCount, 1) * PathBlock.pathCount
    storage = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
    storage.initialize(repeating: 0, count: capacity)
  }

  deinit { storage.deallocate() }

  /// The number of a row on path `path` of the block, between −2³¹ and 2³¹ − 1.
  @inlinable @inline(__always)
  public subscript(row: Int, path: Int) -> Int {
    get {
      assert(row >= 0 && row < rowCount && path >= 0 && path < PathBlock.pathCount, "no such index")
      return Int(storage[row &* PathBlock.pathCount &+ path])
    }
    nonmutating set {
      assert(row >= 0 && row < rowCount && path >= 0 && path < PathBlock.pathCount, "no such index")
      storage[row &* PathBlock.pathCount &+ path] = Int32(truncatingIfNeeded: newValue)
    }
  }
}
