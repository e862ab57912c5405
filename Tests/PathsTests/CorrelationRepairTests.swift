import LinearAlgebra
import Paths
import Testing

@Suite struct CorrelationRepairTests {
  private func repair(_ entries: [Double]) throws -> CorrelationRepair {
    var matrix = Matrix.identity(3)
    let pairs = [(2, 0), (2, 1), (0, 1)]
    for (pair, value) in zip(pairs, entries) {
      (matrix[pair.0, pair.1], matrix[pair.1, pair.0]) = (value, value)
    }
    return CorrelationRepair(
      from: matrix, to: try NearestCorrelation(of: matrix), names: ["a", "b", "eth"], pairs: pairs)
  }

  /// By symmetry all three move alike, to the edge of semidefiniteness:
  /// 1 − 3ρ² + 2ρ₁ρ₂ρ₃ = 1 − 3ρ² − 2ρ³ = 0 at ρ = 1/2. √(6 · 0.4²) = 0.97980.
  @Test func contradictionIsTold() throws {
    let found = try repair([0.9, 0.9, -0.9])
    #expect(
      found.description
        == "correlation repaired: eth and a from 0.9 to 0.5 (largest of 3), Frobenius 0.98")
    #expect(found.isLarge && found.movedCount == 3)
    #expect(abs(found.distance - 0.9797958971) < 1e-8)
  }

  /// Three digits of ρ = √½ twice and 0 are no correlation matrix: −0.0004 to be moved away.
  @Test func roundingIsNot() throws {
    let found = try repair([0.7073, 0.7073, 0])
    #expect(!found.isLarge && found.movedCount == 0)
    #expect(found.distance > 0 && found.distance < 0.001)
  }

  /// A pair that was not given is 0 and moves as well: the others, at 0.99, leave it no room.
  @Test func pairsThatWereNotGivenAreNamed() throws {
    let found = try repair([0.99, 0.99, 0])
    #expect((found.first, found.second) == ("a", "b") || found.given == 0.99)
    #expect(found.movedCount == 3)
  }
}
