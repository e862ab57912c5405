public import CVectorShim

/// Owned, aligned, zeroed memory for vectors, read and written in place.
///
/// Tables that a kernel walks through: weights of eight accounts at a time, running sums. It is sound
/// for the same reason as `PathBlock`: the table outlives every access, because accesses go through it,
/// and it is not `Sendable`. Indices are checked in debug builds.
@frozen
public struct VectorTable: ~Copyable {
  // First of the fields, for the reason given in `PathBlock`.
  @usableFromInline let storage: UnsafeMutablePointer<Vector>
  /// Number of vectors.
  public let count: Int

  /// A table of zeros.
  public init(count: Int) {
    precondition(count >= 0, "a table has no negative number of vectors")
    self.count = count
    let capacity = max(count, 1)
    storage = UnsafeMutableRawPointer.allocate(byteCount: capacity * 64, alignment: 64)
      .bindMemory(to: Vector.self, capacity: capacity)
    storage.initialize(repeating: .zero, count: capacity)
  }

  /// The vectors of another table, then zeros.
  ///
  /// - Precondition: `count` is not less than the other's.
  public init(_ other: borrowing VectorTable, count: Int) {
    precondition(count >= other.count, "a copy is not shorter")
    self.init(count: count)
    storage.update(from: other.storage, count: other.count)
  }

  deinit { UnsafeMutableRawPointer(storage).deallocate() }

  /// Vector `i`.
  @inlinable @inline(__always)
  public subscript(i: Int) -> Vector {
    get {
      assert(i >= 0 && i < count, "no such vector")
      return storage[i]
    }
    nonmutating set {
      assert(i >= 0 && i < count, "no such vector")
      storage[i] = newValue
    }
  }

  /// Number `i`: lane i mod 8 of vector i / 8.
  @inlinable @inline(__always)
  public subscript(scalar i: Int) -> Double {
    get {
      assert(i >= 0 && i < count * Vector.laneCount, "no such number")
      return UnsafeRawPointer(storage).assumingMemoryBound(to: Double.self)[i]
    }
    nonmutating set {
      assert(i >= 0 && i < count * Vector.laneCount, "no such number")
      UnsafeMutableRawPointer(storage).assumingMemoryBound(to: Double.self)[i] = newValue
    }
  }

  /// Numbers `i ..< i + 8`, which may lie across two vectors.
  @inlinable @inline(__always)
  public subscript(eightFrom i: Int) -> Vector {
    assert(i >= 0 && i + Vector.laneCount <= count * Vector.laneCount, "no such numbers")
    // Sound: all eight lie inside the table, and the load asks for no alignment.
    return UnsafeRawPointer(storage).loadUnaligned(
      fromByteOffset: i &* MemoryLayout<Double>.stride, as: Vector.self)
  }

  /// The lane sums of vectors `i ..< i + 8`, each multiplied by a weight lane by lane: the bits of
  /// `(self[i + k] * weight).laneSum` in lane k, for less work.
  @inlinable @inline(__always)
  public func laneSums(from i: Int, weight w: Vector) -> Vector {
    assert(i >= 0 && i + Vector.laneCount <= count, "no such vectors")
    let x = storage + i
    return shim_sum_eight(
      x[0] * w, x[1] * w, x[2] * w, x[3] * w, x[4] * w, x[5] * w, x[6] * w, x[7] * w)
  }

  /// Asks for the cache line of vector `i`, which is read soon.
  @inlinable @inline(__always)
  public func prefetch(_ i: Int) {
    assert(i >= 0 && i < count, "no such vector")
    shim_prefetch(UnsafeRawPointer(storage + i))
  }
}
