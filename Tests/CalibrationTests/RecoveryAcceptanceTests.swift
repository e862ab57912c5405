import Foundation
import Market
import Testing

@testable import Calibration

/// Parameters of simulated histories are found again; in release, with LSTRISK_ACCEPTANCE set.
///
/// 200 histories each, seeds 1 to 200. A 95 % interval must contain the true value in 90 to 99 % of
/// them, 180 to 198: a right interval fails that with a probability of 0.2 %, one with half the width
/// covers 67 %. The mean error, in standard errors, must stay below 0.25 in size (its own standard error
/// is 0.07) except where a bias is known and stated.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LSTRISK_ACCEPTANCE"] != nil))
struct RecoveryAcceptanceTests {
  /// What 200 fits said about one true value.
  private struct Record {
    var covered = 0
    /// (estimate − truth) / standard error.
    var errors: [Double] = []
    var values: [Double] = []
  }

  /// Fits 200 histories and checks coverage and bias of each true value.
  ///
  /// - Parameters:
  ///   - known: Ranges of the mean error where a bias is known.
  ///   - refused: Histories that may be refused because a parameter runs to its bound.
  private func recover(
    _ what: String, _ truth: KeyValuePairs<String, Double>,
    known: [String: ClosedRange<Double>] = [:], refused: Int = 0,
    _ fit: (inout Draws) throws -> [ParameterEstimate]
  ) throws {
    var records: [String: Record] = [:]
    var refusals = 0
    for seed in 1...200 {
      var draws = Draws(seed: UInt64(seed))
      do {
        for estimate in try fit(&draws) {
          guard let value = truth.first(where: { $0.key == estimate.name })?.value,
            let interval = estimate.interval, let error = estimate.standardError
          else { continue }
          records[estimate.name, default: Record()].covered += interval.contains(value) ? 1 : 0
          records[estimate.name]?.errors.append((estimate.value - value) / error)
          records[estimate.name]?.values.append(estimate.value)
        }
      } catch {
        guard case CalibrationError.onBound = error else { throw error }
        refusals += 1
      }
    }
    print("\(what): \(refusals) refused")
    #expect(refusals <= refused, "\(what)")
    for (name, value) in truth {
      let record = try #require(records[name], "\(what) has no \(name)")
      let n = Double(record.errors.count)
      let coverage = Double(record.covered) / n
      let error = record.errors.reduce(0, +) / n
      let mean = record.values.reduce(0, +) / n
      print("  \(name) \(value): mean \(mean), coverage \(coverage), mean error \(error)")
      #expect((0.9...0.99).contains(coverage), "\(what): \(name)")
      #expect((known[name] ?? -0.25...0.25).contains(error), "\(what): \(name)")
    }
  }

  @Test func constantVolatility() throws {
    try recover("constant volatility", ["mean": 0.001, "volatility": 0.02 * 365.0.squareRoot()]) {
      draws in
      let values = SimulatedHistory.normal(&draws, mean: 0.001, deviation: 0.02, count: 1_000)
      return try ConstantVolatilityEstimator().fit(try ReturnSeries(values)).parameters
    }
  }

  @Test func studentT() throws {
    try recover("student-t", ["mean": 0.001, "scale": 0.03, "degreesOfFreedom": 4]) { draws in
      let values = SimulatedHistory.studentT(
        &draws, mean: 0.001, scale: 0.03, degreesOfFreedom: 4, count: 1_000)
      return try StudentTEstimator().fit(try ReturnSeries(values)).parameters
    }
  }

  /// In 500 days α is found too small by 0.4 errors, and some histories show no clustering or one that
  /// does not fade.
  @Test(arguments: [500, 2_000]) func garch(_ count: Int) throws {
    let model = GarchModel(
      mean: 0.001, omega: 4e-5, alpha: 0.1, beta: 0.87, degreesOfFreedom: 5)
    try recover(
      "garch-t \(count)",
      ["mean": 0.001, "omega": 4e-5, "alpha": 0.1, "beta": 0.87, "degreesOfFreedom": 5],
      known: count == 500 ? ["alpha": -0.6 ... -0.2] : [:], refused: count == 500 ? 20 : 0
    ) { draws in
      let values = SimulatedHistory.garch(&draws, model, count: count)
      return try GarchEstimator().fit(try ReturnSeries(values)).parameters
    }
  }

  /// λ is found too large by 0.3 errors, 0.003.
  @Test func ewma() throws {
    try recover("ewma", ["decay": 0.94], known: ["decay": 0.1...0.5]) { draws in
      let values = SimulatedHistory.ewma(&draws, decay: 0.94, deviation: 0.03, count: 1_000)
      return try EwmaEstimator().fit(try ReturnSeries(values)).parameters
    }
  }

  @Test(arguments: [0.05, 0.6]) func merton(_ rate: Double) throws {
    try recover(
      "merton \(rate)",
      [
        "location": 0.001, "volatility": 0.02 * 365.0.squareRoot(), "jumpRate": rate * 365,
        "jumpMean": -0.01, "jumpVolatility": 0.05,
      ]
    ) { draws in
      let values = SimulatedHistory.merton(
        &draws, location: 0.001, deviation: 0.02, rate: rate, jumpMean: -0.01, jumpDeviation: 0.05,
        count: 2_000)
      return try MertonEstimator().fit(try ReturnSeries(values)).parameters
    }
  }

  /// With 125 exceedances ξ is found too small by 0.02, and ES with it; with 250 no bias is seen.
  @Test(arguments: [0.05, 0.1]) func tail(_ share: Double) throws {
    let tail = ParetoTail(shape: 0.2, scale: 0.5, threshold: 1, exceedanceProbability: 0.1)
    let (valueAtRisk, shortfall) = (
      tail.valueAtRisk(level: 0.995), tail.expectedShortfall(level: 0.995) ?? 0
    )
    try recover(
      "tail \(share)",
      ["shape": 0.2, "valueAtRisk": valueAtRisk, "expectedShortfall": shortfall],
      known: share == 0.05 ? ["shape": -0.5 ... -0.1, "expectedShortfall": -0.6 ... -0.15] : [:]
    ) { draws in
      let losses = SimulatedHistory.paretoTail(&draws, shape: 0.2, scale: 0.5, count: 2_500)
      let fit = try TailEstimator(.share(share)).fit(losses)
      return fit.parameters + [fit.valueAtRisk(level: 0.995)]
        + (fit.expectedShortfall(level: 0.995).map { [$0] } ?? [])
    }
  }

  /// Ten years: κ is found too large by 4 / T = 0.4, 0.3 errors.
  @Test func ornsteinUhlenbeck() throws {
    try recover(
      "ornstein-uhlenbeck", ["speed": 5, "mean": 0.03, "volatility": 0.04],
      known: ["speed": 0.1...0.5]
    ) { draws in
      let rates = SimulatedHistory.ornsteinUhlenbeck(
        &draws, speed: 5, mean: 0.03, volatility: 0.04, step: 1 / 365.0, count: 3_650)
      return try OrnsteinUhlenbeckEstimator().fit(rates, step: TimeStep(days: 1)).parameters
    }
  }
}
