import VectorMath

/// The law that standardised residuals have if the fitted model is right.
public enum ResidualLaw: Sendable, Hashable {
  /// Mean 0, variance 1.
  case normal
  /// Student t with `degreesOfFreedom`, multiplied by `scale`.
  case studentT(degreesOfFreedom: Double, scale: Double)

  /// The z with P(Z ≤ z) = p.
  ///
  /// - Parameter p: Probability, strictly between 0 and 1.
  public func quantile(_ p: Double) -> Double {
    switch self {
    case .normal: NormalDistribution.quantile(p)
    case .studentT(let nu, let scale):
      scale * StudentTDistribution(degreesOfFreedom: nu).quantile(p)
    }
  }

  /// The standard normal with the same probability below it, Φ⁻¹(F(z)); finite for finite z.
  func normalScore(_ z: Double) -> Double {
    switch self {
    case .normal: return z
    case .studentT(let nu, let scale):
      let law = StudentTDistribution(degreesOfFreedom: nu)
      // By the tail that is accurate; below the smallest double there is no score to tell.
      let tail = max(law.upperTail(abs(z) / scale), 1e-300)
      return z < 0 ? NormalDistribution.quantile(tail) : NormalDistribution.upperQuantile(tail)
    }
  }
}
