import Foundation
import LinearAlgebra
import VectorMath

/// A mean-reverting level fitted to a series by maximum likelihood, in the unit of the series.
///
/// Estimators of single processes name and transform what it finds. κ̂ is biased upwards by about
/// 4 / T for T years without measurement error (Tang and Chen, 2009,
/// doi:10.1016/j.jeconom.2008.11.001): a short history says little about slow mean reversion.
struct ReversionFit: Sendable {
  /// a, κ, σ, b and η by name, those that are free or held.
  let fit: LikelihoodFit
  let level: Double
  let sensitivity: Double
  let speed: Double
  let volatility: Double
  /// η, 0 for observations without error.
  let error: Double
  /// Mean of y after the last observation: its distance from a + b W.
  let lastDeviation: Double
  /// ℓ of the observations in their own unit.
  let logLikelihood: Double
  /// Standardised one-step surprises.
  let residuals: [Double]
  let warnings: [FitWarning]

  /// Names of the parameters in documents and reports.
  static let errorName = "measurementError"

  /// - Throws: As `LikelihoodFit`; a measurement error that runs to 0 is held there with a warning.
  init(
    _ series: LevelSeries, diffusion: ReversionFilter.Diffusion,
    measurementError: MeasurementError, unit: String, covariance: CovarianceEstimator
  ) throws(CalibrationError) {
    let scale = ReversionScale(series, diffusion)
    let kernel = ReversionLikelihood(series: try scale.standardised(series), diffusion: diffusion)
    func search(_ errors: MeasurementError) throws(CalibrationError) -> LikelihoodFit {
      try LikelihoodFit(
        kernel, scale.map(errors, hasCovariate: series.covariate != nil),
        from: scale.starts(errors), reported: scale.reported(unit), covariance: covariance)
    }
    var warnings: [FitWarning] = []
    do {
      fit = try search(measurementError)
    } catch .onBound(Self.errorName, let limit) where limit <= scale.leastError {
      fit = try search(.none)
      warnings = [.measurementErrorHeld]
    }
    var residuals: [Double] = []
    residuals.reserveCapacity(series.count)
    let filter = kernel.filter(fit.kernelParameters) { _, _, residual in residuals.append(residual)
    }
    let values = zip(scale.reported(unit), fit.kernelParameters).map { $0.reported($1) }
    level = values[0]
    sensitivity = values[1]
    speed = values[2]
    volatility = values[3]
    error = values[4]
    lastDeviation = (filter?.mean ?? 0) * scale.unit
    logLikelihood = fit.logLikelihood - Double(series.count) * log(scale.unit)
    self.residuals = residuals
    self.warnings = warnings + (fit.gap.map { [.severalMaxima(gap: $0)] } ?? [])
  }

  /// The estimates in the order (level, sensitivity, speed, volatility, measurement error), with
  /// another name or scale for the level.
  func estimates(level name: String, map: (ParameterEstimate) -> ParameterEstimate = { $0 })
    -> [ParameterEstimate]
  {
    fit.estimates.enumerated().map { i, estimate in
      i == 0 ? map(estimate.renamed(name)) : estimate
    }
  }

  /// The whole as a fit of a process.
  ///
  /// - Parameter levelSlope: Derivative of the reported level in the one that was searched.
  func processFit(
    estimator: String, process: String, parameters: [String: Double],
    estimates: [ParameterEstimate], logLikelihood: Double? = nil, levelSlope: Double = 1
  ) -> ProcessFit {
    var covariance = fit.covariance
    for i in 0..<covariance.rowCount {
      covariance[i, 0] *= levelSlope
      covariance[0, i] *= levelSlope
    }
    return ProcessFit(
      estimator: estimator, process: process, processParameters: parameters,
      parameters: estimates, covariance: covariance,
      logLikelihood: logLikelihood ?? self.logLikelihood, observationCount: residuals.count,
      freeParameterCount: fit.freeCount, convergence: fit.convergence, residuals: residuals,
      residualLaw: .normal, variances: nil, nextVariance: nil, warnings: warnings)
  }
}
