import Foundation

/// The log price of a stablecoin over its par by exact maximum likelihood, for `stablecoin-peg`.
///
///     p = ln(price / par) = θ + y + η ε,  dy = −κ y dt + σ dB
///
/// Give it a history without a depeg: depegs are rare, their rate and size stay priors. κ̂ is biased
/// upwards by about 4 / T a year for T years. Reference: Lyons and Viswanath-Natraj (2023),
/// doi:10.1016/j.jimonfin.2022.102777.
package struct PegEstimator: LevelEstimator {
  /// Word in documents: `stablecoin-peg`.
  package static let name = "stablecoin-peg"
  /// One line for `lstrisk list estimators`.
  package static let summary = "mean-reverting log price of a stablecoin, without depegs"
  /// Source of the model.
  package static let reference =
    "Lyons and Viswanath-Natraj (2023), What keeps stablecoins stable?, "
    + "doi:10.1016/j.jimonfin.2022.102777"
  /// Fewest observations; fewer are refused as `tooShort`.
  package static let leastCount = 60
  /// A price over par.
  package static let quantity = SeriesQuantity.price
  /// Yes: η of the formula.
  package static let hasMeasurementError = true
  /// No.
  package static let hasCovariate = false

  /// Whether η is estimated; 0 otherwise.
  package var measurementError = MeasurementError.none
  /// Where standard errors come from: the sandwich, because deviations from par have heavy tails.
  package var covariance = CovarianceEstimator.sandwich

  /// Observations are exact.
  package init() {}

  /// - Parameter series: Prices over par.
  package func fit(_ series: LevelSeries) throws(CalibrationError) -> ProcessFit {
    try series.require(Self.leastCount)
    if let position = series.values.firstIndex(where: { $0 <= 0 }) {
      throw .notPositive(position: position, value: series.values[position])
    }
    let logs = try series.mapped { log($0) }
    let found = try ReversionFit(
      logs, diffusion: .constant, measurementError: measurementError,
      unit: "log of price over par", covariance: covariance)
    // Densities of prices, not of their logarithms.
    let jacobian = logs.values.reduce(0, +)
    return found.processFit(
      estimator: Self.name, process: "stablecoin-peg",
      parameters: [
        "initial": logs.values[logs.count - 1], "mean": found.level, "speed": found.speed,
        "volatility": found.volatility,
      ], estimates: found.estimates(level: "mean"), logLikelihood: found.logLikelihood - jacobian)
  }

  /// A median far from 1: a ratio is read.
  public static func slips(of fit: ProcessFit, median: Double) -> [String] {
    guard RatioLevel.isFar(median) else { return [] }
    return [
      "the price has the median \(RatioLevel.short(median)); a stablecoin's price over its par lies near 1"
    ]
  }
}
