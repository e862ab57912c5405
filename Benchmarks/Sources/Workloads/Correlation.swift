import LinearAlgebra
import VectorMath

extension Kernel {
  /// Correlated shocks of one step of a block: in registers and through BLAS where all rows of the factor
  /// differ, and in registers where all factors have one correlation.
  static let correlation = [4, 8, 13, 16, 32, 40, 48, 64, 96, 128, 192, 256].flatMap { size in
    [
      registers("product-registers-\(size)", size, differentRows),
      registers("product-shared-\(size)", size, equalCorrelations), blas(size),
    ]
  }

  private static func registers(
    _ name: String, _ size: Int, _ factor: @escaping @Sendable (Int) -> Matrix
  ) -> Kernel {
    Kernel(
      name, unit: "path-steps", elementCount: PathBlock.pathCount,
      isCounted: size == 13 || size == 32
    ) {
      let product = BlockProduct(factor: factor(size), method: .registers)
      let block = normalBlock(columnCount: size)
      return { product.multiplyInPlace(block) }
    }
  }

  private static func blas(_ size: Int) -> Kernel {
    Kernel(
      "product-blas-\(size)", unit: "path-steps", elementCount: PathBlock.pathCount,
      isCounted: false
    ) {
      let product = BlockProduct(factor: differentRows(size), method: .blas)
      let normals = normalBlock(columnCount: size)
      let shocks = PathBlock(columnCount: size)
      return { product.multiply(normals: normals, into: shocks) }
    }
  }

  /// The Cholesky factor of the correlation matrix with ρ = ½ everywhere:
  /// L_jj = √((j + 2) / (2 (j + 1))), L_ij = L_jj / (j + 2) for i > j, indices from 0.
  @Sendable private static func equalCorrelations(_ size: Int) -> Matrix {
    var factor = Matrix(rows: size, columns: size)
    for j in 0..<size {
      let n = Double(j)
      let diagonal = ((n + 2) / (2 * (n + 1))).squareRoot()
      for i in j..<size { factor[i, j] = i == j ? diagonal : diagonal / (n + 2) }
    }
    return factor
  }

  /// A factor of some correlation matrix whose rows have nothing in common: unit rows of 3 + (7 i + j) mod 5.
  @Sendable private static func differentRows(_ size: Int) -> Matrix {
    var factor = Matrix(rows: size, columns: size)
    for i in 0..<size {
      let entries = (0...i).map { Double(3 + (7 * i + $0) % 5) }
      let length = entries.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for j in 0...i { factor[i, j] = entries[j] / length }
    }
    return factor
  }
}
