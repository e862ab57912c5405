import Glibc

/// The chi-square law with ν > 0 degrees of freedom, mean ν.
public struct ChiSquareDistribution: Sendable, Hashable {
  /// ν, positive and finite; need not be an integer.
  public let degreesOfFreedom: Double

  /// - Precondition: `degreesOfFreedom` is positive and finite.
  public init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(X ≤ x). Relative error below 1e-12 in the lower tail; 0 for negative x.
  public func cdf(_ x: Double) -> Double {
    x <= 0 ? 0 : IncompleteGamma(a: degreesOfFreedom / 2, x: x / 2).lower
  }

  /// P(X > x). Relative error below 1e-12 in the upper tail; 1 for negative x.
  public func upperTail(_ x: Double) -> Double {
    x <= 0 ? 1 : IncompleteGamma(a: degreesOfFreedom / 2, x: x / 2).upper
  }

  /// The x with P(X ≤ x) = p. Relative error below 1e-12.
  ///
  /// - Parameter p: Probability in [0, 1]; 1 gives infinity.
  public func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
    return p <= 0.5 ? solve(.lower, p) : solve(.upper, 1 - p)
  }

  /// The x with P(X > x) = p: `quantile(1 - p)` without the loss of digits of 1 − p.
  public func upperQuantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
    return p <= 0.5 ? solve(.upper, p) : solve(.lower, 1 - p)
  }

  /// The x whose tail on one side is `p` ≤ ½, through ln X, in which both tails are log-concave.
  private func solve(_ side: TailSplit.Side, _ p: Double) -> Double {
    if p == 0 { return side == .lower ? 0 : .infinity }
    let a = degreesOfFreedom / 2
    // Wilson and Hilferty (1931): the cube root is nearly normal.
    let z = side == .lower ? NormalDistribution.quantile(p) : NormalDistribution.upperQuantile(p)
    let cubeRoot = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
    var u = cubeRoot > 0 ? log(a) + 3 * log(cubeRoot) : -.infinity
    if side == .lower {
      // P(a, x) → x^a / Γ(a + 1) for small x, and lies below it.
      let asymptote = (log(p) + lgamma(a + 1)) / a
      if asymptote < -700 { return 2 * exp(asymptote) }
      u = max(u, asymptote)
    } else if u < -3 || u == -.infinity {
      u = -3
    }
    return 2
      * exp(
        solveTail(side, logProbability: log(p), from: u, largestStep: 20) { u in
          IncompleteGamma.split(a: a, x: exp(u))
        })
  }
}
