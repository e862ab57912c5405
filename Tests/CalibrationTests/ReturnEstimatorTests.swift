import Foundation
import Testing

@testable import Calibration

/// Against maxima found by Nelder-Mead in scipy 1.17.1 (xatol 1e-11) on the ETH returns of Data/history.
@Suite struct ReturnEstimatorTests {
  private func expect(
    _ fit: ProcessFit, _ parameters: KeyValuePairs<String, Double>, logLikelihood: Double
  ) {
    #expect(abs(fit.logLikelihood - logLikelihood) < 1e-7)
    for (name, value) in parameters {
      #expect(abs(fit[name].value - value) < 2e-6 * abs(value), "\(name): \(fit[name].value)")
    }
  }

  /// stats.t.logpdf(x, ν, m, s).sum() of x = 100 r; with ν = 3 given: m 0.00138521, s 0.02864452.
  @Test func studentT() throws {
    let returns = try EthCloses.returns()
    var estimator = StudentTEstimator()
    let fit = try estimator.fit(returns)
    expect(
      fit,
      [
        "mean": 0.0013619366421153262, "scale": 0.027953828742336068,
        "degreesOfFreedom": 2.754088989346019,
      ], logLikelihood: 4619.616188873975)
    #expect(
      fit.warnings == [
        .degreesOfFreedomRaised(estimate: fit["degreesOfFreedom"].value, to: 3)
      ])
    #expect(fit.processParameters["degreesOfFreedom"] == 3)
    #expect(abs((fit.processParameters["scale"] ?? 0) - 0.028644519961052228) < 1e-9)
    estimator.degreesOfFreedom = 3
    let given = try estimator.fit(returns)
    #expect(abs(given["mean"].value - 0.001385209606596616) < 1e-9)
    #expect(given.freeParameterCount == 2 && given["degreesOfFreedom"].interval == nil)
  }

  /// Mixture of 60 normals by logsumexp; four starts end at one maximum.
  @Test func merton() throws {
    let fit = try MertonEstimator().fit(try EthCloses.returns())
    expect(
      fit,
      [
        "location": 0.001468903643433817, "volatility": 0.39215591752502116,
        "jumpRate": 227.90231591302316, "jumpMean": -0.0009158576431352168,
        "jumpVolatility": 0.05074657110695104,
      ], logLikelihood: 4618.516908049678)
    #expect(fit.warnings.isEmpty)
  }

  /// minimize_scalar over λ, the start variance being the backcast 0.003286586531057307.
  @Test func ewma() throws {
    let returns = try EthCloses.returns()
    let fit = try EwmaEstimator().fit(returns)
    #expect(abs(fit["decay"].value - 0.9614303909381626) < 1e-7)
    #expect(abs(fit.logLikelihood - 4477.381775193476) < 1e-8)
    #expect(abs((fit.variances?.first ?? 0) - 0.003286586531057307) < 1e-17)
    let last = EwmaVolatility(decay: fit["decay"].value).variance(
      of: returns.values, initial: 0.003286586531057307)
    #expect(abs((fit.nextVariance ?? 0) - last) < 1e-17)
  }

  /// Closed forms: s² = Σ(r − r̄)² / n, errors s / √n of the mean and s √((κ − 1) / 4n) or s / √2n of s.
  @Test func constantVolatility() throws {
    let values = [0.01, -0.03, 0.02, 0.05, -0.01, 0, 0.015, -0.025, 0.004, 0.03, -0.09, 0.01]
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let moments = [2.0, 4].map { k in values.reduce(0) { $0 + pow($1 - mean, k) } / n }
    let s = moments[0].squareRoot()
    let kurtosis = moments[1] / (moments[0] * moments[0])
    let perYear = 365.0.squareRoot()
    var estimator = ConstantVolatilityEstimator()
    for (kind, spread) in [
      (CovarianceEstimator.sandwich, ((kurtosis - 1) / (4 * n)).squareRoot()),
      (.observedInformation, (1 / (2 * n)).squareRoot()),
    ] {
      estimator.covariance = kind
      let fit = try estimator.fit(try ReturnSeries(values))
      #expect(abs(fit["mean"].value - mean) < 1e-15)
      #expect(abs(fit["volatility"].value - s * perYear) < 1e-13)
      #expect(abs((fit["mean"].standardError ?? 0) - s / n.squareRoot()) < 1e-9)
      #expect(abs((fit["volatility"].standardError ?? 0) - s * spread * perYear) < 1e-7)
      #expect(abs(fit.logLikelihood + n * (0.5 * log(2 * Double.pi) + log(s) + 0.5)) < 1e-12)
    }
  }

  /// Wald's interval of a positive number is symmetric in its logarithm.
  @Test func intervalsStayInTheRange() throws {
    let fit = try MertonEstimator().fit(try EthCloses.returns())
    for name in ["volatility", "jumpRate", "jumpVolatility"] {
      let estimate = fit[name]
      let interval = try #require(estimate.interval)
      #expect(abs(interval.lowerBound * interval.upperBound / pow(estimate.value, 2) - 1) < 1e-9)
      let width = log(interval.upperBound / interval.lowerBound) / (2 * 1.959963984540054)
      #expect(abs(width - (estimate.standardError ?? 0) / estimate.value) < 1e-9)
    }
  }

  /// Independent normal returns have no finite ν, which is refused in about half of such histories;
  /// their best decay is near 1 or refused there.
  @Test func refusesWhatDoesNotFit() throws {
    var refusals = 0
    for seed in 1...10 {
      var draws = Draws(seed: UInt64(seed))
      let returns = try ReturnSeries(
        SimulatedHistory.normal(&draws, mean: 0, deviation: 0.02, count: 1_000))
      do {
        #expect(try StudentTEstimator().fit(returns)["degreesOfFreedom"].value > 10)
      } catch {
        #expect(error == .onBound(parameter: "degreesOfFreedom", limit: 1000))
        refusals += 1
      }
      do {
        #expect(try EwmaEstimator().fit(returns)["decay"].value > 0.97)
      } catch {
        #expect(error == .onBound(parameter: "decay", limit: 0.9999))
      }
    }
    #expect(refusals >= 3)
  }
}
