/// A view of rows of numbers, each in whole vectors of its own.
///
/// It is sound for the same reason as `Column`: whoever makes it keeps the table behind it, and it is not `Sendable`.
@frozen
public struct VectorRows {
  @usableFromInline let storage: UnsafeMutablePointer<Vector>
  @usableFromInline let stride: Int

  @usableFromInline init(storage: UnsafeMutablePointer<Vector>, stride: Int) {
    self.storage = storage
    self.stride = stride
  }

  /// Vector `v` of a row: its numbers `8v ..< 8v + 8`.
  @inlinable @inline(__always)
  public subscript(row: Int, v: Int) -> Vector {
    get { storage[row &* stride &+ v] }
    nonmutating set { storage[row &* stride &+ v] = newValue }
  }

  /// Number `i` of a row.
  @inlinable @inline(__always)
  public subscript(row: Int, scalar i: Int) -> Double {
    get {
      UnsafeRawPointer(storage + row &* stride).assumingMemoryBound(to: Double.self)[i]
    }
    nonmutating set {
      UnsafeMutableRawPointer(storage + row &* stride).assumingMemoryBound(to: Double.self)[i] =
        newValue
    }
  }
}

extension VectorTable {
  /// A view of some of its vectors as rows; it must not outlive the table.
  ///
  /// - Parameters:
  ///   - first: First vector of row 0.
  ///   - stride: Vectors from one row to the next; 0 for one row that stands for all.
  public func rows(from first: Int, stride: Int) -> VectorRows {
    precondition(first >= 0 && first <= count && stride >= 0, "no such rows")
    return VectorRows(storage: storage + first, stride: stride)
  }
}
