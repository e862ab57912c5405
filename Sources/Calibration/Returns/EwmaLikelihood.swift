import Glibc
import VectorMath

/// Normal returns with mean 0 and exponentially weighted variance; the parameter is the decay λ.
///
///     ln f = −½ ln 2π − ½ ln v − r² / 2v,  v' = λ v + (1 − λ) r²,  ∂v' = v − r² + λ ∂v
struct EwmaLikelihood: LogLikelihood {
  let values: [Double]
  /// Variance of the first return, positive.
  let initial: Double

  var count: Int { values.count }

  @inline(__always)
  func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool {
    let decay = parameters[0]
    var v = initial
    var slope = 0.0
    for r in values {
      let square = r * r
      guard v > 0 else { return false }
      let score = 0.5 * slope / v * (square / v - 1)
      body(
        -halfLogTwoPi - 0.5 * (log(v) + square / v), Vector(score, 0, 0, 0, 0, 0, 0, 0))
      slope = v - square + decay * slope
      v = decay * v + (1 - decay) * square
    }
    return true
  }
}
