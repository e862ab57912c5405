import Foundation
import VectorMath

/// Returns with mean 0 and variance 1, so that likelihoods are searched at the same scale whatever the
/// volatility.
struct StandardisedReturns: Sendable {
  let values: [Double]
  /// Mean of the returns.
  let mean: Double
  /// Standard deviation of the returns, divided by n.
  let deviation: Double

  init(_ returns: ReturnSeries) {
    let moments = RunningMoments(returns.values)
    let mean = moments.mean
    let deviation = moments.variance.squareRoot()
    values = returns.values.map { ($0 - mean) / deviation }
    self.mean = mean
    self.deviation = deviation
  }

  /// ℓ of the returns from ℓ of the standardised values.
  func logLikelihood(_ standardised: Double) -> Double {
    standardised - Double(values.count) * log(deviation)
  }

  /// A mean or location, which is reported as a log return of a step.
  var location: ReportedParameter {
    ReportedParameter(
      name: "mean", unit: "log return of a step", offset: mean, factor: deviation, scale: .identity)
  }
}

extension FreeNumber {
  /// Any finite location.
  static let location = FreeNumber(
    name: "mean", transform: .identity, limits: -Double.infinity...Double.infinity)
}
