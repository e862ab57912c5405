import VectorMath

/// GARCH(1,1) by maximum likelihood, for `garch-t`.
///
///     r_t = μ + e_t,  h_{t+1} = ω + α e_t² + β h_t,  e_t = √h_t t_ν √((ν − 2) / ν)
///
/// ω is estimated freely. Its ratio ω / (1 − α − β), the variance in the long run, is of little use
/// where α + β is near 1, so the process targets the variance of the history instead; it starts from
/// an exponentially weighted variance or from the model's own, `initialVariance`. ETH's α + β runs to 1 in many histories: choose
/// `Persistence.limited` to go on with α + β held there.
///
/// In 500 returns α̂ and β̂ are too small by some 3 % and ω̂ is too large by half (at α = 0.1, β = 0.87);
/// of ETH's own windows of 500 days 9 % show no clustering or one that never fades, and are refused.
/// Use `EwmaVolatility` or `StudentTEstimator` there. Reference: Bollerslev (1986), doi:10.1016/0304-4076(86)90063-1,
/// and (1987), doi:10.2307/1925546.
package struct GarchEstimator: ProcessEstimator {
  /// Word in documents: `garch-t`.
  package static let name = "garch-t"
  /// One line for `lstrisk list estimators`.
  package static let summary = "clustering volatility with Student-t innovations, GARCH(1,1)"
  /// Source of the model.
  package static let reference =
    "Bollerslev (1987), A conditionally heteroskedastic time series model for speculative "
    + "prices and rates of return, doi:10.2307/1925546"
  /// Fewest returns; fewer are refused as `tooShort`.
  package static let leastCount = 100
  /// Yes: neither a t law nor GARCH keeps its form over other steps.
  package static let isOfOneDay = true
  /// The long-run variance is that of the history.
  package static let hasTargetVolatility = true
  /// A limit of α + β, and where the first variance comes from.
  package static let options = [
    EstimatorOption(
      "persistenceLimit", of: "GARCH",
      .number(.openFraction, hint: "alpha + beta below 1, for example 0.995")),
    EstimatorOption(
      "initialVolatility", of: "GARCH", .words(InitialVariance.allCases.map(\.rawValue))),
  ]

  /// The law of the innovations.
  package enum Innovations: Sendable, Hashable {
    case normal
    case studentT
    /// Student t with given degrees of freedom, in 3...1000.
    case studentTGiven(degreesOfFreedom: Double)
  }

  /// What is done about α + β.
  package enum Persistence: Sendable, Hashable {
    /// Estimated below 1; the fit is refused where the likelihood rises to the end.
    case estimated
    /// Estimated up to a limit below 1, and held there, with a warning, where the likelihood wants
    /// more.
    case limited(to: Double)
    /// Held at a value between 0 and 1.
    case held(Double)
  }

  /// What the process's variance of the first day is.
  package enum InitialVariance: String, Sendable, Hashable, CaseIterable {
    /// An exponentially weighted variance, weight 0.94: the same whatever the fit.
    case ewma
    /// h of the step after the last return, by the fitted model.
    case filtered
  }

  /// The law of e_t / √h_t.
  package var innovations = Innovations.studentT
  /// What is done about α + β.
  package var persistence = Persistence.estimated
  /// v of h_1.
  package var startVariance = StartVariance.backcast
  /// Where the process starts after the history.
  package var initialVariance = InitialVariance.ewma
  /// Where standard errors come from.
  package var covariance = CovarianceEstimator.observedInformation

  /// With its default options.
  package init() {}

  /// `persistenceLimit` is `Persistence.limited`, `initialVolatility` an `InitialVariance` by its word.
  package mutating func set(_ key: String, to value: EstimatorOption.Value) {
    switch (key, value) {
    case ("persistenceLimit", .number(let limit)): persistence = .limited(to: limit)
    case ("initialVolatility", .word(let word)):
      guard let choice = InitialVariance(rawValue: word) else {
        preconditionFailure("\(word) is no first variance")
      }
      initialVariance = choice
    default: preconditionFailure("\(Self.name) has no option \(key) of this kind")
    }
  }

  /// Fits the model, and once more at ν = 3 where ν̂ is smaller.
  ///
  /// - Throws: `tooShort`; `onBound` where volatility does not cluster or never fades.
  package func fit(
    _ returns: ReturnSeries, from previous: ProcessFit?
  ) throws(CalibrationError) -> ProcessFit {
    try returns.require(Self.leastCount)
    let search = GarchSearch(self, returns)
    var (fit, warnings) = try search.fit(from: previous.map { [search.start($0)] })
    let nu = search.degreesOfFreedom(fit)
    var ofProcess = fit.kernelParameters
    let least = DegreesOfFreedom.ofProcesses.lowerBound
    if nu < least {
      var constrained = self
      constrained.innovations = .studentTGiven(degreesOfFreedom: least)
      ofProcess =
        try GarchSearch(constrained, returns).fit(from: [fit.kernelParameters]).fit.kernelParameters
      warnings.append(.degreesOfFreedomRaised(estimate: nu, to: least))
    }
    let parameters = fit.kernelParameters
    let variances = search.kernel.variances(parameters)
    let values = search.data.values
    let unit = search.data.deviation * search.data.deviation
    let nextVariance = variances[values.count] * unit
    let firstDay =
      switch initialVariance {
      case .filtered: nextVariance
      case .ewma:
        EwmaVolatility(decay: 0.94).variance(
          of: returns.values, initial: StartVariance.backcast.value(returns.values))
      }
    return ProcessFit(
      fit, estimator: Self.name, process: "garch-t",
      processParameters: [
        "alpha": ofProcess[2], "beta": ofProcess[3], "degreesOfFreedom": max(nu, least),
        "targetVolatility": (unit / returns.step.length).squareRoot(),
        "initialVolatility": (firstDay / returns.step.length).squareRoot(),
      ],
      logLikelihood: search.data.logLikelihood(fit.logLikelihood), returns: returns,
      residuals: values.indices.map { (values[$0] - parameters[0]) / variances[$0].squareRoot() },
      law: innovations == .normal
        ? .normal : .studentT(degreesOfFreedom: nu, scale: ((nu - 2) / nu).squareRoot()),
      variances: variances.dropLast().map { $0 * unit },
      nextVariance: nextVariance, warnings: warnings)
  }
}
