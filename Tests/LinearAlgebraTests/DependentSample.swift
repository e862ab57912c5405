import LinearAlgebra
import TestSupport
import VectorMath

/// Observations that other programs were given too.
enum DependentSample {
  /// Multivariate t with 4 degrees of freedom and correlations 0.6, 0.3, 0.5: normals from the
  /// uniforms of SplitMix64 in order, three and one for the chi-square an observation.
  static func studentT(_ count: Int, seed: UInt64 = 31) throws -> Observations {
    let correlation = Matrix([[1, 0.6, 0.3], [0.6, 1, 0.5], [0.3, 0.5, 1]])
    let factor = try Cholesky(of: correlation).factor
    var generator = TestGenerator(seed: seed)
    let divisor = ChiSquareDistribution(degreesOfFreedom: 4)
    return try Observations(
      Matrix(
        (0..<count).map { _ in
          let z = (0..<3).map { _ in NormalDistribution.quantile(generator.uniform()) }
          let scale = (divisor.quantile(generator.uniform()) / 4).squareRoot()
          return (factor * z).map { $0 / scale }
        }))
  }
}
