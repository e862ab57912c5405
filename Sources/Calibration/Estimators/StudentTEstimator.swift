import VectorMath

/// Independent Student-t log returns by maximum likelihood, for `student-t`.
///
///     r = m + s t_ν
///
/// ν̂ is biased upwards, by 1.5 % at ν = 4 and 1,000 returns. Where it is below 3, the least that the
/// process takes, the process's parameters are those of the fit with ν = 3.
/// Volatility clusters in returns of prices, which leaves m, s and ν consistent and their standard
/// errors too small: compare those of the sandwich, and use `GarchEstimator`.
///
/// Reference: Lange, Little and Taylor (1989), doi:10.1080/01621459.1989.10478852; Praetz (1972),
/// doi:10.1086/295425.
package struct StudentTEstimator: ProcessEstimator {
  /// Word in documents: `student-t`.
  package static let name = "student-t"
  /// One line for `lstrisk list estimators`.
  package static let summary = "independent Student-t log returns"
  /// Source of the estimator.
  package static let reference =
    "Lange, Little and Taylor (1989), Robust statistical modeling using the t distribution, "
    + "doi:10.1080/01621459.1989.10478852"
  /// Fewest returns; fewer are refused as `tooShort`.
  package static let leastCount = 50
  /// Yes: neither a t law nor GARCH keeps its form over other steps.
  package static let isOfOneDay = true

  /// ν where it is given instead of estimated; in 3...1000.
  package var degreesOfFreedom: Double?
  /// Where standard errors come from.
  package var covariance = CovarianceEstimator.observedInformation

  /// With its default options.
  package init() {}

  /// Searches m, s and, unless it is given, ν.
  ///
  /// - Throws: `tooShort`; `onBound` where tails are normal.
  package func fit(
    _ returns: ReturnSeries, from previous: ProcessFit?
  ) throws(CalibrationError) -> ProcessFit {
    precondition(
      degreesOfFreedom.map(DegreesOfFreedom.ofProcesses.contains) ?? true,
      "degrees of freedom lie in 3...1000")
    try returns.require(Self.leastCount)
    let data = StandardisedReturns(returns)
    let fit = try likelihoodFit(data, from: previous)
    let parameters = fit.kernelParameters
    let (m, s, nu) = (parameters[0], parameters[1], parameters[2])
    var warnings: [FitWarning] = []
    var ofProcess = (scale: s, degreesOfFreedom: nu)
    let least = DegreesOfFreedom.ofProcesses.lowerBound
    if nu < least {
      var constrained = self
      constrained.degreesOfFreedom = least
      ofProcess = (try constrained.likelihoodFit(data, from: nil).kernelParameters[1], least)
      warnings.append(.degreesOfFreedomRaised(estimate: nu, to: least))
    }
    let scale = s * data.deviation
    return ProcessFit(
      fit, estimator: Self.name, process: "student-t",
      processParameters: [
        "scale": ofProcess.scale * data.deviation, "degreesOfFreedom": ofProcess.degreesOfFreedom,
      ],
      logLikelihood: data.logLikelihood(fit.logLikelihood), returns: returns,
      residuals: data.values.map { ($0 - m) / s },
      law: .studentT(degreesOfFreedom: nu, scale: 1),
      nextVariance: nu > 2 ? scale * scale * nu / (nu - 2) : nil, warnings: warnings)
  }

  private func likelihoodFit(
    _ data: StandardisedReturns, from previous: ProcessFit?
  ) throws(CalibrationError) -> LikelihoodFit {
    let scale = FreeNumber(
      name: "scale", transform: .above(0), limits: 1e-6...1e3, factor: data.deviation)
    let map = SeparateParameters([
      .free(.location), .free(scale),
      degreesOfFreedom.map { .held($0) } ?? .free(DegreesOfFreedom.free(above: 0)),
    ])
    let reported = [
      data.location,
      ReportedParameter(
        name: "scale", unit: "log return of a step", factor: data.deviation, scale: .above(0)),
      DegreesOfFreedom.reported(above: 0),
    ]
    let starts =
      previous.map { fit in [reported.map { $0.kernel(fit[$0.name].value) }] }
      ?? [[0, 0.6, 3], [0, 0.9, 10]]
    return try LikelihoodFit(
      StudentTLikelihood(values: data.values), map, from: starts, reported: reported,
      covariance: covariance)
  }
}
