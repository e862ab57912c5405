import VectorMath

/// A Monte Carlo figure with its error.
public struct Estimate: Sendable, Hashable {
  /// The figure, in the unit of what was sampled; positive losses are bad.
  public let value: Double
  /// Standard deviation of the estimator, in the same unit; infinity where the sample cannot
  /// tell it. Never negative.
  public let standardError: Double
  /// Lower end of the interval; may be −infinity.
  public let lower: Double
  /// Upper end of the interval; may be +infinity.
  public let upper: Double
  /// Share of repeated samples whose interval should contain the true figure, in (0, 1).
  public let confidence: Double
  /// How the interval was found.
  public let method: IntervalMethod

  /// An estimate with any interval around it.
  public init(
    value: Double, standardError: Double, lower: Double, upper: Double, confidence: Double,
    method: IntervalMethod
  ) {
    precondition(confidence > 0 && confidence < 1, "a confidence lies strictly between 0 and 1")
    precondition(standardError >= 0, "a standard error is not negative")
    precondition(lower <= value && value <= upper, "an interval contains its estimate")
    self.value = value
    self.standardError = standardError
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
    self.method = method
  }

  /// An estimate that is nearly normal: value ± z × standard error.
  public init(value: Double, standardError: Double, confidence: Double = 0.95) {
    let half = standardError == 0 ? 0 : standardError * twoSidedQuantile(confidence)
    self.init(
      value: value, standardError: standardError, lower: value - half, upper: value + half,
      confidence: confidence, method: .asymptoticNormal)
  }
}

/// How an interval was found; the raw value is the word in reports.
public enum IntervalMethod: String, Sendable, Hashable, CaseIterable {
  /// Order statistics of the sample: exact for any continuous law, conservative with atoms.
  case orderStatistics = "order statistics"
  /// Value ± z × asymptotic standard error.
  case asymptoticNormal = "asymptotic normal"
  /// Wilson's score interval of a probability.
  case wilson
  /// Clopper and Pearson's exact interval of a probability.
  case clopperPearson = "clopper-pearson"
  /// Variance components of one-way random effects.
  case randomEffects = "random effects"
  /// The sample holds no information on the error; the interval is unbounded above.
  case unknown
}

/// z with P(−z < Z < z) = `confidence` for a standard normal Z.
func twoSidedQuantile(_ confidence: Double) -> Double {
  NormalDistribution.upperQuantile((1 - confidence) / 2)
}
