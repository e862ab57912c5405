import Foundation
import Processes
import VectorMath

/// Constant volatility with normal jumps by exact maximum likelihood, for `merton`.
///
///     r = a + σ √Δt Z + J,  J | n ~ N(n m, n s²),  n ~ Poisson(λΔt)
///
/// λ and s are only told apart by the shape of the tail: where jumps are frequent (λΔt above some
/// 0.3) their errors are large and strongly correlated, and daily returns of ETH are fitted by
/// frequent small jumps that explain their kurtosis rather than by crashes. λ̂ of rare jumps is biased
/// upwards, by 7 % at 18 a year in 2,000 days. Reference: Merton (1976),
/// doi:10.1016/0304-405X(76)90022-2; Ball and Torous (1985), doi:10.2307/2328033.
struct MertonEstimator: ProcessEstimator {
  static let name = "merton"
  static let summary = "constant volatility with normal log jumps"
  static let reference =
    "Ball and Torous (1985), On jumps in common stock prices and their impact on call option "
    + "pricing, doi:10.2307/2328033"
  static let leastCount = 100
  static let isOfOneDay = false

  /// Where standard errors come from.
  var covariance = CovarianceEstimator.observedInformation

  init() {}

  func fit(
    _ returns: ReturnSeries, from previous: ProcessFit?
  ) throws(CalibrationError) -> ProcessFit {
    try returns.require(Self.leastCount)
    let data = StandardisedReturns(returns)
    let kernel = MertonLikelihood(values: data.values)
    let reported = Self.reported(data, step: returns.step.length)
    let numbers: [(ParameterScale, ClosedRange<Double>)] = [
      (.identity, -Double.infinity...Double.infinity),
      (.above(0), 0.02...2),
      (.above(0), 1 / Double(returns.count)...5),
      (.identity, -Double.infinity...Double.infinity),
      (.above(0), 0.01...50),
    ]
    let map = SeparateParameters(
      zip(reported, numbers).map { report, number in
        .free(
          FreeNumber(
            name: report.name, transform: number.0, limits: number.1, factor: report.factor))
      })
    let starts =
      previous.map { fit in [reported.map { $0.kernel(fit[$0.name].value) }] }
      ?? Self.starts(data.values)
    let fit = try LikelihoodFit(
      kernel, map, from: starts, reported: reported, covariance: covariance)
    let p = fit.kernelParameters
    let variance = p[1] * p[1] + p[2] * (p[3] * p[3] + p[4] * p[4])
    let ofProcess = ["volatility", "jumpRate", "jumpMean", "jumpVolatility"].map { name in
      (name, fit.estimates.first { $0.name == name }?.value ?? 0)
    }
    return ProcessFit(
      fit, estimator: Self.name, process: "merton",
      processParameters: Dictionary(uniqueKeysWithValues: ofProcess),
      logLikelihood: data.logLikelihood(fit.logLikelihood), returns: returns,
      residuals: kernel.normalScores(p), law: .normal,
      nextVariance: variance * data.deviation * data.deviation)
  }

  private static func reported(
    _ data: StandardisedReturns, step: Double
  ) -> [ReportedParameter] {
    [
      ReportedParameter(
        name: "location", unit: "log return of a step between jumps", offset: data.mean,
        factor: data.deviation, scale: .identity),
      ReportedParameter(
        name: "volatility", unit: "per square root of a year",
        factor: data.deviation / step.squareRoot(), scale: .above(0)),
      ReportedParameter(name: "jumpRate", unit: "per year", factor: 1 / step, scale: .above(0)),
      ReportedParameter(
        name: "jumpMean", unit: "log return", factor: data.deviation, scale: .identity),
      ReportedParameter(
        name: "jumpVolatility", unit: "log return", factor: data.deviation, scale: .above(0)),
    ]
  }

  /// Rare jumps, as the returns beyond three robust deviations, and two frequencies of smaller ones
  /// that share the variance.
  private static func starts(_ values: [Double]) -> [[Double]] {
    let quiet = 1.4826 * median(values.map(abs))
    let jumps = values.filter { abs($0) > 3 * quiet }
    var starts = [0.1, 0.6].map { rate in
      let sigma = min(0.9, max(0.1, 0.7 * quiet))
      return [0, sigma, rate, 0, ((1 - sigma * sigma) / rate).squareRoot()]
    }
    if jumps.count > 1 {
      let moments = RunningMoments(jumps)
      let rate = Double(jumps.count) / Double(values.count)
      starts.append([
        0, min(1, max(0.1, quiet)), rate, moments.mean, max(0.5, moments.standardDeviation),
      ])
    }
    return starts
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }
}
