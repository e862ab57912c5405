import RiskMeasures
import Studies

/// A number with its Monte Carlo error, as every report shows it: money, a probability or a share.
struct Figure: Sendable, Hashable {
  /// In the unit of the estimate; finite.
  var value: Double
  /// One standard error in the same unit; `nil` where the method gives an interval only.
  var standardError: Double?
  /// Ends of the interval; `nil` where the sample does not bound it.
  var lower: Double?
  var upper: Double?
  /// Probability that the interval covers the exact value, for example 0.95.
  var confidence: Double
  /// How the interval was found.
  var method: String
  /// Whether the event was seen on no path; its upper limit is then all that is known.
  var isUnseen = false
  /// Whether the event was seen on every path.
  var isCertain = false
}

extension Figure {
  init(_ estimate: Estimate) {
    value = estimate.value
    standardError = estimate.standardError.finite
    lower = estimate.lower.finite
    upper = estimate.upper.finite
    confidence = estimate.confidence
    method = estimate.method.rawValue
  }

  /// A probability with the exact interval of Clopper and Pearson.
  init(_ estimate: ProbabilityEstimate) {
    self.init(estimate.clopperPearson())
    isUnseen = estimate.successes == 0
    isCertain = estimate.successes == estimate.trials
  }

  /// A subject's probability of liquidation with its exact interval, which the result holds already.
  init(liquidationOf subject: SubjectResult) {
    self.init(subject.liquidationInterval)
    isUnseen = subject.liquidation.successes == 0
    isCertain = subject.liquidation.successes == subject.liquidation.trials
  }

  /// The figure in another unit; the factor is positive.
  func scaled(by factor: Double) -> Figure {
    var scaled = self
    scaled.value *= factor
    scaled.standardError = standardError.map { $0 * factor }
    scaled.lower = lower.map { $0 * factor }
    scaled.upper = upper.map { $0 * factor }
    return scaled
  }

  /// The figure with the opposite sign: a loss as a gain.
  var negated: Figure {
    var negated = self
    negated.value = -value
    negated.lower = upper.map { -$0 }
    negated.upper = lower.map { -$0 }
    return negated
  }
}

extension Double {
  /// `nil` for infinities and NaN.
  var finite: Double? { isFinite ? self : nil }
}
