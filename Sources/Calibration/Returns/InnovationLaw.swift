import Glibc
import VectorMath

/// The law of an innovation e with mean 0 and variance h, and the derivatives of its log density.
///
///     normal:     ln f = −½ ln 2π − ½ ln h − e² / 2h
///     Student t:  ln f = ln f_ν(0) + ½ ln(ν / ((ν − 2) h)) − (ν + 1)/2 ln(1 + e² / ((ν − 2) h))
struct InnovationLaw {
  /// A log density with its derivatives in e, negated, in h and in ν.
  struct Term {
    let density: Double
    let pull: Double
    let inVariance: Double
    let inFreedom: Double
  }

  /// ν; `nil` for the normal law.
  private let degreesOfFreedom: Double?
  /// The part of ln f that depends on ν alone, and its derivative.
  private let constant: Double
  private let constantSlope: Double

  init(degreesOfFreedom: Double?) {
    self.degreesOfFreedom = degreesOfFreedom
    if let nu = degreesOfFreedom {
      let peak = StudentTDistribution.logPeak(degreesOfFreedom: nu)
      constant = peak.value + 0.5 * log(nu / (nu - 2))
      constantSlope = peak.slope - 1 / (nu * (nu - 2))
    } else {
      constant = -halfLogTwoPi
      constantSlope = 0
    }
  }

  @inline(__always)
  func term(_ e: Double, variance h: Double) -> Term {
    let precision = 1 / h
    let square = e * e * precision
    let base = constant - 0.5 * log(h)
    guard let nu = degreesOfFreedom else {
      return Term(
        density: base - 0.5 * square, pull: e * precision,
        inVariance: 0.5 * precision * (square - 1), inFreedom: 0)
    }
    let inverse = 1 / (nu - 2)
    let ratio = square * inverse
    let spread = log1p(ratio)
    let weight = (nu + 1) / (1 + ratio)
    return Term(
      density: base - 0.5 * (nu + 1) * spread, pull: weight * e * precision * inverse,
      inVariance: 0.5 * precision * (weight * ratio - 1),
      inFreedom: constantSlope - 0.5 * spread + 0.5 * weight * ratio * inverse)
  }
}
