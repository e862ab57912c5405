import RiskMeasures
import Testing

@testable import Backtesting

@Suite struct BacktestFiguresTests {
  private static let losses = BacktestCase.returns(count: 1_000, seed: 5).map { 1_000 * $0 }

  private func horizon(_ realised: Double?) throws -> ForecastDay.Horizon {
    try ForecastDay.Horizon(losses: Self.losses, realised: realised, levels: [0.95, 0.99])
  }

  /// The k-th of n ascending losses has k − 1 below and one equal: u = k / (n + 1).
  @Test(arguments: [1, 500, 1_000]) func transformIsTheRank(_ rank: Int) throws {
    let loss = Self.losses.sorted()[rank - 1]
    let found = try #require(try horizon(loss).transform)
    #expect(abs(found - Double(rank) / 1_001) < 1e-12)
  }

  @Test(arguments: [(-1e9, 0.5 / 1_001), (1e9, 1_000.5 / 1_001)])
  func transformStaysInsideOfZeroAndOne(_ loss: Double, _ expected: Double) throws {
    #expect(abs(try #require(try horizon(loss).transform) - expected) < 1e-12)
  }

  /// The tail answers as the whole sample does.
  @Test func tailLawIsThatOfTheSample() throws {
    let sample = try LossSample(Self.losses)
    let law = TailLaw(try horizon(nil), level: 1)
    for p in [0.0005, 0.001, 0.00999, 0.01, 0.03, 0.0499] {
      #expect(law.upperQuantile(p) == sample.upperQuantile(p))
      let x = sample.upperQuantile(p)
      #expect(law.upperTail(x) == sample.upperTail(x))
      #expect(law.upperTail(x.nextDown) == sample.upperTail(x.nextDown))
    }
    let tail = sample.tail(level: 0.99)
    #expect(law.tail(level: 0.99) == tail)
    #expect(
      DoubledTail(law: law).upperTail(tail.valueAtRisk) == 2 * sample.upperTail(tail.valueAtRisk))
  }

  /// At three days every third day counts, and the last two have no loss yet.
  @Test func longHorizonsDoNotOverlap() async throws {
    let plan = try BacktestCase(days: 31, horizons: [1, 3]).plan()
    let days = try await WalkForward(plan, workers: 2).run()
    let figures = try await BacktestFigures(plan, days: days, workers: 2)
    let horizons = figures.models[0].horizons
    #expect(horizons.map(\.measuredDays) == [31, 29])
    #expect(horizons.map(\.testedDays) == [31, 10])
    for horizon in horizons {
      #expect(horizon.levels.allSatisfy { $0.days == horizon.testedDays })
      #expect(horizon.transform.values.count == horizon.testedDays)
    }
  }

  /// The figures are those of the tests themselves on the same days.
  @Test func testsSeeTheDaysThatCount() async throws {
    let plan = try BacktestCase(days: 90, models: ["student-t"]).plan()
    let days = try await WalkForward(plan, workers: 2).run()
    let found = try await BacktestFigures(plan, days: days, workers: 2).models[0].horizons[0]
    for (k, level) in plan.levels.enumerated() {
      let series = try ExceedanceSeries(
        losses: days[0].compactMap { $0.horizons[0].loss },
        valueAtRisk: days[0].map { $0.horizons[0].valueAtRisk[k] })
      let kupiec = KupiecTest(level: level).result(
        for: series.counts, alternative: .independent(probability: 2 * (1 - level.value)))
      #expect(found.levels[k].tests[0] == kupiec)
      #expect(found.levels[k].exceedances == series.counts.exceedances)
      #expect(found.levels[k].tests.count == 4 && found.levels[k].missingShortfallTest == nil)
    }
  }

  /// Losses at even places of their laws are uniform; those in the worse half are not.
  @Test(arguments: [(0, false), (500, true)])
  func lawsAreRejectedAsAWhole(_ first: Int, _ isRejected: Bool) throws {
    let ascending = Self.losses.sorted()
    let horizons = try (0..<40).map { k in
      try horizon(ascending[first + (1_000 - first) / 40 * k + 5])
    }
    let figures = try HorizonFigures(days: 1, tested: horizons, measured: 40, levels: [])
    #expect(figures.isLawRejected == isRejected)
  }

  /// A price that only rises has losses below 0, of which no expected shortfall can be tested.
  @Test func missingShortfallTestHasAReason() throws {
    let horizons = try (0..<20).map { _ in
      try ForecastDay.Horizon(
        losses: Self.losses.map { $0 - 1e6 }, realised: -1e6, levels: [0.95])
    }
    let figures = try LevelFigures(
      horizons, level: 0.95, index: 0, histories: SimulatedHistories(seed: 1))
    #expect(figures.missingShortfallTest == .shortfallNotPositive(day: 0))
    #expect(figures.tests.count == 3)
  }
}
