public import RiskMeasures

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

  /// All three in the numeraire.
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
