/// A view of rows of numbers, each in whole vectors of its own.
///
/// It is sound for the same reason as `Column`: whoever makes it keeps the table behind it, and it is not `Sendable`.
/// Indices are checked in debug builds.
@frozen
public struct VectorRows {
  @usableFromInline let storage: UnsafeMutablePointer<Vector>
  @usableFromInline let stride: Int
  @usableFromInline let width: Int
  @usableFromInline let count: Int

  @usableFromInline init(
    storage: UnsafeMutablePointer<Vector>, count: Int, width: Int, stride: Int
  ) {
    self.storage = storage
    self.count = count
    self.width = width
    self.stride = stride
  }

  /// Vector `v` of a row: its numbers `8v ..< 8v + 8`.
  @inlinable @inline(__always)
  public subscript(row: Int, v: Int) -> Vector {
    get {
      assert(row >= 0 && row < count && v >= 0 && v < width, "no such vector")
      return storage[row &* stride &+ v]
    }
    nonmutating set {
      assert(row >= 0 && row < count && v >= 0 && v < width, "no such vector")
      storage[row &* stride &+ v] = newValue
    }
  }

  /// Number `i` of a row.
  @inlinable @inline(__always)
  public subscript(row: Int, scalar i: Int) -> Double {
    assert(
      row >= 0 && row < count && i >= 0 && i < width * Vector.laneCount, "no such number")
    return UnsafeRawPointer(storage + row &* stride).assumingMemoryBound(to: Double.self)[i]
  }
}

extension VectorTable {
  /// A view of some of its vectors as rows; it must not outlive the table.
  ///
  /// - Parameters:
  ///   - first: First vector of row 0.
  ///   - rows: How many, each behind the one before it.
  ///   - width: Vectors of each.
  ///   - isRepeated: Whether they are all the same one, which alone is in the table.
  public func rows(
    from first: Int, count rows: Int, width: Int, isRepeated: Bool = false
  ) -> VectorRows {
    let used = (isRepeated ? 1 : rows) * width
    precondition(first >= 0 && rows >= 0 && width >= 0 && first + used <= count, "no such rows")
    return VectorRows(
      storage: storage + first, count: rows, width: width, stride: isRepeated ? 0 : width)
  }
}
