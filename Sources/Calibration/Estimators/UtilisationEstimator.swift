import Foundation
import Processes

/// The utilisation of a lending reserve by exact maximum likelihood of its logit, for `utilisation`.
///
///     l = ln(U / (1 − U)) = θ + y + η ε,  dy = −κ y dt + σ dB
///
/// Runs on a reserve are read as volatility: jumps stay priors. κ̂ is biased upwards by about 4 / T a
/// year for T years. Reference: Uhlenbeck and Ornstein (1930), doi:10.1103/PhysRev.36.823, on the
/// logit.
struct UtilisationEstimator: LevelEstimator {
  static let name = "utilisation"
  static let summary = "mean-reverting logit of a reserve's utilisation"
  static let reference =
    "Uhlenbeck and Ornstein (1930), On the theory of the Brownian motion, "
    + "doi:10.1103/PhysRev.36.823"
  static let leastCount = 60
  static let quantity = SeriesQuantity.share
  static let hasMeasurementError = true
  static let hasCovariate = false

  var measurementError = MeasurementError.none
  /// Where standard errors come from: the sandwich, because steps of the logit have heavy tails.
  var covariance = CovarianceEstimator.sandwich

  init() {}

  /// - Parameter series: Utilisations, strictly between 0 and 1.
  func fit(_ series: LevelSeries) throws(CalibrationError) -> ProcessFit {
    try series.require(Self.leastCount)
    if let position = series.values.firstIndex(where: { $0 <= 0 || $0 >= 1 }) {
      throw .notFraction(position: position, value: series.values[position])
    }
    let logits = try series.mapped { log($0) - log1p(-$0) }
    let found = try ReversionFit(
      logits, diffusion: .constant, measurementError: measurementError, unit: "logit",
      covariance: covariance)
    let odds = ParameterScale.between(0, 1)
    let mean = odds.value(found.level)
    let estimates = found.estimates(level: "mean") { estimate in
      ParameterEstimate(
        name: "mean", unit: "fraction", value: mean,
        standardError: (estimate.standardError ?? 0) * odds.slope(found.level), scale: odds)
    }
    let jacobian = series.values.reduce(0) { $0 + log($1) + log1p(-$1) }
    return found.processFit(
      estimator: Self.name, process: "utilisation",
      parameters: [
        "initial": series.values[series.count - 1], "mean": mean, "speed": found.speed,
        "volatility": found.volatility,
      ], estimates: estimates, logLikelihood: found.logLikelihood - jacobian,
      levelSlope: odds.slope(found.level))
  }
}
