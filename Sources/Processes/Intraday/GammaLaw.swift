import Foundation
import VectorMath

/// The gamma law of unit rate by normal scores: ranks that Φ gives.
struct GammaLaw {
  /// Largest |z| that tables tell from larger ones: normals of a run stay within 8.6.
  static let largestScore = 9.0

  let shape: Double
  private let chiSquare: ChiSquareDistribution

  init(shape: Double) {
    self.shape = shape
    chiSquare = ChiSquareDistribution(degreesOfFreedom: 2 * shape)
  }

  /// G = F⁻¹(Φ(z)) and dG/dz = φ(z) / f(G); where G has vanished both are 0.
  func quantile(score z: Double) -> (value: Double, slope: Double) {
    let tail = NormalDistribution.upperTail(abs(z))
    let g = (z < 0 ? chiSquare.quantile(tail) : chiSquare.upperQuantile(tail)) / 2
    guard g > 1e-290 else { return (0, 0) }
    return (g, exp(-z * z / 2 - log(2 * Double.pi) / 2 - logDensity(g)))
  }

  /// ln of the variable of this law that has the rank of another law's, from ln of that one.
  func logOfEqualRank(from other: GammaLaw) -> HermiteTable {
    let end = Self.largestScore
    let range = log(other.quantile(score: -end).value)...log(other.quantile(score: end).value)
    return HermiteTable(range, intervals: 1024) { x in
      let below = other.chiSquare.cdf(2 * exp(x))
      let g =
        below < 0.5
        ? chiSquare.quantile(below) / 2
        : chiSquare.upperQuantile(other.chiSquare.upperTail(2 * exp(x))) / 2
      return (log(g), exp(other.logDensity(exp(x)) + x - logDensity(g) - log(g)))
    }
  }

  private func logDensity(_ g: Double) -> Double {
    (shape - 1) * log(g) - g - lgamma(shape)
  }
}
