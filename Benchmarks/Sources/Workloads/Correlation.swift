import LinearAlgebra
import VectorMath

extension Kernel {
  /// Correlated shocks of one step of a block, in registers and through BLAS.
  static let correlation = [4, 8, 13, 16, 32, 40, 48, 64, 96, 128, 192, 256].flatMap { size in
    [registers(size), blas(size)]
  }

  private static func registers(_ size: Int) -> Kernel {
    Kernel(
      "product-registers-\(size)", unit: "path-steps", elementCount: PathBlock.pathCount,
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
      let product = BlockProduct(factor: factor(size), method: .blas)
      let normals = normalBlock(columnCount: size)
      let shocks = PathBlock(columnCount: size)
      return { product.multiply(normals: normals, into: shocks) }
    }
  }

  /// The Cholesky factor of the correlation matrix with ρ = ½ everywhere:
  /// L_jj = √((j + 2) / (2 (j + 1))), L_ij = L_jj / (j + 2) for i > j, indices from 0.
  private static func factor(_ size: Int) -> Matrix {
    var factor = Matrix(rows: size, columns: size)
    for j in 0..<size {
      let n = Double(j)
      let diagonal = ((n + 2) / (2 * (n + 1))).squareRoot()
      for i in j..<size { factor[i, j] = i == j ? diagonal : diagonal / (n + 2) }
    }
    return factor
  }
}
