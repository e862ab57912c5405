import Foundation
import Testing
import VectorMath

@testable import Calibration

/// Residuals of a wait that is seen only above a threshold are normal scores of the law above it.
@Suite struct CensoredResidualTests {
  private let parameters = (theta: 0.3, speed: 40.0, volatility: 3.0)

  /// The logarithm at which the law N(mean, deviation²) above c has the probability p:
  /// Φ⁻¹(F(c) + p (1 − F(c))). Its residual is Φ⁻¹(p).
  private func quantile(_ p: Double, mean: Double, deviation: Double) -> Double {
    let hidden = NormalDistribution.cdf((log1p(0.02) - mean) / deviation)
    return mean + deviation * NormalDistribution.quantile(hidden + p * (1 - hidden))
  }

  /// The first wait is the median above the threshold of the stationary law, the second the upper
  /// quartile above it of the law a day later: residuals 0 and 0.6745. A fifth of the stationary law
  /// is hidden; without taking it off the first residual would be 0.68.
  @Test func residualsAreScoresAboveTheThreshold() throws {
    let (theta, speed, volatility) = parameters
    let stationary = volatility / (2 * speed).squareRoot()
    let hidden = NormalDistribution.cdf((log1p(0.02) - theta) / stationary)
    #expect(hidden > 0.15 && hidden < 0.5)
    let first = quantile(0.5, mean: theta, deviation: stationary)
    let decay = exp(-speed / 365)
    let second = quantile(
      0.75, mean: theta + (first - theta) * decay,
      deviation: stationary * (1 - decay * decay).squareRoot())
    let series = try LevelSeries(days: [0, 1], values: [expm1(first), expm1(second)])
    let found = CensoredReversion(series, threshold: 0.02).residuals([theta, speed, volatility])
    #expect(found.count == 2)
    #expect(abs(found[0]) < 1e-9)
    #expect(abs(found[1] - 0.6744897501960817) < 1e-9)
  }
}
