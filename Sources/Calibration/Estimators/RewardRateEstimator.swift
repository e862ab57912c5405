/// A mean-reverting positive rate by quasi-likelihood with exact moments, for `cox-ingersoll-ross`.
///
///     r_i = r(t_i) + η ε_i,  dr = κ (θ − r) dt + σ √r dB
///
/// Mean and variance of a step given the rate are exact; its law, noncentral chi-square, is taken as
/// normal. At a staking rate's size (2κθ / σ² above 20) the two hardly differ. Daily reward
/// rates carry the luck of proposers, which is not in r: estimate η. κ̂ is biased upwards by about
/// 4 / T a year for T years. Reference: Cox, Ingersoll and Ross (1985), doi:10.2307/1911242; by filter:
/// Duan and Simonato (1999), doi:10.1023/A:1008304625054.
struct RewardRateEstimator: LevelEstimator {
  static let name = "cox-ingersoll-ross"
  static let summary =
    "mean-reverting positive rate, quasi-likelihood with exact moments and measurement error"
  static let reference =
    "Duan and Simonato (1999), Estimating and testing exponential-affine term structure models by "
    + "Kalman filter, doi:10.1023/A:1008304625054"
  static let leastCount = 60
  static let quantity = SeriesQuantity.rate
  static let hasMeasurementError = true
  static let hasCovariate = false

  var measurementError = MeasurementError.none
  /// Where standard errors come from: the sandwich, because the likelihood is a quasi-likelihood.
  var covariance = CovarianceEstimator.sandwich

  init() {}

  /// - Parameter series: Rates per year as fractions, positive.
  func fit(_ series: LevelSeries) throws(CalibrationError) -> ProcessFit {
    try series.require(Self.leastCount)
    if let position = series.values.firstIndex(where: { $0 <= 0 }) {
      throw .notPositive(position: position, value: series.values[position])
    }
    let found = try ReversionFit(
      series, diffusion: .squareRoot, measurementError: measurementError, unit: "per year",
      covariance: covariance)
    return found.processFit(
      estimator: Self.name, process: "cox-ingersoll-ross",
      parameters: [
        "initial": found.level + found.lastDeviation, "mean": found.level, "speed": found.speed,
        "volatility": found.volatility,
      ], estimates: found.estimates(level: "mean"))
  }
}
