import Calibration
import Foundation
import Tables
import Testing

@Suite struct MarketCalibrationTests {
  private static func series(_ name: String, _ values: [Double], from day: Int = 0) -> DatedSeries {
    DatedSeries(
      name: name, origin: "test", dates: values.indices.map { CalendarDate(dayNumber: day + $0) },
      days: values.indices.map { Double(day + $0 + 1) }, values: values)
  }

  private static func prices(_ count: Int, seed: UInt64) -> [Double] {
    var draws = Draws(seed: seed)
    var price = 100.0
    return (0..<count).map { _ in
      price *= exp(0.02 * draws.studentT(4))
      return price
    }
  }

  /// A price that was missing for a year gives no return over that year.
  @Test func returnsOverGapsAreLeftOut() throws {
    let values = Self.prices(300, seed: 3)
    let days = values.indices.map { Double($0 < 150 ? $0 : $0 + 365) }
    let gapped = DatedSeries(
      name: "eth", origin: "test", dates: days.map { CalendarDate(dayNumber: Int($0)) },
      days: days, values: values)
    let plan = FactorCalibration(
      factor: "eth", estimator: .returns(StudentTEstimator()), series: gapped)
    let found = plan.run()
    #expect(found.droppedReturns == 1)
    #expect(found.fit?.observationCount == 298)
    #expect(found.warnings.contains { $0.text.contains("1 returns over gaps") })
  }

  @Test func aRefusedFitKeepsThePrior() throws {
    // Swings from day to day revert faster than any speed: it runs to its bound.
    var draws = Draws(seed: 1)
    let noise = (0..<200).map { exp(($0 % 2 == 0 ? 0.001 : -0.001) + 1e-4 * draws.normal()) }
    let plan = FactorCalibration(
      factor: "peg", estimator: .level(PegEstimator()), series: Self.series("usdc", noise))
    let found = plan.run()
    #expect(found.fit == nil)
    #expect(found.processParameters.isEmpty)
    #expect(found.warnings.first?.text.contains("as priors") == true)
  }

  /// Two factors that share their shocks but for a fifth of the variance: ρ = 0.894; errors 0.02.
  @Test func dependenceIsThatOfTheInnovations() throws {
    var draws = Draws(seed: 9)
    var (a, b) = (100.0, 100.0)
    var (first, second): ([Double], [Double]) = ([], [])
    for _ in 0..<800 {
      let common = draws.normal()
      a *= exp(0.02 * common)
      b *= exp(0.03 * (common * 2 + draws.normal()) / 5.0.squareRoot())
      first.append(a)
      second.append(b)
    }
    let plans = [("x", first), ("y", second)].map { name, values in
      FactorCalibration(
        factor: name, estimator: .returns(ConstantVolatilityEstimator()),
        series: Self.series(name, values))
    }
    for estimator in DependencePlan.Estimator.allCases {
      let result = MarketCalibration(
        plans, dependence: DependencePlan(estimator, factors: ["x", "y"]))
      let pair = try #require(result.dependence?.pairs.first)
      let correlation = try #require(pair.correlation)
      #expect(abs(correlation - 2 / 5.0.squareRoot()) < 0.06, "\(estimator)")
      #expect(pair.count == 799)
    }
  }

  /// The target's window is the mapping's, its value the root mean squared return a year.
  @Test func targetVolatilityIsThatOfItsWindow() throws {
    var draws = Draws(seed: 4)
    let model = GarchModel(mean: 0, omega: 4e-5, alpha: 0.1, beta: 0.87, degreesOfFreedom: 5)
    var price = 100.0
    let values = SimulatedHistory.garch(&draws, model, count: 600).map { r in
      price *= exp(r)
      return price
    }
    let series = Self.series("eth", values)
    var garch = GarchEstimator()
    garch.persistence = .limited(to: 0.98)
    let plan = FactorCalibration(
      factor: "eth", estimator: .returns(garch), series: series,
      targetFrom: CalendarDate(dayNumber: 400))
    let squares = (400..<600).map { pow(log(values[$0] / values[$0 - 1]), 2) }
    let expected = (squares.reduce(0, +) / 200 * 365).squareRoot()
    let target = try #require(plan.run().processParameters["targetVolatility"])
    #expect(abs(target - expected) < 1e-12)
  }

  @Test func ratiosMatchByInstant() {
    let a = Self.series("a", [2, 4, 8], from: 10)
    let b = Self.series("b", [2, 2, 2], from: 11)
    let ratio = a.divided(by: b, name: "r")
    #expect(ratio.values == [2, 4])
    #expect(ratio.dates.map(\.dayNumber) == [11, 12])
  }

  /// Two vendors stamp one close a second apart; two hours apart it is another close.
  @Test func ratiosMatchWithinASixteenthOfTheStep() {
    func series(_ name: String, _ shift: Double, _ values: [Double]) -> DatedSeries {
      DatedSeries(
        name: name, origin: "test", dates: values.indices.map { CalendarDate(dayNumber: $0) },
        days: values.indices.map { Double($0) + 22.5 / 24 + shift / 86_400 }, values: values)
    }
    let a = series("a", 0, [2, 4, 8])
    let ratio = a.divided(by: series("b", -1, [2, 2, 2]), name: "r")
    #expect(ratio.values == [1, 2, 4] && ratio.days == a.days)
    #expect(a.divided(by: series("b", 7_200, [2, 2, 2]), name: "r").count == 0)
  }
}
