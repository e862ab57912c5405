import Foundation
public import LinearAlgebra

/// Parameters of a process as a history has them, with their errors and what checks the model.
public struct ProcessFit: Sendable {
  /// Name of the estimator in `EstimatorCatalog`.
  public let estimator: String
  /// Name of the process that `processParameters` belong to.
  public let process: String
  /// Values for the market document by the process's own names and units. Drift is left out: a
  /// historical mean is no forecast.
  public let processParameters: [String: Double]
  /// The estimated parameters.
  public let parameters: [ParameterEstimate]
  /// Their covariance, in the order of `parameters`; 0 for a parameter that was held.
  public let covariance: Matrix
  /// ℓ, natural logarithm, of the observations in their own units.
  public let logLikelihood: Double
  /// n.
  public let observationCount: Int
  /// k, without the parameters that were held.
  public let freeParameterCount: Int
  /// How the search for the maximum ended.
  public let convergence: Convergence
  /// Standardised residuals in the order of time.
  public let residuals: [Double]
  /// Their law if the model is right.
  public let residualLaw: ResidualLaw
  /// Variance of every observation, in the order of time, where it changes; `nil` where it is constant.
  public let variances: [Double]?
  /// Variance of the step after the last observation; `nil` if the law has none.
  public let nextVariance: Double?
  /// What a reader should know of it.
  public let warnings: [FitWarning]

  /// Akaike's criterion 2k − 2ℓ (1974), doi:10.1109/TAC.1974.1100705; lower is better.
  public var akaike: Double { 2 * Double(freeParameterCount) - 2 * logLikelihood }

  /// Schwarz's criterion k ln n − 2ℓ (1978), doi:10.1214/aos/1176344136; lower is better.
  public var schwarz: Double {
    Double(freeParameterCount) * log(Double(observationCount)) - 2 * logLikelihood
  }

  /// The parameter with this name.
  ///
  /// - Precondition: The estimator has such a parameter.
  public subscript(_ name: String) -> ParameterEstimate {
    guard let found = parameters.first(where: { $0.name == name }) else {
      preconditionFailure("the fit has no parameter '\(name)'")
    }
    return found
  }

  /// Residuals as standard normals Φ⁻¹(F(z)), which have one law for every estimator.
  ///
  /// Reference: Dunn and Smyth (1996), Randomized quantile residuals,
  /// doi:10.1080/10618600.1996.10474708.
  public var normalScores: [Double] { residuals.map { residualLaw.normalScore($0) } }
}

extension ProcessFit {
  /// A fit of returns; the warnings of the series come first.
  init(
    _ fit: LikelihoodFit, estimator: String, process: String, processParameters: [String: Double],
    logLikelihood: Double, returns: ReturnSeries, residuals: [Double], law: ResidualLaw,
    variances: [Double]? = nil, nextVariance: Double?, warnings: [FitWarning] = []
  ) {
    self.estimator = estimator
    self.process = process
    self.processParameters = processParameters
    parameters = fit.estimates
    covariance = fit.covariance
    self.logLikelihood = logLikelihood
    observationCount = returns.count
    freeParameterCount = fit.freeCount
    convergence = fit.convergence
    self.residuals = residuals
    residualLaw = law
    self.variances = variances
    self.nextVariance = nextVariance
    self.warnings = returns.warnings + warnings + (fit.gap.map { [.severalMaxima(gap: $0)] } ?? [])
  }
}
