import Foundation
import Testing
import VectorMath

@testable import Calibration

@Suite struct CensoredReversionTests {
  /// Where every wait is seen the likelihood is that of the uncensored process.
  @Test func withoutCensoringItIsTheExactLikelihood() throws {
    let waits = [3.0, 2, 4, 6, 5, 3, 2.5, 3.5]
    let series = try LevelSeries(days: [0, 1, 2, 3, 5, 6, 7, 8], values: waits)
    let logs = try series.mapped { log1p($0) }
    let found = CensoredReversion(series, threshold: 0.02).logDensities([1.2, 50, 4])
    let exact = ReversionLikelihood(series: logs, diffusion: .constant).sum([1.2, 0, 50, 4, 0])
    let sum = try #require(found).reduce(0, +)
    #expect(abs(sum - (try #require(exact)).value) < 1e-12)
  }

  /// Two empty days: P(l₁ ≤ c, l₂ ≤ c) is a bivariate normal probability (Plackett, 1954).
  @Test func twoHiddenDaysHaveTheBivariateProbability() throws {
    let (theta, speed, volatility) = (-0.2, 150.0, 8.0)
    // A wait far ahead keeps the series from being constant; it comes after the two days.
    let series = try LevelSeries(days: [0, 1, 2], values: [0, 0, 1])
    let kernel = CensoredReversion(series, threshold: 0.02)
    let found = try #require(kernel.logDensities([theta, speed, volatility]))
    let z = (log1p(0.02) - theta) / (volatility / (2 * speed).squareRoot())
    let expected = log(BivariateNormal.cdf(z, z, rho: exp(-speed / 365)))
    #expect(abs(found[0] + found[1] - expected) < 2e-4)
  }

  @Test func refusesQueuesThatAreNeverSeen() throws {
    var values = [Double](repeating: 0, count: 100)
    values[50] = 3
    let series = try LevelSeries(daily: values)
    #expect(throws: CalibrationError.tooShort(count: 1, needed: 20)) {
      try ExitQueueEstimator().fit(series)
    }
  }
}
