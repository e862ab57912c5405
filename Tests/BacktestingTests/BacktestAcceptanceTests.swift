import Foundation
import Paths
import RandomNumbers
import RiskMeasures
import Testing
import VectorMath

@testable import Backtesting

/// The engine's own simulated histories fed back to its backtests; in release, with LSTRISK_ACCEPTANCE set.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LSTRISK_ACCEPTANCE"] != nil))
struct BacktestAcceptanceTests {
  private static let deviation = 0.04
  private static let days = 250
  private static let paths = 999
  private static let level = Level(0.99)

  /// Log returns of a day as the engine draws them: −s²/2 + s z, each of a path of its own.
  private static func simulatedReturns(count: Int, seed: UInt64) throws -> [Double] {
    var run = try BacktestCase(seed: seed).plan().run
    run.paths.market = run.paths.market.replacing([
      0: try KnownVolatility(deviation: deviation).process
    ])
    var simulator = BlockSimulator(run.paths)
    let column = simulator.stateColumn(run.paths.market.factors[0].outputs[1])
    var returns: [Double] = []
    for block in 0...count / PathBlock.pathCount {
      simulator.start(PathNumbers(block: block))
      simulator.advance(step: 0)
      returns += (0..<PathBlock.pathCount).map { column[path: $0] }
    }
    return Array(returns.prefix(count))
  }

  /// Exceedances and transforms of 1,000 histories of 250 days, whose forecasts have `ratio` times the
  /// true volatility.
  private func histories(ratio: Double) async throws -> [[ForecastDay.Horizon]] {
    var found: [[ForecastDay.Horizon]] = []
    for walk in 0..<10 {
      let count = 100 * Self.days
      let plan = try BacktestCase(
        debt: 1_000, days: count, paths: Self.paths, levels: [Self.level],
        seed: UInt64(1_000 + walk),
        logReturns: try Self.simulatedReturns(count: 100 + count, seed: UInt64(31 + walk))
      ).plan()
      let days = try await WalkForward(plan, workers: 2) { _ in
        try! KnownVolatility(deviation: ratio * Self.deviation)
      }.run()[0].map { $0.horizons[0] }
      for start in stride(from: 0, to: count, by: Self.days) {
        found.append(Array(days[start..<start + Self.days]))
      }
    }
    return found
  }

  /// Probability of a loss above a VaR that was simulated: VaR is the 990th of 999 losses, whose place in
  /// its law is a beta variable; at the right volatility the mean is 10 / 1,000.
  ///
  /// The loss exceeds where −s²/2 + s z < −f²/2 + f Φ⁻¹(1 − u), f the forecast deviation.
  private func exceedanceProbability(ratio: Double) -> Double {
    let place = BetaDistribution(a: 990, b: 10)
    let f = ratio * Self.deviation
    let cells = 4_000
    return (0..<cells).reduce(0) { sum, i in
      let u = place.quantile((Double(i) + 0.5) / Double(cells))
      let limit = -f * f / 2 - f * NormalDistribution.quantile(u)
      let z = (limit + Self.deviation * Self.deviation / 2) / Self.deviation
      return sum + NormalDistribution.cdf(z) / Double(cells)
    }
  }

  /// 1,000 histories: standard error 0.0093 at 0.095, tolerance 4 of them; the nominal 0.05 is 5 away.
  /// Half and five sixths of the volatility show the power. At the right volatility the transforms are
  /// uniform too.
  @Test(arguments: [1.0, 5.0 / 6, 0.5]) func coverageTests(_ ratio: Double) async throws {
    let histories = try await histories(ratio: ratio)
    let probability = exceedanceProbability(ratio: ratio)
    let law = ExceedanceLaw.independent(probability: probability)
    let tests: [any CoverageTest] = [
      KupiecTest(level: Self.level), IndependenceTest(level: Self.level),
      ConditionalCoverageTest(level: Self.level),
    ]
    let counts = try histories.map { days in
      try ExceedanceSeries(
        losses: days.compactMap(\.loss), valueAtRisk: days.map { $0.valueAtRisk[0] }
      ).counts
    }
    let share =
      Double(counts.reduce(0) { $0 + $1.exceedances }) / Double(histories.count * Self.days)
    print("volatility × \(ratio): exceedances \(share), expected \(probability)")
    let error = (probability * (1 - probability) / Double(histories.count * Self.days)).squareRoot()
    #expect(abs(share - probability) < 4 * error)
    for test in tests {
      let critical = test.criticalValue(significance: 0.05)
      let found =
        Double(counts.count { test.statistic(of: $0) > critical }) / Double(histories.count)
      let exact = test.rejectionProbability(days: Self.days, under: law, significance: 0.05)
      let error = (max(exact * (1 - exact), 1e-4) / Double(histories.count)).squareRoot()
      print("  \(type(of: test).name): exact \(exact), found \(found)")
      #expect(abs(found - exact) < 4 * error)
    }
    guard ratio == 1 else { return }
    let rejected = try histories.count { days in
      try ProbabilityIntegralTransform(days.compactMap(\.transform)).kolmogorovSmirnovTest().verdict
        == .rejected
    }
    let found = Double(rejected) / Double(histories.count)
    print("  Kolmogorov-Smirnov: exact 0.05, found \(found)")
    #expect(abs(found - 0.05) < 4 * (0.05 * 0.95 / Double(histories.count)).squareRoot())
  }
}
