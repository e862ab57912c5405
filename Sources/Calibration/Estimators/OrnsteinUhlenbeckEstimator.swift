import Foundation
import LinearAlgebra
import Market
import Processes

/// Mean reversion of a rate by exact maximum likelihood, for `ornstein-uhlenbeck`.
///
///     κ = −ln b / Δt,  θ = c / (1 − b),  σ = s √(2κ / (1 − b²))
///
/// from the autoregression of the rate. κ̂ is biased upwards by about 4 / T for a history of T years
/// (Tang and Chen, 2009, doi:10.1016/j.jeconom.2008.11.001): two years overstate κ by 2 a year, so
/// short histories say little about slow mean reversion.
package struct OrnsteinUhlenbeckEstimator: Sendable {
  /// Name in fits: `ornstein-uhlenbeck`.
  package static let name = "ornstein-uhlenbeck"

  /// It has no options.
  package init() {}

  /// Fits the process to rates at equal steps.
  ///
  /// - Parameters:
  ///   - rates: In the order of time; the last is the process's start.
  ///   - step: The step between two rates; positive.
  /// - Throws: As `Autoregression`; `notReverting` if b lies outside (0, 1).
  package func fit(_ rates: [Double], step: TimeStep) throws(CalibrationError) -> ProcessFit {
    precondition(step.length > 0, "rates belong to a step of positive length")
    let regression = try Autoregression(rates)
    let b = regression.slope
    guard b > 0 && b < 1 else { throw .notReverting(slope: b) }
    let speed = -log(b) / step.length
    let mean = regression.intercept / (1 - b)
    let stretch = (2 * speed / (1 - b * b)).squareRoot()
    let volatility = regression.residualDeviation * stretch
    let covariance = Self.covariance(
      regression, speed: speed, mean: mean, volatility: volatility, step: step.length)
    func estimate(
      _ i: Int, _ name: String, _ unit: String, _ value: Double, _ scale: ParameterScale
    ) -> ParameterEstimate {
      ParameterEstimate(
        name: name, unit: unit, value: value, standardError: covariance[i, i].squareRoot(),
        scale: scale)
    }
    return ProcessFit(
      estimator: Self.name, process: "ornstein-uhlenbeck",
      processParameters: [
        "initial": rates[rates.count - 1], "mean": mean, "speed": speed, "volatility": volatility,
      ],
      parameters: [
        estimate(0, "speed", "per year", speed, .above(0)),
        estimate(1, "mean", "unit of the rates", mean, .identity),
        estimate(
          2, "volatility", "unit of the rates per square root of a year", volatility, .above(0)),
      ],
      covariance: covariance, logLikelihood: regression.logLikelihood,
      observationCount: regression.pairCount, freeParameterCount: 3,
      convergence: Convergence(iterations: 0, decrement: 0), residuals: regression.residuals,
      residualLaw: .normal, variances: nil,
      nextVariance: regression.residualDeviation * regression.residualDeviation, warnings: [])
  }

  /// Covariance of (κ, θ, σ) from that of (c, b, s) by the delta method.
  private static func covariance(
    _ regression: Autoregression, speed: Double, mean: Double, volatility: Double, step: Double
  ) -> Matrix {
    let b = regression.slope
    let n = Double(regression.pairCount)
    let s = regression.residualDeviation
    let slopeVariance = regression.slopeError * regression.slopeError
    let center = regression.regressorMean
    let ofRegression = Matrix([
      [s * s / n + center * center * slopeVariance, -center * slopeVariance, 0],
      [-center * slopeVariance, slopeVariance, 0],
      [0, 0, s * s / (2 * n)],
    ])
    let speedSlope = -1 / (b * step)
    let jacobian = Matrix([
      [0, speedSlope, 0],
      [1 / (1 - b), mean / (1 - b), 0],
      [0, volatility * (0.5 * speedSlope / speed + b / (1 - b * b)), volatility / s],
    ])
    return jacobian * ofRegression * jacobian.transposed
  }
}
