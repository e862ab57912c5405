import Foundation

/// The log discount of an LST by exact maximum likelihood, for `discount`.
///
///     x = −ln(market rate / exchange rate) = a + b W + y + η ε,  dy = −κ y dt + σ dB
///
/// Days may be missing. Closes of two tokens that are not taken at the same instant differ by the
/// price's move in between: without η that noise is read as volatility with a half-life of a day.
/// κ̂ is biased upwards by about 4 / T a year for T years, less where η is large. Jumps are left
/// to priors: calm histories hold too few, and MODEL's stressed ones belong to another regime.
/// Reference: exact discretisation by Uhlenbeck and Ornstein (1930), doi:10.1103/PhysRev.36.823;
/// likelihood with errors by Harvey (1989), Forecasting, Structural Time Series Models and the
/// Kalman Filter, section 3.4, doi:10.1017/CBO9781107049994.
package struct DiscountEstimator: LevelEstimator {
  /// Word in documents: `discount`.
  package static let name = "discount"
  /// One line for `lstrisk list estimators`.
  package static let summary =
    "mean-reverting log discount with exit wait, missing days and measurement error"
  /// Source of the likelihood with errors.
  package static let reference =
    "Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, "
    + "doi:10.1017/CBO9781107049994"
  /// Fewest observations; fewer are refused as `tooShort`.
  package static let leastCount = 60
  /// A ratio of two prices.
  package static let quantity = SeriesQuantity.price
  /// Yes: closes of two tokens are not taken at the same instant.
  package static let hasMeasurementError = true
  /// Yes: the exit wait W, in days.
  package static let hasCovariate = true

  /// Whether η is estimated; 0 otherwise.
  package var measurementError = MeasurementError.none
  /// Where standard errors come from.
  package var covariance = CovarianceEstimator.observedInformation

  /// Observations are exact.
  package init() {}

  /// - Parameter series: Market rates over exchange rates, positive; 0.99 is a discount of 1 %.
  package func fit(_ series: LevelSeries) throws(CalibrationError) -> ProcessFit {
    try series.require(Self.leastCount)
    if let position = series.values.firstIndex(where: { $0 <= 0 }) {
      throw .notPositive(position: position, value: series.values[position])
    }
    let discounts = try series.mapped { -log($0) }
    let found = try ReversionFit(
      discounts, diffusion: .constant, measurementError: measurementError, unit: "log discount",
      covariance: covariance)
    var parameters = [
      "level": found.level, "speed": found.speed, "volatility": found.volatility,
      "initialDeviation": found.lastDeviation,
    ]
    if series.covariate != nil { parameters["waitSensitivity"] = found.sensitivity }
    // Densities of rates, not of their logarithms.
    let jacobian = discounts.values.reduce(0, +)
    return found.processFit(
      estimator: Self.name, process: "discount", parameters: parameters,
      estimates: found.estimates(level: "level"), logLikelihood: found.logLikelihood + jacobian)
  }

  /// A median far from 1: a ratio is read.
  public static func slips(of fit: ProcessFit, median: Double) -> [String] {
    if RatioLevel.isFar(median) {
      return [
        "the ratio has the median \(RatioLevel.short(median)); market rate over exchange rate lies near 1: "
          + "divide by the exchange rate"
      ]
    }
    let level = fit["level"]
    guard let error = level.standardError, level.value < -RatioLevel.significance * error else {
      return []
    }
    return ["the discount is negative on average: is the ratio upside down?"]
  }
}
