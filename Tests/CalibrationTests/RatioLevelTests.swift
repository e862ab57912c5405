import Calibration
import Foundation
import Tables
import Testing

@Suite struct RatioLevelTests {
  /// Warnings of a fit to 500 days of a ratio around e^−level, by an estimator.
  private func warnings(
    level: Double, _ estimator: any LevelEstimator = DiscountEstimator()
  ) -> [String] {
    var draws = Draws(seed: 6)
    let history = LevelHistory.reversion(
      &draws, level: level, speed: 30, volatility: 0.005, error: 0, count: 500)
    let series = DatedSeries(
      name: "r", origin: "test",
      dates: history.days.map { CalendarDate(dayNumber: 19_000 + Int($0)) }, days: history.days,
      values: history.values.map { exp(-$0) })
    let found = FactorCalibration(
      factor: "d", estimator: .level(estimator), series: series
    ).run()
    #expect(found.fit != nil)
    return found.warnings.filter { $0.consequence == .likelySlip }.map(\.text)
  }

  /// wstETH over ETH at an exchange rate of e^0.16 = 1.174.
  @Test func aRatioThatIsNotDividedByTheRate() {
    let found = warnings(level: -0.16)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("the ratio has the median 1.1") == true)
    #expect(found.first?.hasSuffix("divide by the exchange rate") == true)
  }

  /// The error of the level is about σ / (κ √T) = 0.005 / (30 √1.37) = 1.4e-4.
  @Test func aRatioUpsideDown() {
    let words = "the discount is negative on average: is the ratio upside down?"
    #expect(warnings(level: -0.001) == [words])
    #expect(warnings(level: -0.04) == [words])
  }

  @Test(arguments: [0, 0.001, 0.04]) func discountsAreUsual(_ level: Double) {
    #expect(warnings(level: level).isEmpty)
  }

  /// Cents for dollars, and dollars.
  @Test func pegs() {
    #expect(
      warnings(level: log(100), PegEstimator()) == [
        "the price has the median 0.01; a stablecoin's price over its par lies near 1"
      ])
    #expect(warnings(level: 0.0005, PegEstimator()).isEmpty)
    #expect(warnings(level: -0.01, PegEstimator()).isEmpty)
  }
}
