/// Exponentially weighted volatility with its decay by Gaussian quasi-likelihood, for
/// `geometric-brownian-motion`.
///
///     r_t ~ N(0, v_{t−1}),  v_t = λ v_{t−1} + (1 − λ) r_t²
///
/// The process gets the volatility of the step after the history. Returns have heavier tails than
/// normal ones, so standard errors are those of the sandwich by default. λ̂ is refused where it runs
/// to 1, which means that volatility does not cluster, and biased upwards by 0.003 at 0.94 and 1,000
/// returns. Reference: J.P. Morgan and Reuters (1996),
/// RiskMetrics Technical Document, 4th edition, section 5.3; quasi-likelihood: Bollerslev and
/// Wooldridge (1992), doi:10.1080/07474939208800229.
package struct EwmaEstimator: ProcessEstimator {
  /// Word in documents: `ewma`.
  package static let name = "ewma"
  /// One line for `lstrisk list estimators`.
  package static let summary = "exponentially weighted volatility, decay by likelihood"
  /// Source of the recursion.
  package static let reference =
    "J.P. Morgan and Reuters (1996), RiskMetrics Technical Document, 4th edition, section 5.3"
  /// Fewest returns; fewer are refused as `tooShort`.
  package static let leastCount = 100
  /// No: a volatility per year fits any step.
  package static let isOfOneDay = false

  /// v_0.
  package var startVariance = StartVariance.backcast
  /// Where standard errors come from.
  package var covariance = CovarianceEstimator.sandwich

  /// With its default options.
  package init() {}

  /// Searches λ in 0.01 ... 0.9999.
  ///
  /// - Throws: `tooShort`; `onBound` where volatility does not cluster.
  package func fit(
    _ returns: ReturnSeries, from previous: ProcessFit?
  ) throws(CalibrationError) -> ProcessFit {
    try returns.require(Self.leastCount)
    let initial = startVariance.value(returns.values)
    let decay = FreeNumber(name: "decay", transform: .between(0, 1), limits: 0.01...0.9999)
    let fit = try LikelihoodFit(
      EwmaLikelihood(values: returns.values, initial: initial),
      SeparateParameters([.free(decay)]),
      from: previous.map { [[$0["decay"].value]] } ?? [[0.94], [0.99]],
      reported: [ReportedParameter(name: "decay", unit: "fraction", scale: .between(0, 1))],
      covariance: covariance)
    let ewma = EwmaVolatility(decay: fit.kernelParameters[0])
    let after = ewma.variances(of: returns.values, initial: initial)
    let variances = [initial] + after.dropLast()
    let last = after[after.count - 1]
    return ProcessFit(
      fit, estimator: Self.name, process: "geometric-brownian-motion",
      processParameters: ["volatility": (last / returns.step.length).squareRoot()],
      logLikelihood: fit.logLikelihood, returns: returns,
      residuals: zip(returns.values, variances).map { $0 / $1.squareRoot() },
      law: .normal, variances: variances, nextVariance: last)
  }
}
