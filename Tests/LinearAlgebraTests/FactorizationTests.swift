import LinearAlgebra
import TestSupport
import Testing

@Suite struct FactorizationTests {
  @Test func choleskyMatchesTable() throws {
    let table = try ReferenceTable("matrices/cholesky.csv")
    for row in table.rows {
      let matrix = Matrix(try row.lists("matrix"))
      let quantity = row["quantity"]
      if quantity == "verdict" {
        #expect(try Definiteness(of: matrix).name == row["expected"], "\(row)")
      } else if quantity == "min_eigenvalue" {
        let got = try #require(try Definiteness(of: matrix).smallestEigenvalue)
        #expect(row.accepts(got), "\(row.miss(got))")
      } else {
        let cholesky = try Cholesky(of: matrix)
        let index = quantity.compactMap(\.wholeNumberValue)
        let got =
          quantity == "log_det"
          ? cholesky.logDeterminant : cholesky.factor[index[0] - 1, index[1] - 1]
        #expect(row.accepts(got), "\(row.miss(got))")
      }
    }
    #expect(table.rows.count == 70)
  }

  @Test func factorHasZerosAboveItsDiagonal() throws {
    let factor = try Cholesky(of: Matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]])).factor
    #expect(factor == Matrix([[2, 0, 0], [6, 1, 0], [-8, 5, 3]]))
  }

  /// The leading 2 × 2 minor is positive, the determinant is not.
  @Test func indefiniteMatrixIsRefusedWithItsMinor() {
    let matrix = Matrix([[1, 0.9, 0.7], [0.9, 1, 0.3], [0.7, 0.3, 1]])
    #expect(throws: NotPositiveDefinite(leadingMinor: 3)) { try Cholesky(of: matrix) }
    #expect(throws: PivotedCholesky.Failure.self) { try PivotedCholesky(of: matrix) }
  }

  @Test func nanIsOurMistake() async {
    await #expect(processExitsWith: .failure) { _ = try? Cholesky(of: Matrix([[Double.nan]])) }
  }

  /// Rank 2 of 4: A = B Bᵀ with two columns; the third asset is the first turned round.
  @Test func pivotedFactorReproducesSingularMatrices() throws {
    let b = Matrix([[1, 0], [0.6, 0.8], [-1, 0], [0, 1]])
    let matrix = b * b.transposed
    let pivoted = try PivotedCholesky(of: matrix)
    #expect(pivoted.rank == 2)
    #expect((pivoted.factor * pivoted.factor.transposed).frobeniusDistance(to: matrix) < 1e-15)
    for i in 0..<4 { #expect(pivoted.factor[i, 2] == 0 && pivoted.factor[i, 3] == 0) }
    #expect(try PivotedCholesky(of: Matrix([[1, 1], [1, 1]])).rank == 1)
    #expect(try PivotedCholesky(of: Matrix([[2, 0.5], [0.5, 3]])).rank == 2)
  }

  @Test func eigenvectorsRebuildTheMatrix() throws {
    let matrix = Matrix([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
    let eigen = try SymmetricEigen(of: matrix)
    let root = 2.0.squareRoot()
    for (got, want) in zip(eigen.values, [2 - root, 2, 2 + root]) {
      #expect(abs(got - want) < 1e-14)
    }
    let rebuilt = eigen.vectors * Matrix.diagonal(eigen.values) * eigen.vectors.transposed
    #expect(rebuilt.frobeniusDistance(to: matrix) < 1e-14)
  }
}
