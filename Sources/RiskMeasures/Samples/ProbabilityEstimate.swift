import VectorMath

/// A probability estimated from independent trials, such as a liquidation probability.
public struct ProbabilityEstimate: Sendable, Hashable {
  /// Trials in which it happened, from 0 to `trials`.
  public let successes: Int
  /// Independent trials, at least 1.
  public let trials: Int

  /// - Precondition: 0 ≤ `successes` ≤ `trials` and `trials` ≥ 1.
  public init(successes: Int, trials: Int) {
    precondition(trials >= 1, "a probability needs at least one trial")
    precondition(successes >= 0 && successes <= trials, "successes lie between 0 and the trials")
    self.successes = successes
    self.trials = trials
  }

  /// Share of successes.
  public var value: Double { Double(successes) / Double(trials) }

  /// √(p(1 − p) / n) at the estimated p. It is 0 where no trial, or every trial, succeeded and
  /// says nothing there: report an interval.
  public var standardError: Double {
    (value * (Double(trials - successes) / Double(trials)) / Double(trials)).squareRoot()
  }

  /// Wilson's score interval (1927), doi:10.1080/01621459.1927.10502953.
  ///
  /// Coverage is close to the confidence on average over p.
  public func wilson(confidence: Double = 0.95) -> Estimate {
    let n = Double(trials)
    let z = twoSidedQuantile(confidence)
    let failures = Double(trials - successes)
    let root = (value * failures + z * z / 4).squareRoot()
    let half = z * root / (n + z * z)
    let center = (Double(successes) + z * z / 2) / (n + z * z)
    return estimate(
      lower: successes == 0 ? 0 : center - half, upper: successes == trials ? 1 : center + half,
      confidence: confidence, method: .wilson)
  }

  /// Clopper and Pearson's exact interval (1934), doi:10.1093/biomet/26.4.404.
  ///
  /// Coverage is at least the confidence for every p. With no success in n trials the upper end
  /// is about 3.69 / n at 95 %.
  public func clopperPearson(confidence: Double = 0.95) -> Estimate {
    let miss = (1 - confidence) / 2
    let k = Double(successes)
    let rest = Double(trials - successes)
    let lower = successes == 0 ? 0 : BetaDistribution(a: k, b: rest + 1).quantile(miss)
    let upper = successes == trials ? 1 : BetaDistribution(a: k + 1, b: rest).upperQuantile(miss)
    return estimate(lower: lower, upper: upper, confidence: confidence, method: .clopperPearson)
  }

  /// With no success, or only successes, the standard error stands for the interval's half-width,
  /// so that a zero is never reported as 0 ± 0.
  private func estimate(
    lower: Double, upper: Double, confidence: Double, method: IntervalMethod
  ) -> Estimate {
    let certain = successes == 0 || successes == trials
    let error = certain ? (upper - lower) / (2 * twoSidedQuantile(confidence)) : standardError
    return Estimate(
      value: value, standardError: error, lower: min(lower, value), upper: max(upper, value),
      confidence: confidence, method: method)
  }
}
