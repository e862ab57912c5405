import LinearAlgebra
import TestSupport
import Testing
import VectorMath

@Suite struct BlockProductTests {
  /// How the correlations of a test are made up.
  enum Correlations: CaseIterable, Sendable {
    case distinct
    /// One for all pairs.
    case equal
    /// Groups of six with 0.8 among themselves and 0.05 to all others, as the reference workload has them.
    case groups
    /// The same, a part in 10^11 apart.
    case nearlyGroups
    /// Groups of five with 0.33 among themselves, independent of all others.
    case blocks
    case none

    func between(_ i: Int, _ j: Int) -> Double {
      switch self {
      case .distinct: 0.3 + 0.01 * Double((i * 7 + j) % 5)
      case .equal: 0.4
      case .groups: (i + 5) / 6 == (j + 5) / 6 ? 0.8 : 0.05
      case .nearlyGroups: Correlations.groups.between(i, j) + 1e-11 * Double((i * 7 + j) % 5)
      case .blocks: i / 5 == j / 5 ? 0.33 : 0
      case .none: 0
      }
    }
  }

  /// The factor of a correlation matrix of size k.
  private func factor(_ k: Int, _ correlations: Correlations = .distinct) throws -> Matrix {
    var matrix = Matrix.identity(k)
    for i in 0..<k {
      for j in 0..<i {
        matrix[i, j] = correlations.between(i, j)
        matrix[j, i] = matrix[i, j]
      }
    }
    return try Cholesky(of: matrix).factor
  }

  @Test func prepareFindsASafeLibrary() { #expect(BLAS.prepare() == nil) }

  @Test(arguments: [1, 3, 8, 12, 24, 50])
  func multipliesByTheFactor(_ k: Int) throws {
    #expect(BLAS.prepare() == nil)
    let factor = try factor(k)
    let normals = PathBlock(columnCount: k + 2)
    let shocks = PathBlock(columnCount: k + 3)
    var generator = TestGenerator(seed: 5)
    for j in 0..<k + 2 {
      for i in 0..<PathBlock.pathCount { normals[j][path: i] = 2 * generator.uniform() - 1 }
    }
    shocks[2].fill(7)
    BlockProduct(factor: factor).multiply(
      normals: normals, firstNormal: 2, into: shocks, firstShock: 3)
    for i in stride(from: 0, to: PathBlock.pathCount, by: 37) {
      for j in 0..<k {
        var want = 0.0
        for m in 0...j { want += factor[j, m] * normals[2 + m][path: i] }
        #expect(abs(shocks[3 + j][path: i] - want) < 1e-13)
      }
    }
    #expect(shocks[2][path: PathBlock.pathCount - 1] == 7)
  }

  /// Rows moved by 3 places, by an odd multiplier and reversed give moved bits: 0 differences.
  @Test(
    arguments: [1, 2, 3, 5, 8, 12, 13, 16, 24, 50, 64], [BlockProduct.Method.registers, .blas])
  func bitsDoNotDependOnTheRow(_ k: Int, _ method: BlockProduct.Method) throws {
    #expect(BLAS.prepare() == nil)
    let product = BlockProduct(
      factor: try factor(k, k % 2 == 0 ? .distinct : .groups), method: method)
    let n = PathBlock.pathCount
    let normals = PathBlock(columnCount: k)
    let moved = PathBlock(columnCount: k)
    let shocks = PathBlock(columnCount: k)
    let movedShocks = PathBlock(columnCount: k)
    var generator = TestGenerator(seed: 6)
    for j in 0..<k {
      for i in 0..<n { normals[j][path: i] = NormalDistribution.quantile(generator.uniform()) }
    }
    product.multiply(normals: normals, into: shocks)
    for (stride, offset) in [(1, 3), (5, 0), (n - 1, n - 1), (77, 131)] {
      for j in 0..<k {
        for i in 0..<n { moved[j][path: (i * stride + offset) % n] = normals[j][path: i] }
      }
      product.multiply(normals: moved, into: movedShocks)
      var differences = 0
      for j in 0..<k {
        for i in 0..<n
        where movedShocks[j][path: (i * stride + offset) % n] != shocks[j][path: i] {
          differences += 1
        }
      }
      #expect(differences == 0, "k = \(k), stride \(stride)")
    }
  }

  /// Sums in registers and in BLAS differ by rounding alone, at even and odd sizes, whether rows share
  /// their sums or not; a normal is below 4.5 here, so a term that is left out or stands elsewhere shows,
  /// and so do rows taken for equal that differ by 1e-12. In place gives the same bits.
  @Test(arguments: [1, 2, 3, 13, 40, 64], Correlations.allCases)
  func registersAgreeWithBLAS(_ k: Int, _ correlations: Correlations) throws {
    #expect(BLAS.prepare() == nil)
    let factor = try factor(k, correlations)
    let normals = PathBlock(columnCount: k + 1)
    let registers = PathBlock(columnCount: k)
    let blas = PathBlock(columnCount: k)
    var generator = TestGenerator(seed: 7)
    for j in 0...k {
      for i in 0..<PathBlock.pathCount {
        normals[j][path: i] = NormalDistribution.quantile(generator.uniform())
      }
    }
    let before = normals[0][path: 5]
    let product = BlockProduct(factor: factor, method: .registers)
    product.multiply(normals: normals, firstNormal: 1, into: registers)
    BlockProduct(factor: factor, method: .blas).multiply(
      normals: normals, firstNormal: 1, into: blas)
    product.multiplyInPlace(normals, first: 1)
    var worst = 0.0
    var differences = 0
    for j in 0..<k {
      for i in 0..<PathBlock.pathCount {
        worst = max(worst, abs(registers[j][path: i] - blas[j][path: i]))
        if normals[1 + j][path: i] != registers[j][path: i] { differences += 1 }
      }
    }
    #expect(worst <= 1e-13)
    #expect(differences == 0 && normals[0][path: 5] == before)
  }

  /// Rows 2 and 3 have nothing in column 1, between two columns that one of them has: (1, 2, 4, 8) becomes
  /// 0.75 × 1 + 4 and 0.5 × 1 + 0.25 × 4 + 8. Column 1 taken for column 2 gives 9.
  @Test(arguments: [BlockProduct.Method.registers, .blas])
  func gapOfOneColumn(_ method: BlockProduct.Method) {
    #expect(BLAS.prepare() == nil)
    var factor = Matrix.identity(4)
    factor[2, 0] = 0.75
    factor[3, 0] = 0.5
    factor[3, 2] = 0.25
    let normals = PathBlock(columnCount: 4)
    let shocks = PathBlock(columnCount: 4)
    for (k, normal) in [1.0, 2, 4, 8].enumerated() { normals[k].fill(normal) }
    BlockProduct(factor: factor, method: method).multiply(normals: normals, into: shocks)
    for path in [0, 9, PathBlock.pathCount - 1] {
      #expect((0..<4).map { shocks[$0][path: path] } == [1, 2, 4.75, 9.5])
    }
  }

  /// A factor that is not triangular, a principal root say, goes through BLAS.
  @Test func fullFactorsGoThroughBLAS() throws {
    var factor = Matrix.identity(2)
    #expect(BlockProduct(factor: factor).method == .registers)
    #expect(BlockProduct(factor: .identity(BlockProduct.registerLimit + 1)).method == .blas)
    factor[0, 1] = 0.5
    let product = BlockProduct(factor: factor)
    #expect(product.method == .blas)
    let block = PathBlock(columnCount: 4)
    block[0].fill(2)
    block[1].fill(3)
    product.multiply(normals: block, into: block, firstShock: 2)
    #expect(block[2][path: 9] == 3.5 && block[3][path: 9] == 3)
  }

  @Test func refusesOverlappingColumns() async {
    await #expect(processExitsWith: .failure) {
      let block = PathBlock(columnCount: 3)
      BlockProduct(factor: .identity(2)).multiply(normals: block, into: block, firstShock: 1)
    }
  }
}
