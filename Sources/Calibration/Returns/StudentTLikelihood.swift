import Glibc
import VectorMath

/// Independent Student-t observations with parameters (location m, scale s, degrees of freedom ν).
///
///     ln f = ln f_ν(0) − ln s − (ν + 1)/2 ln(1 + z²/ν),  z = (x − m) / s
struct StudentTLikelihood: LogLikelihood {
  let values: [Double]

  var count: Int { values.count }

  @inline(__always)
  func visit(_ parameters: [Double], _ body: (Double, Vector) -> Void) -> Bool {
    let m = parameters[0]
    let s = parameters[1]
    let nu = parameters[2]
    let peak = StudentTDistribution.logPeak(degreesOfFreedom: nu)
    let constant = peak.value - log(s)
    for x in values {
      let z = (x - m) / s
      let square = z * z
      let spread = log1p(square / nu)
      let pull = (nu + 1) / (nu + square)
      body(
        constant - 0.5 * (nu + 1) * spread,
        Vector(
          pull * z / s, (pull * square - 1) / s,
          peak.slope - 0.5 * spread + 0.5 * pull * square / nu, 0, 0, 0, 0, 0))
    }
    return true
  }
}

extension StudentTDistribution {
  /// ln f(0) as a function of ν, and its derivative.
  ///
  ///     ln f_ν(0) = ln Γ((ν + 1)/2) − ln Γ(ν/2) − ½ ln(πν)
  static func logPeak(degreesOfFreedom nu: Double) -> (value: Double, slope: Double) {
    (
      StudentTDistribution(degreesOfFreedom: nu).logDensity(0),
      0.5 * (digamma((nu + 1) / 2) - digamma(nu / 2) - 1 / nu)
    )
  }
}
