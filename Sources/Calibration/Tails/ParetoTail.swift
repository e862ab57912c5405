import Glibc

/// The tail of losses above a threshold as a generalised Pareto law.
///
///     P(X > x) = ζ (1 + ξ (x − u) / β)^(−1/ξ),  x ≥ u;  ζ e^(−(x − u) / β) for ξ = 0
///
/// Reference: McNeil, Frey and Embrechts (2005), Quantitative Risk Management, section 7.2.
package struct ParetoTail: Sendable, Hashable {
  /// ξ: heavy tails where positive, a finite end at u − β/ξ where negative.
  package let shape: Double
  /// β, in units of the losses; positive.
  package let scale: Double
  /// u, in units of the losses.
  package let threshold: Double
  /// ζ = P(X > u), in (0, 1].
  package let exceedanceProbability: Double

  /// A tail as it is stated, for example by a reference table.
  package init(shape: Double, scale: Double, threshold: Double, exceedanceProbability: Double) {
    precondition(scale > 0 && shape.isFinite, "a Pareto tail has a finite shape and positive scale")
    precondition(
      exceedanceProbability > 0 && exceedanceProbability <= 1, "a probability lies in (0, 1]")
    self.shape = shape
    self.scale = scale
    self.threshold = threshold
    self.exceedanceProbability = exceedanceProbability
  }

  /// 1 − ζ: the lowest level that lies in the tail.
  package var lowestLevel: Double { 1 - exceedanceProbability }

  /// The loss that is exceeded with probability 1 − level.
  ///
  ///     VaR = u + β / ξ ((ζ / (1 − a))^ξ − 1)
  ///
  /// - Parameter level: a, from `lowestLevel` to below 1.
  package func valueAtRisk(level: Double) -> Double {
    threshold + scale * excess(level).value
  }

  /// The mean loss beyond the value at risk.
  ///
  ///     ES = VaR + (β + ξ (VaR − u)) / (1 − ξ)
  ///
  /// - Parameter level: As for `valueAtRisk(level:)`.
  /// - Returns: `nil` if ξ ≥ 1: the mean is infinite.
  package func expectedShortfall(level: Double) -> Double? {
    guard shape < 1 else { return nil }
    return threshold + scale * (excess(level).value + 1) / (1 - shape)
  }

  /// The standard exponential E with the same probability beyond it as an excess has:
  /// ln(1 + ξy/β) / ξ.
  func exponential(ofExcess y: Double) -> Double {
    let z = y / scale
    return shape == 0 ? z : log1p(shape * z) / shape
  }

  /// g(ξ) = ((ζ / (1 − a))^ξ − 1) / ξ, its derivative in ξ and that in ln ζ.
  func excess(_ level: Double) -> (value: Double, inShape: Double, inLogProbability: Double) {
    precondition(level >= lowestLevel && level < 1, "the level lies in the tail")
    let log = Glibc.log(exceedanceProbability / (1 - level))
    let u = shape * log
    // Series where the differences cancel.
    if abs(u) < 1e-3 {
      return (
        log * (1 + u / 2 * (1 + u / 3 * (1 + u / 4 * (1 + u / 5)))),
        log * log * (0.5 + u * (1.0 / 3 + u * (1.0 / 8 + u * (1.0 / 30 + u / 144)))), exp(u)
      )
    }
    let grown = expm1(u)
    return (grown / shape, (u * exp(u) - grown) / (shape * shape), exp(u))
  }
}
