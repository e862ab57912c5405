/// The outcome of one backtest, with what the test can see at the sample's length.
public struct BacktestResult: Sendable, Hashable {
  /// What is concluded at the significance.
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    case rejected
    case notRejected = "not rejected"
    /// The sample has no value of the statistic, for example no exceedance to average over.
    case undefined
  }

  /// The test's name.
  public let test: String
  /// The test statistic; `nil` if it is undefined.
  public let statistic: Double?
  /// Probability, if the model is right, of a statistic at least as far out; `nil` if it is
  /// undefined.
  public let pValue: Double?
  /// Nominal probability of rejecting a right model, in (0, 1).
  public let significance: Double
  /// Whether the model is rejected at the nominal significance.
  public let verdict: Verdict
  /// Probability that a right model is rejected, at the sample's length.
  public let size: RejectionProbability
  /// Probability that the alternative is rejected, at the sample's length; `nil` if none is stated.
  public let power: RejectionProbability?

  init(
    test: String, statistic: Double?, pValue: Double?, significance: Double, isRejected: Bool,
    size: RejectionProbability, power: RejectionProbability?
  ) {
    precondition(significance > 0 && significance < 1, "a significance lies between 0 and 1")
    self.test = test
    self.statistic = statistic
    self.pValue = pValue
    self.significance = significance
    self.size = size
    self.power = power
    verdict = statistic == nil ? .undefined : isRejected ? .rejected : .notRejected
  }
}

/// Probability that a test rejects, and how it was found.
public enum RejectionProbability: Sendable, Hashable {
  /// From the exact law of the statistic; absolute error below 1e-10.
  case exact(Double)
  /// Share of simulated samples that were rejected.
  case simulated(ProbabilityEstimate)
  /// The limit for long samples; the sample's own probability may differ.
  case asymptotic(Double)

  /// The probability, however it was found.
  public var value: Double {
    switch self {
    case .exact(let value), .asymptotic(let value): value
    case .simulated(let estimate): estimate.value
    }
  }
}
