public import RiskMeasures

/// What the errors of the estimated parameters add to the tails of the total and the books.
public struct UncertaintyResult: Sendable {
  /// Number of draws of the parameters.
  public let batches: Int
  /// Factors with their parameters that were drawn.
  public let factors: [DrawnCount]
  /// Total first, then the books; by quantity and by level. Levels that batches are too small for are
  /// left out.
  public let tails: [UncertainTail]

  /// One factor whose parameters were drawn.
  public struct DrawnCount: Sendable, Hashable {
    public let factor: String
    public let parameters: [String]
    /// Draws outside what the process takes, which were drawn again.
    public let refusals: Int

    public init(factor: String, parameters: [String], refusals: Int) {
      self.factor = factor
      self.parameters = parameters
      self.refusals = refusals
    }
  }

  public init(batches: Int, factors: [DrawnCount], tails: [UncertainTail]) {
    self.batches = batches
    self.factors = factors
    self.tails = tails
  }

  /// The tail of one subject, quantity and level; `nil` where it is left out.
  public func tail(_ subject: Int, _ quantity: LossQuantity, level: Double) -> UncertainTail? {
    tails.first { $0.subject == subject && $0.quantity == quantity && $0.level == level }
  }
}

/// One tail of the total or a book.
public struct UncertainTail: Sendable {
  /// Index in `RunResult.subjects`.
  public let subject: Int
  public let quantity: LossQuantity
  /// 0.99, not 0.01.
  public let level: Double
  public let valueAtRisk: UncertainFigure
  public let expectedShortfall: UncertainFigure

  public init(
    subject: Int, quantity: LossQuantity, level: Double, valueAtRisk: UncertainFigure,
    expectedShortfall: UncertainFigure
  ) {
    self.subject = subject
    self.quantity = quantity
    self.level = level
    self.valueAtRisk = valueAtRisk
    self.expectedShortfall = expectedShortfall
  }
}

/// VaR or ES with both of its errors, in the numeraire.
public struct UncertainFigure: Sendable {
  /// At the estimates of the parameters; its interval is that of Monte Carlo alone.
  public let simulated: Estimate
  /// Of the paths of all batches together: the loss when the parameters are as uncertain as estimated.
  public let predictive: Estimate
  /// τ, standard deviation of the figure over the law of the parameters.
  public let parameterDeviation: Estimate
  /// Least value that the figure can have: 0 for bad debt and for what is liquidated, else −infinity.
  public let least: Double

  public init(
    simulated: Estimate, predictive: Estimate, parameterDeviation: Estimate, least: Double
  ) {
    self.simulated = simulated
    self.predictive = predictive
    self.parameterDeviation = parameterDeviation
    self.least = least
  }

  /// τ² / (τ² + s²), s the standard error of Monte Carlo: the parameters' share of the variance behind
  /// `combined`; `nil` if there is no variance or it is not known.
  public var parameterShare: Double? {
    guard simulated.standardError.isFinite else { return nil }
    let tau = parameterDeviation.value
    let sum = tau * tau + simulated.standardError * simulated.standardError
    return sum > 0 ? tau * tau / sum : nil
  }

  /// The figure at the estimates with an interval for both errors: each side of the Monte Carlo interval
  /// and z τ, added as independent errors are, cut at `least`.
  public var combined: Estimate {
    let tau = parameterDeviation.value
    let reach = twoSided * tau
    func side(_ end: Double) -> Double {
      let half = abs(end - simulated.value)
      return (half * half + reach * reach).squareRoot()
    }
    let error = simulated.standardError
    return Estimate(
      value: simulated.value, standardError: (error * error + tau * tau).squareRoot(),
      lower: max(least, simulated.value - side(simulated.lower)),
      upper: simulated.value + side(simulated.upper), confidence: simulated.confidence,
      method: .randomEffects)
  }

  /// Half-width of an interval of the simulated figure's confidence, in standard deviations.
  private var twoSided: Double {
    Estimate(value: 0, standardError: 1, confidence: simulated.confidence).upper
  }
}
