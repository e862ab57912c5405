import Foundation
import VectorMath

/// Standard normals to Student-t numbers, tabulated once per degrees of freedom.
///
///     t = F_ν⁻¹(Φ(z))
///
/// Read by Hermite interpolation on |z| ≤ 9, error below 1e-9 relative.
struct StudentTShockMap: Sendable {
  private let table: HermiteTable

  init(degreesOfFreedom nu: Double) {
    let student = StudentTDistribution(degreesOfFreedom: nu)
    // Only lower tails are used, where probabilities keep their relative accuracy.
    table = HermiteTable(-9...9, intervals: 4608) { z in
      let t = student.quantile(NormalDistribution.cdf(-abs(z)))
      return (z < 0 ? t : -t, NormalDistribution.density(z) / student.density(t))
    }
  }

  /// Student-t numbers of standard normals.
  func studentT(fromNormal z: Vector) -> Vector { table(z) }
}

/// What a Student-t copula needs: the common scale of a step, and the way back to normals.
///
/// Tabulated once per degrees of freedom, error below 1e-9 relative.
struct StudentTCopulaMaps: Sendable {
  private let degreesOfFreedom: Double
  /// asinh(t / √ν) to Φ⁻¹(F_ν(t)).
  private let toNormal: HermiteTable
  /// z to ln √(ν / w), w the chi-square(ν) quantile of Φ(z).
  private let logScale: HermiteTable

  init(degreesOfFreedom nu: Double) {
    degreesOfFreedom = nu
    let student = StudentTDistribution(degreesOfFreedom: nu)
    let chiSquare = ChiSquareDistribution(degreesOfFreedom: nu)
    let end = asinh(student.quantile(NormalDistribution.cdf(-9)) / nu.squareRoot())
    toNormal = HermiteTable(end...(-end), intervals: 8192) { s in
      let t = nu.squareRoot() * sinh(-abs(s))
      let z = NormalDistribution.quantile(student.cdf(t))
      let slope =
        student.density(t) / NormalDistribution.density(z) * (nu + t * t).squareRoot()
      return (s < 0 ? z : -z, slope)
    }
    func density(_ w: Double) -> Double {
      exp((nu / 2 - 1) * log(w) - w / 2 - nu / 2 * log(2) - lgamma(nu / 2))
    }
    logScale = HermiteTable(-9...9, intervals: 4608) { z in
      let w =
        z < 0
        ? chiSquare.quantile(NormalDistribution.cdf(z))
        : chiSquare.upperQuantile(NormalDistribution.cdf(-z))
      return (0.5 * log(nu / w), -0.5 * NormalDistribution.density(z) / (density(w) * w))
    }
  }

  /// Standard normals of Student-t numbers.
  func normal(fromStudentT t: Vector) -> Vector {
    let scaled = t / Vector(repeating: degreesOfFreedom.squareRoot())
    let size = absolute(scaled)
    let s = logarithm(size + squareRoot(multiplyAdd(size, size, Vector(repeating: 1))))
    return toNormal(select(scaled, lessThan: .zero, -s, otherwise: s))
  }

  /// √(ν / w) for the chi-square number w that an independent standard normal stands for.
  func scale(fromNormal z: Vector) -> Vector { exponential(logScale(z)) }
}
