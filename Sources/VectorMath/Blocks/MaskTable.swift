/// One byte of eight flags for every row and every path of a block.
///
/// Bit b of byte (row, path) is flag b of the row on that path. Kernels read the flags of one path across
/// eight flags at once, or one flag across the eight paths of a vector.
@frozen
public struct MaskTable: ~Copyable {
  // First of the fields, for the reason given in `PathBlock`.
  @usableFromInline let storage: UnsafeMutablePointer<UInt8>
  /// Number of rows of flags.
  public let rowCount: Int

  /// All flags unset.
  public init(rowCount: Int) {
    precondition(rowCount >= 0, "a table has no negative number of rows")
    self.rowCount = rowCount
    let capacity = max(rowCount, 1) * PathBlock.pathCount
    storage = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
      .bindMemory(to: UInt8.self, capacity: capacity)
    storage.initialize(repeating: 0, count: capacity)
  }

  deinit { UnsafeMutableRawPointer(storage).deallocate() }

  /// The eight flags of a row on one path.
  @inlinable @inline(__always)
  public subscript(row: Int, path: Int) -> UInt8 {
    get {
      assert(row >= 0 && row < rowCount && path >= 0 && path < PathBlock.pathCount, "no such flags")
      return storage[row &* PathBlock.pathCount &+ path]
    }
    nonmutating set {
      assert(row >= 0 && row < rowCount && path >= 0 && path < PathBlock.pathCount, "no such flags")
      storage[row &* PathBlock.pathCount &+ path] = newValue
    }
  }

  /// Sets the flags of a row on all paths, on the first `count` of them to `flags` and to 0 on the rest.
  public func fill(row: Int, _ flags: UInt8, count: Int = PathBlock.pathCount) {
    precondition(row >= 0 && row < rowCount, "no such row")
    precondition(count >= 0 && count <= PathBlock.pathCount, "no such paths")
    let start = storage + row * PathBlock.pathCount
    start.update(repeating: flags, count: count)
    (start + count).update(repeating: 0, count: PathBlock.pathCount - count)
  }

  /// Flag `bit` of a row on the eight paths of vector `v`: bit i of the result is path 8v + i.
  @inlinable @inline(__always)
  public func lanes(row: Int, bit: Int, vector v: Int) -> UInt32 {
    assert(row >= 0 && row < rowCount && v >= 0 && v < PathBlock.vectorCount, "no such flags")
    // Sound: the eight bytes lie inside the row, and the address is a multiple of 8.
    let bytes = UnsafeRawPointer(storage + (row &* PathBlock.pathCount &+ v &* Vector.laneCount))
      .assumingMemoryBound(to: UInt64.self).pointee
    let flags = (bytes &>> UInt64(bit)) & 0x0101_0101_0101_0101
    // The product moves the lowest bit of byte i to bit 56 + i.
    return UInt32(truncatingIfNeeded: (flags &* 0x0102_0408_1020_4080) &>> 56)
  }

  /// Paths of vector `v` whose flags are not these eight: bit i of the result is path 8v + i.
  @inlinable @inline(__always)
  public func paths(row: Int, otherThan flags: UInt8, vector v: Int) -> UInt32 {
    assert(row >= 0 && row < rowCount && v >= 0 && v < PathBlock.vectorCount, "no such flags")
    // Sound for the reason given in `lanes`.
    let bytes = UnsafeRawPointer(storage + (row &* PathBlock.pathCount &+ v &* Vector.laneCount))
      .assumingMemoryBound(to: UInt64.self).pointee
    let difference = bytes ^ (UInt64(flags) &* 0x0101_0101_0101_0101)
    // The highest bit of every byte: whether one of its lower seven bits carries into it, or it is set.
    let low = (difference & 0x7f7f_7f7f_7f7f_7f7f) &+ 0x7f7f_7f7f_7f7f_7f7f
    let isOther = ((low | difference) &>> 7) & 0x0101_0101_0101_0101
    return UInt32(truncatingIfNeeded: (isOther &* 0x0102_0408_1020_4080) &>> 56)
  }
}
