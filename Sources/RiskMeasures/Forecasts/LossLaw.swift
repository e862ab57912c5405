import VectorMath

/// A forecast of the law of one day's loss. Losses are in one unit, positive = bad.
public protocol LossLaw: Sendable {
  /// P(L > x), not rising in x.
  func upperTail(_ x: Double) -> Double

  /// The smallest x with P(L > x) ≤ p, for p strictly between 0 and 1.
  func upperQuantile(_ p: Double) -> Double

  /// VaR and expected shortfall of the law.
  func tail(level: Level) -> TailForecast
}

/// The forecasts of one day that a backtest of expected shortfall needs.
public struct TailForecast: Sendable, Hashable {
  /// The quantile of the loss at the level.
  public let valueAtRisk: Double
  /// Mean of the worst 1 − level share of losses, at least VaR.
  public let expectedShortfall: Double

  /// In the unit of the losses, positive = bad; neither is checked.
  public init(valueAtRisk: Double, expectedShortfall: Double) {
    self.valueAtRisk = valueAtRisk
    self.expectedShortfall = expectedShortfall
  }
}

extension LossLaw {
  /// VaR from the quantile function and
  ///
  ///     ES = (1 / (1 − α)) ∫_0^(1−α) upperQuantile(p) dp
  ///
  /// by the tanh-sinh rule: relative error below 1e-11 for smooth laws with a mean whose tail is not
  /// heavier than that of Student's t with 2 degrees of freedom.
  public func tail(level: Level) -> TailForecast {
    let share = 1 - level.value
    let quantile = upperQuantile(share)
    // From VaR on the integrand has one sign.
    let excess = doubleExponential(length: share) { max(0, upperQuantile($0) - quantile) }
    return TailForecast(valueAtRisk: quantile, expectedShortfall: quantile + excess / share)
  }
}

/// A normal law of losses.
public struct NormalLoss: LossLaw, Hashable {
  /// Expected loss; negative for an expected gain.
  public let mean: Double
  /// Standard deviation, positive.
  public let standardDeviation: Double

  /// - Precondition: `mean` is finite, `standardDeviation` positive and finite.
  public init(mean: Double = 0, standardDeviation: Double) {
    precondition(mean.isFinite, "a mean is finite")
    precondition(
      standardDeviation > 0 && standardDeviation.isFinite, "a standard deviation is positive")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// Through the upper tail of the standard normal law.
  public func upperTail(_ x: Double) -> Double {
    NormalDistribution.upperTail((x - mean) / standardDeviation)
  }

  /// μ + σ Φ⁻¹(1 − p), without the loss of digits of 1 − p.
  public func upperQuantile(_ p: Double) -> Double {
    mean + standardDeviation * NormalDistribution.upperQuantile(p)
  }
}

/// A Student t law of losses, location + scale × T. Its standard deviation is
/// scale × √(ν / (ν − 2)) where ν > 2.
public struct StudentTLoss: LossLaw, Hashable {
  /// Where the law is centred, in the unit of the losses.
  public let location: Double
  /// Positive.
  public let scale: Double
  private let law: StudentTDistribution

  /// - Precondition: `degreesOfFreedom` > 1, so that there is an expected shortfall; `scale` is
  ///   positive and finite.
  public init(degreesOfFreedom: Double, location: Double = 0, scale: Double) {
    precondition(degreesOfFreedom > 1, "a t law has a mean beyond one degree of freedom")
    precondition(location.isFinite, "a location is finite")
    precondition(scale > 0 && scale.isFinite, "a scale is positive")
    self.location = location
    self.scale = scale
    law = StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
  }

  /// Through the upper tail of the standard t law.
  public func upperTail(_ x: Double) -> Double { law.upperTail((x - location) / scale) }

  /// Location + scale × t quantile.
  public func upperQuantile(_ p: Double) -> Double { location + scale * law.upperQuantile(p) }
}

/// A simulated forecast: each loss of the sample is equally likely.
extension LossSample: LossLaw {
  /// Share of the losses that are larger; O(log n).
  public func upperTail(_ x: Double) -> Double {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if loss(rank: middle + 1) > x { high = middle } else { low = middle + 1 }
    }
    return Double(count - low) / Double(count)
  }

  /// The loss x_(n − ⌊n p⌋) of the ascending sample.
  public func upperQuantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a quantile lies strictly inside of its law")
    return loss(rank: count + 1 - Level(p).upperRank(in: count))
  }

  /// VaR and ES of the sample itself, without integration.
  public func tail(level: Level) -> TailForecast {
    TailForecast(
      valueAtRisk: valueAtRisk(level: level).value,
      expectedShortfall: expectedShortfall(level: level).value)
  }
}
