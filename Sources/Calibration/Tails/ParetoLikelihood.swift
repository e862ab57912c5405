import Glibc
import VectorMath

/// Excesses over a threshold with parameters (shape ξ, scale β) of a generalised Pareto law.
///
///     ln f = −ln β − (1 + 1/ξ) ln(1 + ξy/β)
struct ParetoLikelihood: LogLikelihood {
  /// y, positive.
  let excesses: [Double]

  var count: Int { excesses.count }

  @inline(__always)
  func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool {
    let (shape, scale) = (parameters[0], parameters[1])
    let logScale = log(scale)
    for y in excesses {
      let z = y / scale
      let u = shape * z
      guard u > -1 else { return false }
      let spread = log1p(u)
      // ln(1 + u) / ξ and (ln(1 + u) − u / (1 + u)) / u², which cancel near ξ = 0.
      let isSmall = abs(u) < 0.01
      let stretched = isSmall ? z * Self.logRatio(u) : spread / shape
      let curvature = isSmall ? Self.curvature(u) : (spread - u / (1 + u)) / (u * u)
      body(
        -logScale - spread - stretched,
        Vector(
          z * z * curvature - z / (1 + u), ((1 + shape) * z / (1 + u) - 1) / scale, 0, 0, 0, 0, 0, 0
        ))
    }
    return true
  }

  /// ln(1 + u) / u = 1 − u/2 + u²/3 − …
  private static func logRatio(_ u: Double) -> Double {
    var sum = 0.0
    for k in stride(from: 8.0, through: 1, by: -1) { sum = 1 / k - u * sum }
    return sum
  }

  /// (ln(1 + u) − u / (1 + u)) / u² = 1/2 − 2u/3 + 3u²/4 − …
  private static func curvature(_ u: Double) -> Double {
    var sum = 0.0
    for k in stride(from: 8.0, through: 1, by: -1) { sum = k / (k + 1) - u * sum }
    return sum
  }
}
