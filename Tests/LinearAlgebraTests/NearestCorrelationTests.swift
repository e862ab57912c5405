import LinearAlgebra
import TestSupport
import Testing

@Suite struct NearestCorrelationTests {
  /// All rows but `clip_distance`, which belongs to another method.
  @Test func matchesTable() throws {
    let table = try ReferenceTable("matrices/nearest_correlation.csv")
    for row in table.rows where row["quantity"] != "clip_distance" {
      let given = Matrix(try row.lists("matrix"))
      let nearest = try NearestCorrelation(of: given)
      let index = row["quantity"].compactMap(\.wholeNumberValue)
      let got =
        row["quantity"] == "distance"
        ? nearest.distance : nearest.matrix[index[0] - 1, index[1] - 1]
      #expect(row.accepts(got), "\(row.miss(got)) after \(nearest.iterations)")
      #expect(try SymmetricEigen(of: nearest.matrix).values[0] >= -1e-12)
      for i in 0..<given.rowCount { #expect(nearest.matrix[i, i] == 1) }
      #expect(nearest.matrix == nearest.matrix.transposed)
    }
  }

  /// A 12-asset matrix with one impossible block; the result is no farther than any blend with
  /// the identity that is semidefinite.
  @Test func largerMatrixIsRepairedAndClose() throws {
    var given = Matrix.identity(12)
    for i in 0..<12 {
      for j in 0..<i {
        given[i, j] = (i + j) % 3 == 0 ? -0.4 : 0.7
        given[j, i] = given[i, j]
      }
    }
    let lowest = try SymmetricEigen(of: given).values[0]
    #expect(lowest < -0.1)
    let nearest = try NearestCorrelation(of: given)
    let share = -lowest / (1 - lowest)
    #expect(nearest.distance < share * given.frobeniusDistance(to: .identity(12)))
    #expect(try SymmetricEigen(of: nearest.matrix).values[0] >= -1e-12)
    #expect(try NearestCorrelation(of: nearest.matrix).iterations == 0)
  }

  @Test func givesUpWithItsResidual() {
    let given = Matrix([[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    #expect {
      try NearestCorrelation(of: given, iterationLimit: 3)
    } throws: { error in
      guard case .notConverged(let iterations, let residual)? = error as? NearestCorrelation.Failure
      else { return false }
      return iterations == 3 && residual > 1e-6 && residual < 1
    }
  }
}
