import Foundation
import LinearAlgebra
import VectorMath

/// The exit wait of redeeming holders by maximum likelihood of a censored autoregression, for
/// `exit-queue`.
///
///     W = max(0, e^l − 1),  dl = κ (θ − l) dt + σ dB;  l is seen where W exceeds the threshold
///
/// Elsewhere only «at most ln(1 + threshold)» is known; the law of l between is carried on a grid, so
/// that θ is not pulled up to the waits that were seen. Days may be missing. Operators' exits stay
/// priors. κ̂ is biased upwards by about 4 / T a year for T years. Reference: Park, Genton and Ghosh
/// (2007), Censored time series analysis with autoregressive moving average models,
/// doi:10.1002/cjs.5550350113.
struct ExitQueueEstimator: LevelEstimator {
  static let name = "exit-queue"
  static let summary = "exit wait as a censored mean-reverting logarithm"
  static let reference =
    "Park, Genton and Ghosh (2007), Censored time series analysis with autoregressive moving "
    + "average models, doi:10.1002/cjs.5550350113"
  static let leastCount = 60
  static let quantity = SeriesQuantity.wait
  static let hasMeasurementError = false
  static let hasCovariate = false

  var measurementError = MeasurementError.none
  /// Waits up to this many days count as an empty queue; positive.
  var threshold = 0.02
  /// Fewest days with a wait above the threshold.
  static let leastWaits = 20

  init() {}

  /// - Parameter series: Waits in days, not negative.
  func fit(_ series: LevelSeries) throws(CalibrationError) -> ProcessFit {
    try series.require(Self.leastCount)
    if let position = series.values.firstIndex(where: { $0 < 0 }) {
      throw .notPositive(position: position, value: series.values[position])
    }
    let waits = series.values.count { $0 > threshold }
    guard waits >= Self.leastWaits else {
      throw .tooShort(count: waits, needed: Self.leastWaits)
    }
    let kernel = CensoredReversion(series, threshold: threshold)
    let fit = try LikelihoodFit(
      DifferencedLikelihood(kernel: kernel, steps: [1e-4, 1e-4, 1e-4]),
      SeparateParameters([
        .free(.location),
        .free(FreeNumber(name: "speed", transform: .above(0), limits: 0.1...2_000)),
        .free(FreeNumber(name: "volatility", transform: .above(0), limits: 1e-3...1e3)),
      ]), from: [[0, 20, 3], [0, 150, 8]],
      reported: [
        ReportedParameter(name: "mean", unit: "ln(1 + days)", scale: .identity),
        ReportedParameter(name: "speed", unit: "per year", scale: .above(0)),
        ReportedParameter(
          name: "volatility", unit: "ln(1 + days) per square root of a year", scale: .above(0)),
      ], covariance: .observedInformation)
    let found = fit.kernelParameters
    // Densities of waits, not of their logarithms.
    let jacobian = series.values.reduce(0) { $1 > threshold ? $0 + log1p($1) : $0 }
    return ProcessFit(
      estimator: Self.name, process: "exit-queue",
      processParameters: [
        "initialWait": series.values[series.count - 1], "mean": found[0], "speed": found[1],
        "volatility": found[2],
      ], parameters: fit.estimates, covariance: fit.covariance,
      logLikelihood: fit.logLikelihood - jacobian, observationCount: series.count,
      freeParameterCount: fit.freeCount, convergence: fit.convergence,
      residuals: kernel.residuals(found), residualLaw: .normal, variances: nil, nextVariance: nil,
      warnings: fit.gap.map { [.severalMaxima(gap: $0)] } ?? [])
  }
}

extension ExitQueueEstimator {
  /// Of a censored level those where it was seen.
  public func residualPositions(_ series: LevelSeries) -> [Int] {
    CensoredReversion(series, threshold: threshold).seen
  }
}
