/// Columns of numbers for one block of paths: column k is variable k of all the paths.
///
/// Column-major with paths as rows, so a block is structure-of-arrays for the kernels and a plain
/// BLAS matrix with leading dimension `columnStride` vectors at once. The number of paths is a constant of the
/// program, because the block grid belongs to a run's numbers (it fixes the order of sums).
///
/// A block owns its memory, 64-byte aligned and zeroed, and frees it when it goes out of scope.
@frozen
public struct PathBlock: ~Copyable {
  // First of the fields: the ThreadSanitizer build of Swift 6.3 takes the first for the address of `+=`, and
  // its verifier refuses an integer there.
  @usableFromInline let storage: UnsafeMutablePointer<Vector>
  /// Paths in every block.
  public static let pathCount = 256
  /// Vectors of paths in every block.
  public static let vectorCount = pathCount / Vector.laneCount

  /// Vectors from one column to the next: one more than a column has, because columns a power of two
  /// apart fall onto the same lines of the cache.
  public static let columnStride = vectorCount + 1

  /// Number of columns.
  public let columnCount: Int

  /// A block of zeros. Shape `[pathCount × columnCount]`.
  public init(columnCount: Int) {
    precondition(columnCount >= 0, "a block has no negative number of columns")
    self.columnCount = columnCount
    let count = max(columnCount, 1) * Self.columnStride
    storage = UnsafeMutableRawPointer.allocate(byteCount: count * 64, alignment: 64)
      .bindMemory(to: Vector.self, capacity: count)
    storage.initialize(repeating: .zero, count: count)
  }

  deinit { UnsafeMutableRawPointer(storage).deallocate() }

  /// A view of column `k`; it must not outlive the block.
  @inlinable @inline(__always)
  public subscript(k: Int) -> Column {
    precondition(k >= 0 && k < columnCount, "no such column")
    return Column(vectors: storage + k * Self.columnStride)
  }
}

extension PathBlock {
  /// Views of all columns, in order; they must not outlive the block.
  public var columns: [Column] {
    var views: [Column] = []
    for k in 0..<columnCount { views.append(self[k]) }
    return views
  }
}

/// A view of one column of a block: `PathBlock.vectorCount` vectors of eight paths.
///
/// A column is a plain reference into its block, read and written in place. It is sound as long as
/// the block lives, which holds by construction: the simulation keeps a worker's blocks for the
/// whole run and hands out views only inside it, and a view is not `Sendable`.
@frozen
public struct Column {
  @usableFromInline let vectors: UnsafeMutablePointer<Vector>

  @usableFromInline init(vectors: UnsafeMutablePointer<Vector>) { self.vectors = vectors }

  /// Vector `v` of the column: paths `8v ..< 8v + 8`.
  @inlinable @inline(__always)
  public subscript(v: Int) -> Vector {
    get {
      assert(v >= 0 && v < PathBlock.vectorCount, "no such vector")
      return vectors[v]
    }
    nonmutating set {
      assert(v >= 0 && v < PathBlock.vectorCount, "no such vector")
      vectors[v] = newValue
    }
  }

  /// The value of one path.
  @inlinable @inline(__always)
  public subscript(path path: Int) -> Double {
    get {
      assert(path >= 0 && path < PathBlock.pathCount, "no such path")
      return scalars[path]
    }
    nonmutating set {
      assert(path >= 0 && path < PathBlock.pathCount, "no such path")
      scalars[path] = newValue
    }
  }

  /// The column as consecutive doubles, for BLAS. Valid as long as the block.
  @inlinable @inline(__always)
  public var scalars: UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Double.self)
  }

  /// Sets every path to one value.
  @inlinable
  public func fill(_ value: Double) {
    for v in 0..<PathBlock.vectorCount { vectors[v] = Vector(repeating: value) }
  }

  /// Copies another column.
  @inlinable
  public func copy(_ other: Column) {
    for v in 0..<PathBlock.vectorCount { vectors[v] = other.vectors[v] }
  }

  /// Adds another column, path by path.
  @inlinable
  public func add(_ other: Column) {
    for v in 0..<PathBlock.vectorCount { vectors[v] += other.vectors[v] }
  }

  /// Subtracts another column, path by path.
  @inlinable
  public func subtract(_ other: Column) {
    for v in 0..<PathBlock.vectorCount { vectors[v] -= other.vectors[v] }
  }
}
