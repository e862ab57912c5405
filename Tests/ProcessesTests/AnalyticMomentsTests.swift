import Market
import Processes
import Testing

/// Every process that knows its moments, against simulated ones.
///
/// Seed 20, 65,536 paths, tolerance 4 standard errors: 0.016 standard deviations of the mean and 2
/// % of a normal variance, so a speed or a rate that is wrong by a tenth fails.
@Suite struct AnalyticMomentsTests {
  /// Values that make every term matter over 20 steps of 6 days.
  static let values: [String: [String: Double]] = [
    "geometric-brownian-motion": ["drift": 0.3, "volatility": 0.7],
    "merton": [
      "drift": 0.2, "volatility": 0.5, "jumpRate": 20, "jumpMean": -0.08, "jumpVolatility": 0.1,
    ],
    "stablecoin-peg": [
      "initial": -0.02, "mean": -0.001, "speed": 8, "volatility": 0.02, "depegRate": 12,
      "depegMedian": 0.03, "depegLogSd": 0.4,
    ],
    "discount": [
      "level": 0.0006, "speed": 5, "volatility": 0.005, "initialDeviation": 0.004, "jumpRate": 10,
      "jumpRateSlope": 100, "jumpRateCap": 40, "jumpMedian": 0.003, "jumpLogSd": 0.5,
    ],
    "ornstein-uhlenbeck": ["initial": 0.05, "mean": 0.03, "speed": 3, "volatility": 0.02],
    "constant-rate": ["rate": 0.03],
    "issuance-rate": [
      "stakedEth": 30_000_000, "longRunStakedEth": 42_000_000, "speed": 2, "volatility": 0.4,
    ],
  ]

  static let names = ProcessCatalog.all.filter { $0 is any AnalyticMoments.Type }.map { $0.name }

  @Test(arguments: names) func agreeWithSimulation(_ name: String) throws {
    let type = try #require(ProcessCatalog.process(named: name))
    let values = try #require(Self.values[name], "\(name) needs values in this table")
    let process = try #require(try type.init(values, days: 6) as? any AnalyticMoments)
    for steps in [1, 20] {
      let set = PathSet(
        for: process, paths: 65_536, steps: steps, seed: 20,
        inputs: type.inputs.map { _ in nil })
      for (k, column) in set.advance(process).enumerated() {
        let exact = process.moments(ofOutput: k, afterSteps: steps)
        expectMoments(column, mean: exact.mean, variance: exact.variance)
      }
    }
  }
}
