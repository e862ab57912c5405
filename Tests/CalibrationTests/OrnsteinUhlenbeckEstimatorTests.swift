import Calibration
import Foundation
import Market
import Testing

@Suite struct OrnsteinUhlenbeckEstimatorTests {
  /// Errors against differences: κ, θ and σ as functions of the regression's c, b and s, whose errors
  /// are those of least squares.
  @Test func errorsAreThoseOfTheDeltaMethod() throws {
    var draws = Draws(seed: 11)
    let rates = SimulatedHistory.ornsteinUhlenbeck(
      &draws, speed: 8, mean: 0.03, volatility: 0.05, step: 1 / 52.0, count: 400)
    let fit = try OrnsteinUhlenbeckEstimator().fit(rates, step: TimeStep(length: 1 / 52.0))
    let regression = try Autoregression(rates)
    func parameters(_ c: Double, _ b: Double, _ s: Double) -> [Double] {
      let speed = -log(b) * 52
      return [speed, c / (1 - b), s * (2 * speed / (1 - b * b)).squareRoot()]
    }
    let point = [regression.intercept, regression.slope, regression.residualDeviation]
    let n = Double(regression.pairCount)
    let x = rates.dropLast()
    let mean = x.reduce(0, +) / n
    let spread = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let square = point[2] * point[2]
    let covariance = [
      [square * (1 / n + mean * mean / spread), -square * mean / spread, 0],
      [-square * mean / spread, square / spread, 0], [0, 0, square / (2 * n)],
    ]
    for (k, name) in ["speed", "mean", "volatility"].enumerated() {
      let slopes = (0..<3).map { i in
        var (up, down) = (point, point)
        up[i] += 1e-6
        down[i] -= 1e-6
        return (parameters(up[0], up[1], up[2])[k] - parameters(down[0], down[1], down[2])[k])
          / 2e-6
      }
      var variance = 0.0
      for i in 0..<3 {
        for j in 0..<3 { variance += slopes[i] * covariance[i][j] * slopes[j] }
      }
      let error = try #require(fit[name].standardError)
      #expect(abs(error - variance.squareRoot()) < 1e-5 * error, "\(name)")
    }
    #expect(fit.processParameters["initial"] == rates[399])
  }

  @Test func refusesWhatDoesNotRevert() {
    let step = TimeStep(days: 1)
    func refusal(_ rates: [Double]) -> CalibrationError? {
      do {
        _ = try OrnsteinUhlenbeckEstimator().fit(rates, step: step)
        return nil
      } catch { return error }
    }
    #expect(refusal([]) == .empty)
    #expect(refusal([1, 2, 3]) == .tooShort(count: 3, needed: 10))
    #expect(refusal(Array(repeating: 0.03, count: 50)) == .constant(value: 0.03))
    #expect(refusal([0.1, .nan] + Array(repeating: 1, count: 20)) == .notFinite(position: 1))
    // Growth of 1 % a step has slope 1.01, changing signs −1.
    let growth = (0..<50).map { exp(0.00995 * Double($0)) + 1e-4 * sin(Double($0)) }
    guard case .notReverting(let slope) = refusal(growth), slope > 1 else {
      Issue.record("growth was taken for reversion")
      return
    }
    let swings = (0..<50).map { ($0 % 2 == 0 ? 1.0 : -1) + 0.1 * sin(Double($0)) }
    guard case .notReverting(let slope) = refusal(swings), slope < 0 else {
      Issue.record("swings were taken for reversion")
      return
    }
  }
}
