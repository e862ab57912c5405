import VectorMath

/// Constant volatility of independent normal log returns, for `geometric-brownian-motion`.
///
///     r ~ N(m, σ²Δt),  σ̂² = Σ (r − r̄)² / (nΔt)
///
/// Returns have heavy tails, so standard errors are those of the sandwich by default: √((κ − 1) / 4n)
/// of σ for kurtosis κ, which is 1 / √(2n) only for κ = 3. σ̂ is biased by about −(κ / 8 + 3 / 8) / n
/// of itself. Reference: Campbell, Lo and MacKinlay (1997), The Econometrics of Financial Markets,
/// section 9.3.
package struct ConstantVolatilityEstimator: ProcessEstimator {
  /// Word in documents: `constant-volatility`.
  package static let name = "constant-volatility"
  /// One line for `lstrisk list estimators`.
  package static let summary = "constant volatility of normal log returns"
  /// Source of the estimator and its error.
  package static let reference =
    "Campbell, Lo and MacKinlay (1997), The Econometrics of Financial Markets, section 9.3"
  /// Fewest returns; fewer are refused as `tooShort`.
  package static let leastCount = 10
  /// No: a volatility per year fits any step.
  package static let isOfOneDay = false

  /// Where standard errors come from.
  package var covariance = CovarianceEstimator.sandwich

  /// With its default options.
  package init() {}

  /// Starts from the sample's own moments, whatever `previous`.
  ///
  /// - Throws: `tooShort`; `constant`.
  package func fit(
    _ returns: ReturnSeries, from previous: ProcessFit?
  ) throws(CalibrationError) -> ProcessFit {
    try returns.require(Self.leastCount)
    let data = StandardisedReturns(returns)
    let perYear = 1 / returns.step.length.squareRoot()
    let map = SeparateParameters([
      .free(.location),
      .free(
        FreeNumber(
          name: "volatility", transform: .above(0), limits: 1e-3...1e3,
          factor: data.deviation * perYear)),
    ])
    let fit = try LikelihoodFit(
      NormalLikelihood(values: data.values), map, from: [[0, 1]],
      reported: [
        data.location,
        ReportedParameter(
          name: "volatility", unit: "per square root of a year",
          factor: data.deviation * perYear, scale: .above(0)),
      ], covariance: covariance)
    let deviation = fit.kernelParameters[1] * data.deviation
    return ProcessFit(
      fit, estimator: Self.name, process: "geometric-brownian-motion",
      processParameters: ["volatility": deviation * perYear],
      logLikelihood: data.logLikelihood(fit.logLikelihood), returns: returns,
      residuals: data.values.map { ($0 - fit.kernelParameters[0]) / fit.kernelParameters[1] },
      law: .normal, nextVariance: deviation * deviation)
  }
}
