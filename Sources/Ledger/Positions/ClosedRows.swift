import VectorMath

/// Closures of whole accounts by path: what the eight accounts of a row were worth when they were closed.
///
/// A row has one entry a path, made at its first closure and blended into at later ones.
struct ClosedRows: ~Copyable {
  /// First vector of the entry by row and path; only read where an account of the row is closed.
  private let index: PathIndices
  /// By entry: collateral, debt, and the values of single legs where they are followed.
  private var frozen: VectorTable
  private var used = 0
  /// Vectors of every entry.
  private let stride: Int

  /// - Parameter legCount: Most legs of a row that are followed; 0 for none.
  init(rowCount: Int, legCount: Int) {
    index = PathIndices(rowCount: rowCount)
    stride = 2 + legCount
    frozen = VectorTable(count: 64 * stride)
  }

  mutating func removeAll() { used = 0 }

  /// Takes the values of some lanes of a row on a path.
  ///
  /// - Parameter isFirst: Whether no account of the row was closed on the path before.
  @inline(__always)
  mutating func close(
    row: Int, path: Int, lanes: UInt32, isFirst: Bool, collateral: Vector, debt: Vector
  ) {
    if isFirst {
      if used &+ stride > frozen.count { grow() }
      index[row, path] = used
      frozen[used] = collateral
      frozen[used &+ 1] = debt
      used &+= stride
    } else {
      let first = index[row, path]
      frozen[first] = blend(lanes, collateral, otherwise: frozen[first])
      frozen[first &+ 1] = blend(lanes, debt, otherwise: frozen[first &+ 1])
    }
  }

  @inline(never)
  private mutating func grow() { frozen = VectorTable(frozen, count: 2 * frozen.count) }

  /// Takes the value of one leg of some lanes that have just been closed.
  mutating func close(
    row: Int, path: Int, lanes: UInt32, isFirst: Bool, leg: Int, value: Vector
  ) {
    let i = index[row, path] + 2 + leg
    frozen[i] = isFirst ? value : blend(lanes, value, otherwise: frozen[i])
  }

  /// Collateral and debt of the closed lanes of a row on a path.
  @inline(__always)
  func values(row: Int, path: Int) -> (collateral: Vector, debt: Vector) {
    let first = index[row, path]
    return (frozen[first], frozen[first &+ 1])
  }

  /// Value of one leg of the closed lanes.
  @inline(__always)
  func value(row: Int, path: Int, leg: Int) -> Vector { frozen[index[row, path] &+ 2 &+ leg] }
}
