/// Columns in a fixed order, as a kernel's inner loops read them.
///
/// It is sound for the same reason as `Column`: whoever makes it keeps the blocks behind the columns. Indices
/// are checked in debug builds.
@frozen
public struct ColumnList: ~Copyable {
  // First of the fields, for the reason given in `PathBlock`.
  @usableFromInline let storage: UnsafeMutablePointer<Column>
  /// Number of columns.
  public let count: Int

  /// Copies the pointers, not the numbers behind them.
  public init(_ columns: [Column]) {
    count = columns.count
    storage = UnsafeMutablePointer<Column>.allocate(capacity: max(columns.count, 1))
    for (k, column) in columns.enumerated() { (storage + k).initialize(to: column) }
  }

  deinit { storage.deallocate() }

  /// Column `k`, in the order that the list was made in.
  @inlinable @inline(__always)
  public subscript(k: Int) -> Column {
    assert(k >= 0 && k < count, "no such column")
    return storage[k]
  }
}
