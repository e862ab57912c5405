import COpenBLAS
public import VectorMath

/// Correlates a block of independent shocks: shocks = normals × Lᵀ.
///
/// A triangular L of usual size goes through a register kernel in place, all others through one `dgemm`
/// of fixed shape `[PathBlock.pathCount × k] · [k × k]` with the zeros of L filled in, because OpenBLAS
/// changes bits with the shape and, in its triangular products, within one shape. A path's shocks so
/// depend on its normals alone, to the bit, wherever the path stands in the block, on one kind of CPU.
public struct BlockProduct: Sendable {
  /// How a product is worked out.
  public enum Method: Sendable {
    /// In place, sums in registers, the zeros of a triangular factor left out.
    case registers
    /// One `dgemm` into another block.
    case blas
  }

  /// Most factors that go through registers: twice as fast as BLAS up to there, and nothing larger is measured
  /// (Benchmarks/RESULTS.md, correlation).
  public static let registerLimit = 256

  /// k: columns that are read, and written.
  public let size: Int
  /// Which way was chosen for this factor; it does not change afterwards.
  public let method: Method
  /// L row by row, which is Lᵀ column by column.
  private let factorTransposed: [Double]
  private let triangular: TriangularProduct

  /// - Parameters:
  ///   - factor: L with L Lᵀ = correlation matrix, zeros included. Shape `[k × k]`.
  ///   - method: `nil` for the faster one.
  /// - Precondition: The factor is square, and lower triangular for `registers`.
  public init(factor: Matrix, method: Method? = nil) {
    precondition(factor.isSquare && factor.rowCount > 0, "the factor of a product is square")
    size = factor.rowCount
    let isTriangular = factor.isLowerTriangular
    precondition(method != .registers || isTriangular, "registers need a triangular factor")
    self.method = method ?? (isTriangular && size <= Self.registerLimit ? .registers : .blas)
    factorTransposed = factor.elements
    triangular = TriangularProduct(factor: factor)
  }

  /// shocks_j = Σ_i L_ji normals_i for every path, where the normals stand.
  ///
  /// - Parameter first: The first of `size` columns.
  /// - Precondition: The method is `registers`, and the columns exist.
  public func multiplyInPlace(_ block: borrowing PathBlock, first: Int = 0) {
    precondition(method == .registers, "BLAS does not work in place")
    triangular.multiply(block, first: first)
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
    let stride = PathBlock.columnStride * Vector.laneCount
    let length = size * stride
    precondition(
      source + length <= target || target + length <= source, "a product cannot work in place")
    if method == .registers {
      for k in 0..<size { shocks[firstShock + k].copy(normals[firstNormal + k]) }
      triangular.multiply(shocks, first: firstShock)
      return
    }
    let paths = Int32(PathBlock.pathCount)
    let k = Int32(size)
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, paths, k, k, 1, source, Int32(stride),
      factorTransposed, k, 0, target, Int32(stride))
  }
}
