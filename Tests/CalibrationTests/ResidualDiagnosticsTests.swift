import Foundation
import Testing

@testable import Calibration

/// Against statsmodels 0.15.0 and scipy 1.17.1 on the ETH returns of Data/history.
@Suite struct ResidualDiagnosticsTests {
  /// acorr_ljungbox(r, lags=[1, 10, 20]) and acorr_ljungbox(r ** 2, lags=[10]).
  @Test func ljungBoxAgreesWithStatsmodels() throws {
    let r = try EthCloses.returns().values
    for (lags, statistic, p) in [
      (1, 4.513600, 0.033626), (10, 29.589025, 0.001000), (20, 39.618572, 0.005580),
    ] {
      let test = try #require(LjungBox(r, lags: lags))
      #expect(abs(test.statistic - statistic) < 1e-6)
      #expect(abs(test.pValue - p) < 1e-6)
    }
    let squares = try #require(LjungBox(r.map { $0 * $0 }, lags: 10))
    #expect(abs(squares.statistic - 104.483002) < 1e-6)
    #expect(abs(squares.pValue / 6.879171e-18 - 1) < 1e-6)
    #expect(LjungBox([1, 1, 1, 1], lags: 2) == nil)
    #expect(LjungBox([1, 2], lags: 2) == nil)
    // One fitted parameter takes a degree of freedom: chi-square with 1 instead of 2 in the tail.
    let fitted = try #require(LjungBox(r, lags: 2, fitted: 1))
    #expect(abs(fitted.pValue - erfc((fitted.statistic / 2).squareRoot())) < 1e-12)
  }

  /// stats.jarque_bera(r).
  @Test func jarqueBeraAgreesWithScipy() throws {
    let test = try #require(JarqueBera(try EthCloses.returns().values))
    #expect(abs(test.statistic / 13610.218136975947 - 1) < 1e-12)
    #expect(test.pValue < 1e-300)
    #expect(JarqueBera([2, 2, 2]) == nil)
  }

  /// A right model is not rejected, and one without clustering is, by its squares. Seed 21.
  @Test func tellsARightModelFromAWrongOne() throws {
    var draws = Draws(seed: 21)
    let model = GarchModel(mean: 0, omega: 2e-5, alpha: 0.12, beta: 0.86, degreesOfFreedom: 5)
    let returns = try ReturnSeries(SimulatedHistory.garch(&draws, model, count: 2_000))
    let right = try #require(ResidualDiagnostics(try GarchEstimator().fit(returns)))
    #expect(right.squaresTest.pValue > 0.01)
    #expect(right.returnsTest.pValue > 0.01)
    #expect(right.lawTest.pValue > 0.01)
    let wrong = try #require(ResidualDiagnostics(try StudentTEstimator().fit(returns)))
    #expect(wrong.squaresTest.pValue < 1e-6)
    let normal = try #require(ResidualDiagnostics(try ConstantVolatilityEstimator().fit(returns)))
    #expect(normal.lawTest.pValue < 1e-6)
    let outside = right.squaredAutocorrelations.count { abs($0) > right.autocorrelationBound }
    #expect(outside <= 4, "about 1 of 20 is expected outside")
  }

  /// Ranks against quantiles of the fitted law: the middle of a symmetric law is 0, the points rise.
  @Test func quantilePointsFollowTheLaw() throws {
    var draws = Draws(seed: 4)
    let returns = try ReturnSeries(
      SimulatedHistory.studentT(
        &draws, mean: 0.01, scale: 0.02, degreesOfFreedom: 4, count: 999))
    let fit = try StudentTEstimator().fit(returns)
    let points = try #require(ResidualDiagnostics(fit)).quantilePoints
    #expect(points.count == 999)
    #expect(abs(points[499].expected) < 1e-12 && points[499].probability == 0.5)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.expected < $1.expected })
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.observed <= $1.observed })
    #expect(abs(points[499].observed) < 0.2)
    // The scores of the residuals are normal: mean 0 and variance 1.
    let scores = fit.normalScores
    #expect(abs(scores.reduce(0, +) / 999) < 0.05)
    #expect(abs(scores.reduce(0) { $0 + $1 * $1 } / 999 - 1) < 0.05)
  }

  /// Jumps: residuals of the mixture are normal scores already.
  @Test func mertonResidualsAreNormal() throws {
    var draws = Draws(seed: 8)
    let returns = try ReturnSeries(
      SimulatedHistory.merton(
        &draws, location: 0, deviation: 0.02, rate: 0.1, jumpMean: 0, jumpDeviation: 0.08,
        count: 2_000))
    let fit = try MertonEstimator().fit(returns)
    let diagnostics = try #require(ResidualDiagnostics(fit))
    #expect(diagnostics.lawTest.pValue > 0.01)
    #expect(try #require(JarqueBera(returns.values)).pValue < 1e-100)
    #expect(fit.normalScores == fit.residuals)
  }
}
