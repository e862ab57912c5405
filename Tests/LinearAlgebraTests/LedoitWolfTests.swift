import LinearAlgebra
import TestSupport
import Testing

@Suite struct LedoitWolfTests {
  @Test func matchesTable() throws {
    let table = try ReferenceTable("matrices/ledoit_wolf.csv")
    for row in table.rows {
      let estimate = LedoitWolf(of: try observations(row["data_file"]))
      let got: Double
      switch row["quantity"] {
      case "shrinkage": got = estimate.shrinkage
      case "mu": got = estimate.meanVariance
      default:
        let index = row["quantity"].compactMap(\.wholeNumberValue)
        got = estimate.covariance[index[0] - 1, index[1] - 1]
      }
      #expect(row.accepts(got), "\(row.miss(got))")
    }
    #expect(table.rows.count == 32)
  }

  private func observations(_ file: String) throws -> Observations {
    let rows = try ReferenceTable("matrices/\(file)").rows
    return try Observations(
      Matrix(rows.map { row in (1...row.cells.count).map { row.number("x\($0)") } }))
  }

  /// Ten variables in eight observations: the sample covariance has rank 7, the estimate is definite.
  @Test func fewObservationsGiveADefiniteMatrix() throws {
    let estimate = LedoitWolf(of: try observations("ledoit_wolf_v3.csv"))
    #expect(try SymmetricEigen(of: estimate.sample).values[2] < 1e-15)
    let smallest = try SymmetricEigen(of: estimate.covariance).values[0]
    #expect(abs(smallest - estimate.shrinkage * estimate.meanVariance) < 1e-15)
    let correlation = estimate.correlation
    guard case .positiveDefinite = try Definiteness(of: correlation) else {
      Issue.record("the correlation is not definite")
      return
    }
    #expect(correlation.firstNonUnitDiagonal == nil)
    #expect(estimate.covariance == estimate.covariance.transposed)
  }

  /// One variable is its own target.
  @Test func oneVariableIsNotShrunk() throws {
    let estimate = LedoitWolf(of: try Observations(columns: [[1, 2, 3, 6]]))
    #expect(estimate.shrinkage == 0 && estimate.covariance[0, 0] == 3.5)
  }
}
