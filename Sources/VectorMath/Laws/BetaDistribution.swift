import Glibc

/// The beta law on [0, 1] with shapes a, b > 0, mean a / (a + b).
public struct BetaDistribution: Sendable, Hashable {
  /// First shape, a > 0: weight near 1.
  public let a: Double
  /// Second shape, b > 0: weight near 0.
  public let b: Double

  /// - Precondition: Both shapes are positive and finite.
  public init(a: Double, b: Double) {
    precondition(a > 0 && b > 0 && a.isFinite && b.isFinite, "beta shapes are positive")
    self.a = a
    self.b = b
  }

  /// P(X ≤ x). Relative error below 1e-12 in the lower tail.
  public func cdf(_ x: Double) -> Double {
    x <= 0 ? 0 : x >= 1 ? 1 : IncompleteBeta(a: a, b: b, x: x).lower
  }

  /// P(X > x). Relative error below 1e-12 in the upper tail.
  public func upperTail(_ x: Double) -> Double {
    x <= 0 ? 1 : x >= 1 ? 0 : IncompleteBeta(a: a, b: b, x: x).upper
  }

  /// The x with P(X ≤ x) = p. Relative error below 1e-11.
  ///
  /// - Parameter p: Probability in [0, 1].
  public func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
    return p <= 0.5 ? solve(.lower, p) : solve(.upper, 1 - p)
  }

  /// The x with P(X > x) = p: `quantile(1 - p)` without the loss of digits of 1 − p.
  public func upperQuantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
    return p <= 0.5 ? solve(.upper, p) : solve(.lower, 1 - p)
  }

  /// The x whose tail on one side is `p` ≤ ½, through logit X, in which both tails are log-concave.
  private func solve(_ side: TailSplit.Side, _ p: Double) -> Double {
    if p == 0 { return side == .lower ? 0 : 1 }
    let z = side == .lower ? NormalDistribution.quantile(p) : NormalDistribution.upperQuantile(p)
    var u = log(a / b) + z * (1 / a + 1 / b).squareRoot()
    // I_x(a, b) → x^a / (a B(a, b)) for small x; x = e^u there. The same from the other end.
    let logBeta = lgamma(a) + lgamma(b) - lgamma(a + b)
    if side == .lower && a < 1 {
      u = min(0, (log(p) + log(a) + logBeta) / a)
    } else if side == .upper && b < 1 {
      u = max(0, -(log(p) + log(b) + logBeta) / b)
    }
    if u < -700 { return exp(u) }
    if u > 700 { return 1 }
    u = solveTail(side, logProbability: log(p), from: u, largestStep: 20) { u in
      let odds = exp(u)
      return IncompleteBeta.split(a: a, b: b, x: odds / (1 + odds), y: 1 / (1 + odds))
    }
    return 1 / (1 + exp(-u))
  }
}
