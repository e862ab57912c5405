import Foundation
import RiskMeasures
import Testing
import VectorMath

@testable import Backtesting

/// Every day is forecast with draws of its own.
@Suite struct ForecastDrawsTests {
  /// One law every day, so that forecasts of two days differ by their draws alone: no loss of one
  /// day appears on another, and each is the same whenever the walk starts.
  @Test func daysShareNoDraw() async throws {
    let sample = BacktestCase(debt: 1_000, days: 4, paths: 300)
    let known = try KnownVolatility(deviation: 0.04)
    let days = try await WalkForward(sample.plan(), workers: 1) { _ in known }.run()[0]
    let losses = days.map { Set($0.horizons[0].worst) }
    #expect(losses.allSatisfy { $0.count == 300 - 285 + 1 })
    for i in losses.indices {
      for j in 0..<i { #expect(losses[i].isDisjoint(with: losses[j]), "days \(j) and \(i)") }
    }
    var later = sample
    later.window += 2
    later.days -= 2
    let again = try await WalkForward(later.plan(), workers: 1) { _ in known }.run()[0]
    #expect(again[0].date == days[2].date)
    #expect(again[0].horizons[0].worst == days[2].horizons[0].worst)
  }

  /// 512 paths are two blocks: a second one that drew the first one's numbers again would leave each
  /// loss there twice.
  @Test func pathsOfADayAreDistinct() async throws {
    let known = try KnownVolatility(deviation: 0.04)
    let plan = try BacktestCase(debt: 1_000, days: 1, paths: 2 * PathBlock.pathCount).plan()
    let day = try await WalkForward(plan, workers: 1) { _ in known }.run()[0][0]
    #expect(day.horizons[0].paths == 512)
    #expect(Set(day.horizons[0].worst).count == day.horizons[0].worst.count)
  }
}
