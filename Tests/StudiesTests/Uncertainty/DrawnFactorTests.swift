import LinearAlgebra
import Processes
import Testing

@testable import Studies

@Suite struct DrawnFactorTests {
  /// Correlations of three estimates, rounded to four digits so that one eigenvalue is −0.0004: every
  /// z = R n has variance Σ R² = 1 all the same, and correlations move by no more than was rounded away.
  @Test func drawsHaveUnitVarianceWhereTheMatrixIsRounded() throws {
    var correlation = Matrix.identity(3)
    for i in 0..<3 {
      for j in 0..<3 where i != j { correlation[i, j] = -0.5002 }
    }
    let factor = try DrawnFactor(
      name: "f", index: 0,
      parameters: ["a", "b", "c"].map {
        DrawnParameter(name: $0, value: 1, standardError: 0.1, scale: .identity)
      }, correlation: correlation
    ) { _ in nil }
    let root = factor.root
    for i in 0..<3 {
      for j in 0..<3 {
        let product = (0..<3).reduce(0) { $0 + root[i, $1] * root[j, $1] }
        #expect(abs(product - (i == j ? 1 : -0.5)) < (i == j ? 1e-14 : 1e-12), "\(i), \(j)")
      }
    }
  }
}
