import Foundation
import RiskMeasures
import Testing
import VectorMath

@testable import Backtesting

@Suite struct WalkForwardTests {
  private static let all = ["garch-t", "garch-t-ewma-start", "student-t", "ewma"]

  /// Returns after a day are other than they were: every forecast up to it keeps its bytes, and the
  /// first one that sees another return does not.
  @Test func laterReturnsChangeNoForecast() async throws {
    var sample = BacktestCase(models: Self.all)
    let before = try await WalkForward(sample.plan(), workers: 2).run()
    let changed = 130
    for k in changed..<sample.logReturns.count {
      sample.logReturns[k] = -0.5 * sample.logReturns[k]
    }
    let after = try await WalkForward(sample.plan(), workers: 2).run()
    for (old, new) in zip(before, after) {
      for i in old.indices {
        // The forecast of day i knows the returns below window + i.
        let isSame =
          old[i].fits.map(\.parameters) == new[i].fits.map(\.parameters)
          && old[i].horizons.map(\.worst) == new[i].horizons.map(\.worst)
          && old[i].horizons.map(\.expectedShortfall) == new[i].horizons.map(\.expectedShortfall)
        #expect(isSame == (sample.window + i <= changed), "day \(i)")
      }
    }
  }

  @Test func sameBytesForAnyNumberOfWorkers() async throws {
    let plan = try BacktestCase(days: 95, horizons: [1, 3], models: Self.all).plan()
    let one = try await WalkForward(plan, workers: 1).run()
    for workers in [2, 7] {
      expectEqual(try await WalkForward(plan, workers: workers).run(), one, plan)
    }
  }

  /// Without liquidation the loss over h days is 200,000 (1 − e^Σr), whatever the debt.
  @Test func realisedLossesAreThoseOfThePrices() throws {
    let sample = BacktestCase(debt: 1_000, days: 90, horizons: [1, 3])
    let plan = try sample.plan()
    let realised = RealisedLosses(plan)
    for (i, date) in plan.dates.enumerated() {
      for (k, days) in plan.horizons.enumerated() where plan.isMeasured(date, horizon: days) {
        let first = sample.window + i
        let sum = sample.logReturns[first..<first + days].reduce(0, +)
        let loss = realised.loss(horizonIndex: k, dateIndex: i)
        #expect(abs(loss - 200_000 * (1 - exp(sum))) < 1e-6)
      }
    }
  }

  /// A debt of 150,000 on 200,000 is closed below 187,500. After −10 % the lender takes 157,500, and what
  /// the price does later is nothing to the borrower; after −5 % (190,000) nothing has happened yet.
  @Test func realisedLossesKnowLiquidation() throws {
    var sample = BacktestCase(debt: 150_000, days: 20, horizons: [1, 2])
    sample.logReturns[sample.window] = log(0.90)
    sample.logReturns[sample.window + 1] = log(1.20)
    sample.logReturns[sample.window + 2] = log(0.95)
    let realised = RealisedLosses(try sample.plan())
    let left = 180_000.0 - 157_500
    #expect(abs(realised.loss(horizonIndex: 0, dateIndex: 0) - (50_000 - left)) < 1e-6)
    #expect(abs(realised.loss(horizonIndex: 1, dateIndex: 0) - (50_000 - left)) < 1e-6)
    #expect(abs(realised.loss(horizonIndex: 0, dateIndex: 2) - 10_000) < 1e-6)
  }

  /// ln S ~ N(−s²/2, s²): VaR = 200,000 (1 − exp(−s²/2 − s z)). 40,000 paths, 4 standard errors of the
  /// estimate; a window of returns twice as wide is 90 of them away.
  @Test func forecastsAreThoseOfTheLaw() async throws {
    let plan = try BacktestCase(debt: 1_000, days: 2, paths: 40_000).plan()
    let days = try await WalkForward(plan, workers: 1) { _ in
      try! KnownVolatility(deviation: 0.04)
    }.run()[0]
    for (k, z) in [1.6448536269514722, 2.3263478740408408].enumerated() {
      let exact = 200_000 * (1 - exp(-0.0008 - 0.04 * z))
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      let share = 1 - plan.levels[k].value
      let error = 200_000 * 0.04 / density * (share * (1 - share) / 40_000).squareRoot()
      #expect(abs(days[0].horizons[0].valueAtRisk[k] - exact) < 4 * error)
    }
  }

  /// Independent returns show no clustering: GARCH refuses them, and Student-t stands in.
  @Test func substitutesAreNamed() async throws {
    let plan = try BacktestCase(days: 20, models: ["garch-t"]).plan()
    let days = try await WalkForward(plan, workers: 2).run()[0]
    #expect(days.contains { $0.isSubstituted })
    for day in days where day.isSubstituted {
      #expect(day.fits[0].estimator == "student-t" || day.fits[0].estimator == "ewma-0.94")
      #expect(day.fits[0].refusal?.isEmpty == false)
    }
  }

  /// Calm and wild spells of 25 days: the forecast starts from what the model itself sees, or from the
  /// exponentially weighted variance, and is else the same.
  @Test func startsFromTheVarianceThatTheModelAsksFor() async throws {
    var sample = BacktestCase(window: 150, days: 10, models: ["garch-t", "garch-t-ewma-start"])
    sample.logReturns = sample.logReturns.enumerated().map { $1 * ($0 / 25 % 2 == 0 ? 0.4 : 1.6) }
    let days = try await WalkForward(sample.plan(), workers: 2).run()
    var compared = 0
    for (filtered, document) in zip(days[0], days[1]) where !filtered.isSubstituted {
      compared += 1
      var (a, b) = (filtered.fits[0].parameters, document.fits[0].parameters)
      #expect(a["initialVolatility"] != b["initialVolatility"])
      a["initialVolatility"] = nil
      b["initialVolatility"] = nil
      #expect(a == b)
    }
    #expect(compared > 0)
  }

  @Test func cancelledWalkThrows() async throws {
    let plan = try BacktestCase(days: 90, paths: 20_000).plan()
    let task = Task { try await WalkForward(plan, workers: 1).run() }
    task.cancel()
    await #expect(throws: (any Error).self) { try await task.value }
  }
}

extension ForecastDay {
  /// Whether a factor's parameters are not those of the model's own estimator.
  fileprivate var isSubstituted: Bool { fits.contains { $0.refusal != nil } }
}
