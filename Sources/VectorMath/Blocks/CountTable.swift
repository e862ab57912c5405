public import CVectorShim

/// Owned, zeroed counts, changed in place. Indices are checked in debug builds.
///
/// It is sound for the same reason as `VectorTable`.
@frozen
public struct CountTable: ~Copyable {
  // First of the fields, for the reason given in `PathBlock`.
  @usableFromInline let storage: UnsafeMutablePointer<Int32>
  /// Number of counts.
  public let count: Int

  /// All zero.
  public init(count: Int) {
    precondition(count >= 0, "a table has no negative number of counts")
    self.count = count
    storage = UnsafeMutablePointer<Int32>.allocate(capacity: max(count, 1))
    storage.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { storage.deallocate() }

  /// Count `i`, between −2³¹ and 2³¹ − 1.
  @inlinable @inline(__always)
  public subscript(i: Int) -> Int {
    get {
      assert(i >= 0 && i < count, "no such count")
      return Int(storage[i])
    }
    nonmutating set {
      assert(i >= 0 && i < count, "no such count")
      storage[i] = Int32(newValue)
    }
  }

  /// Asks for the cache line of count `i`, which is changed soon.
  @inlinable @inline(__always)
  public func prefetch(_ i: Int) {
    assert(i >= 0 && i < count, "no such count")
    shim_prefetch(UnsafeRawPointer(storage + i))
  }
}
