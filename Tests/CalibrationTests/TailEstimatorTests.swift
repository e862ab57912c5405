import Calibration
import Foundation
import Testing

@Suite struct TailEstimatorTests {
  /// scipy 1.17.1, Nelder-Mead on genpareto.logpdf of the excesses of −r: share 0.1 leaves 260 values
  /// above u = 0.04701181770967189, share 0.05 leaves 130 above 0.07143876270307992.
  @Test(arguments: [
    (0.1, 260, 0.04701181770967189, 0.13879896804806982, 0.033048731175018706, 590.4530161493902),
    (0.05, 130, 0.07143876270307992, 0.2135899558201274, 0.03249211484990186, 287.7118291943561),
  ])
  func agreesWithScipy(
    _ share: Double, _ count: Int, _ threshold: Double, _ shape: Double, _ scale: Double,
    _ logLikelihood: Double
  ) throws {
    let fit = try TailEstimator(.share(share)).fit(try EthCloses.returns(), side: .lower)
    #expect(fit.exceedanceCount == count && fit.observationCount == 2_609)
    #expect(abs(fit.tail.threshold - threshold) < 1e-15)
    #expect(abs(fit.tail.shape - shape) < 1e-6)
    #expect(abs(fit.tail.scale - scale) < 1e-7)
    #expect(abs(fit.logLikelihood - logLikelihood) < 1e-8)
    #expect(fit.parameters.map(\.value) == [fit.tail.shape, fit.tail.scale])
  }

  @Test func looksAtTheSideItIsAskedFor() throws {
    let returns = try EthCloses.returns()
    let upper = try TailEstimator(.share(0.1)).fit(returns, side: .upper)
    let mirrored = try TailEstimator(.share(0.1)).fit(
      try ReturnSeries(returns.values.map { -$0 }), side: .lower)
    #expect(upper.tail == mirrored.tail)
    #expect(upper.tail != (try TailEstimator(.share(0.1)).fit(returns, side: .lower).tail))
  }

  /// The delta method against differences of the closed forms in ξ, β and ζ.
  @Test(arguments: [0.99, 0.999]) func errorsAreThoseOfTheDeltaMethod(_ level: Double) throws {
    let fit = try TailEstimator(.share(0.05)).fit(try EthCloses.returns(), side: .lower)
    let tail = fit.tail
    func measures(_ a: Double, _ b: Double, _ c: Double) -> [Double] {
      let moved = ParetoTail(
        shape: tail.shape + a, scale: tail.scale + b, threshold: tail.threshold,
        exceedanceProbability: tail.exceedanceProbability + c)
      return [
        moved.valueAtRisk(level: level), moved.expectedShortfall(level: level) ?? .nan,
      ]
    }
    let h = 1e-6
    let estimates = [
      fit.valueAtRisk(level: level), try #require(fit.expectedShortfall(level: level)),
    ]
    for k in 0..<2 {
      let slopes = [
        (measures(h, 0, 0)[k] - measures(-h, 0, 0)[k]) / (2 * h),
        (measures(0, h, 0)[k] - measures(0, -h, 0)[k]) / (2 * h),
        (measures(0, 0, h)[k] - measures(0, 0, -h)[k]) / (2 * h),
      ]
      let share = tail.exceedanceProbability
      var variance = slopes[2] * slopes[2] * share * (1 - share) / 2_609
      for i in 0..<2 {
        for j in 0..<2 { variance += slopes[i] * fit.covariance[i, j] * slopes[j] }
      }
      let error = try #require(estimates[k].standardError)
      #expect(abs(error - variance.squareRoot()) < 1e-6 * error)
      #expect(estimates[k].interval?.contains(estimates[k].value) == true)
      #expect(estimates[k].interval?.lowerBound ?? 0 > tail.threshold)
    }
  }

  /// The slope in ξ keeps its digits where ξ is nearly 0: it meets the series' limit L²/2.
  @Test func smallShapesKeepTheirDigits() {
    func excess(_ shape: Double) -> Double {
      ParetoTail(shape: shape, scale: 1, threshold: 0, exceedanceProbability: 0.05)
        .valueAtRisk(level: 0.99)
    }
    let l = log(5.0)
    #expect(abs(excess(0) - l) < 1e-15)
    for shape in [1e-12, -1e-12, 1e-5, -1e-5, 6.2e-4, 6.3e-4] {
      #expect(abs(excess(shape) - expm1(shape * l) / shape) < 1e-15 * 4)
    }
  }

  @Test func infiniteMeanIsNoNumber() throws {
    let tail = ParetoTail(shape: 1, scale: 1, threshold: 0, exceedanceProbability: 0.1)
    #expect(tail.expectedShortfall(level: 0.99) == nil)
    // Losses whose logarithm is exponential with mean 1.6 have ξ = 1.6.
    var draws = Draws(seed: 3)
    let losses = (0..<2_000).map { _ in pow(draws.uniform(), -1.6) }
    let fit = try TailEstimator(.share(0.1)).fit(losses)
    #expect(fit.tail.shape > 1)
    #expect(fit.expectedShortfall(level: 0.99) == nil)
    #expect(fit.valueAtRisk(level: 0.99).value.isFinite)
    #expect(abs(hillEstimate(losses, count: 200) - 1.6) < 4 * 1.6 / 200.0.squareRoot())
  }

  /// Excesses of an exact Pareto tail are standard exponentials as residuals: mean 1, on the diagonal.
  @Test func residualsAreExponential() throws {
    var draws = Draws(seed: 5)
    let losses = SimulatedHistory.paretoTail(&draws, shape: 0.2, scale: 0.5, count: 20_000)
    let fit = try TailEstimator(.share(0.1)).fit(losses)
    let n = Double(fit.residuals.count)
    #expect(abs(fit.residuals.reduce(0, +) / n - 1) < 4 / n.squareRoot())
    let middle = fit.quantilePoints[fit.quantilePoints.count / 2]
    #expect(abs(middle.expected - log(2.0)) < 1e-3)
    #expect(abs(middle.observed - middle.expected) < 4 / n.squareRoot())
  }

  @Test func refusesWhatHasNoTail() {
    let estimator = TailEstimator(.value(0))
    func refusal(_ losses: [Double]) -> CalibrationError? {
      do {
        _ = try estimator.fit(losses)
        return nil
      } catch { return error }
    }
    #expect(refusal([]) == .empty)
    #expect(refusal([1, .nan]) == .notFinite(position: 1))
    #expect(refusal(Array(repeating: -1, count: 500)) == .tooShort(count: 0, needed: 20))
    #expect(refusal(Array(repeating: 2, count: 500)) == .constant(value: 2))
    // A uniform law ends at 1: ξ = −1, where errors do not exist.
    #expect(
      refusal((0..<500).map { (Double($0) + 0.5) / 500 })
        == .onBound(parameter: "shape", limit: -0.5))
  }
}
