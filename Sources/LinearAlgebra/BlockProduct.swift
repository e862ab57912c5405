import COpenBLAS
public import VectorMath

/// Correlates a block of independent shocks: shocks = normals × Lᵀ.
///
/// One `dgemm` of fixed shape `[PathBlock.pathCount × k] · [k × k]` with the zeros of L filled in,
/// because OpenBLAS changes bits with the shape and, in its triangular products, within one shape.
/// A path's shocks so depend on its normals alone, to the bit, wherever the path stands in the
/// block, on one kind of CPU.
public struct BlockProduct: Sendable {
  /// k: columns that are read, and written.
  public let size: Int
  /// L row by row, which is Lᵀ column by column.
  private let factorTransposed: [Double]

  /// - Parameter factor: L with L Lᵀ = correlation matrix, zeros included. Shape `[k × k]`.
  public init(factor: Matrix) {
    precondition(factor.isSquare && factor.rowCount > 0, "the factor of a product is square")
    size = factor.rowCount
    factorTransposed = factor.elements
  }

  /// shocks_j = Σ_i L_ji normals_i for every path.
  ///
  /// - Parameters:
  ///   - normals: Independent standard normals in columns `firstNormal ..< firstNormal + size`.
  ///   - shocks: Receives columns `firstShock ..< firstShock + size`; another block, or other
  ///     columns of the same one.
  /// - Precondition: The columns exist and do not overlap.
  public func multiply(
    normals: borrowing PathBlock, firstNormal: Int = 0,
    into shocks: borrowing PathBlock, firstShock: Int = 0
  ) {
    precondition(
      firstNormal >= 0 && firstNormal + size <= normals.columnCount
        && firstShock >= 0 && firstShock + size <= shocks.columnCount, "no such columns")
    // Sound: columns of a block are contiguous, the checks above keep both ranges inside their
    // blocks, and the check below keeps them apart.
    let source = normals[firstNormal].scalars
    let target = shocks[firstShock].scalars
    let length = size * PathBlock.pathCount
    precondition(
      source + length <= target || target + length <= source, "a product cannot work in place")
    let paths = Int32(PathBlock.pathCount)
    let k = Int32(size)
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, paths, k, k, 1, source, paths, factorTransposed,
      k, 0, target, paths)
  }
}
