import Glibc

/// Student's t law with ν > 0 degrees of freedom, not scaled: variance ν / (ν − 2) where ν > 2.
public struct StudentTDistribution: Sendable, Hashable {
  /// ν, positive and finite; need not be an integer.
  public let degreesOfFreedom: Double

  /// - Precondition: `degreesOfFreedom` is positive and finite.
  public init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Probability density. Relative error below 1e-12.
  ///
  ///     f(t) = Γ((ν + 1)/2) / (√(πν) Γ(ν/2)) (1 + t²/ν)^(−(ν + 1)/2)
  public func density(_ t: Double) -> Double { exp(logDensity(t)) }

  /// Natural logarithm of the density. Absolute error below 1e-13 where |t| ≤ √ν.
  public func logDensity(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    let spread = abs(t) < 1e150 ? log1p(t * t / nu) : 2 * log(abs(t)) - log(nu)
    return normalisation - 0.5 * (nu + 1) * spread
  }

  /// P(T ≤ t). Relative error below 1e-12 in the lower tail.
  public func cdf(_ t: Double) -> Double { t < 0 ? tail(-t) : 1 - tail(t) }

  /// P(T > t). Relative error below 1e-12 in the upper tail.
  public func upperTail(_ t: Double) -> Double { t > 0 ? tail(t) : 1 - tail(-t) }

  /// The t with P(T ≤ t) = p. Relative error below 1e-12.
  ///
  /// - Parameter p: Probability in [0, 1]; 0 and 1 give the infinities.
  public func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
    return p < 0.5 ? -positiveQuantile(tail: p) : positiveQuantile(tail: 1 - p)
  }

  /// The t with P(T > t) = p: `quantile(1 - p)` without the loss of digits of 1 − p.
  public func upperQuantile(_ p: Double) -> Double { 0 - quantile(p) }
}

extension StudentTDistribution {
  private var normalisation: Double {
    let b = degreesOfFreedom / 2
    let a = b + 0.5
    return -0.9189385332046727418 - deviance(b, mean: a) + stirlingRemainder(a)
      - stirlingRemainder(b)
  }

  /// P(T > t) for t ≥ 0, at most ½.
  private func tail(_ t: Double) -> Double {
    if t == 0 { return 0.5 }
    if t < 1e150 { return 0.5 * split(t).probability(.lower) }
    // The power law that the tail has become: S = f t / ν.
    return t == .infinity ? 0 : exp(logDensity(t) + log(t / degreesOfFreedom))
  }

  /// P(|T| > t) as the lower tail of a beta law in ν / (ν + t²).
  private func split(_ t: Double) -> TailSplit {
    let r = t * t / degreesOfFreedom
    return IncompleteBeta.split(a: degreesOfFreedom / 2, b: 0.5, x: 1 / (1 + r), y: r / (1 + r))
  }

  /// The t ≥ 0 whose upper tail is `q` ≤ ½.
  private func positiveQuantile(tail q: Double) -> Double {
    if q == 0 { return .infinity }
    if q > 0.25 { return centralQuantile(0.5 - q) }
    let logTail = log(q)
    let nu = degreesOfFreedom
    // The asymptote of ln S in ln t lies above it, so it starts on the side that converges.
    let asymptote = (normalisation + 0.5 * (nu - 1) * log(nu) - logTail) / nu
    if asymptote > 300 { return exp(asymptote) }
    var u = asymptote
    if nu > 4 {
      let z = NormalDistribution.upperQuantile(q)
      u = min(u, log(z + z * (z * z + 1) / (4 * nu)))
    }
    for _ in 0..<200 {
      let s = split(exp(u))
      let value = s.logProbability(.lower) - 0.6931471805599453
      let step = (value - logTail) / (2 * s.hazard(.lower))
      u += step
      // Convergence is quadratic: the error left is the square of the step.
      if abs(step) < 1e-9 { break }
    }
    return exp(u)
  }

  /// The t ≥ 0 with P(0 < T ≤ t) = h ≤ ¼. That probability is concave in t, so Newton's method
  /// from the left stays there.
  private func centralQuantile(_ h: Double) -> Double {
    if h == 0 { return 0 }
    var t = h / density(0)
    for _ in 0..<100 {
      let step = (h - 0.5 * split(t).probability(.upper)) / density(t)
      t += step
      if abs(step) <= 1e-9 * t { break }
    }
    return t
  }
}
