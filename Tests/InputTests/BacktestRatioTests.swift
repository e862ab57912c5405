import Diagnostics
import Foundation
import Input
import Tables
import Testing

/// Ratios of two histories that begin on different days, and levels that a backtest takes.
@Suite struct BacktestRatioTests {
  private static let market = """
    asOf: 2024-12-31
    factors:
      eth: {process: geometric-brownian-motion, volatility: 0.6}
      ratio: {process: student-t, scale: 0, degreesOfFreedom: 3}
      discount: {process: ratio-discount, logReturn: ratio}
    tokens:
      ETH: {price: 3000, factor: eth}
      WETH: {}
      wstETH: {exchangeRate: 1.2, discountFactor: discount}
      stETH: {discountFactor: discount}
      USDC: {price: 1.0}

    """

  private static let start = CalendarDate(year: 2020, month: 1, day: 1)

  private static func table(
    from first: Int, stamp: String = "", _ value: (Int) -> Double
  ) -> String {
    "date,close\n"
      + (first..<200).map {
        "\(start?.adding(days: $0).description ?? "")\(stamp),\(value($0))\n"
      }.joined()
  }

  private static func price(_ day: Int) -> Double { 100 + 2 * sin(Double(day * day)) }
  private static func rate(_ day: Int) -> Double { price(day) * (1 + 0.001 * cos(Double(3 * day))) }

  private func load(
    own: Int, base: Int, levels: String = "[0.95, 0.99]", stamp: String = ""
  ) throws -> LoadedBacktest {
    var files = ExampleRun.files
    files["run.yaml"] =
      ExampleRun.run.replacing("[0.95, 0.99]", with: levels) + """
        backtest:
          from: 2020-04-30
          to: 2020-05-20
          window: 100
          horizons: [1 d]
          models: [ewma]
          history:
            eth: {file: eth.csv, column: close}
            ratio: {file: own.csv, column: close, over: {file: base.csv, column: close}}

        """
    files["market.yaml"] = Self.market
    files["eth.csv"] = Self.table(from: 0, Self.price)
    files["own.csv"] = Self.table(from: own, Self.rate)
    files["base.csv"] = Self.table(from: base, stamp: stamp, Self.price)
    return try TemporaryFolder.with(files.mapValues { Array($0.utf8) }) {
      try BacktestDocument.load("\($0)/run.yaml")
    }
  }

  /// The ratio begins where the later of both begins, and every return is of the same days.
  @Test(arguments: [(0, 0), (0, 7), (5, 0)])
  func ratiosBeginWithTheLaterOne(_ own: Int, _ base: Int) throws {
    let found = try load(own: own, base: base).plan.factors[1]
    let first = max(own, base)
    #expect(found.firstDate == Self.start?.adding(days: first))
    #expect(found.logReturns.count == 199 - first)
    for (k, r) in found.logReturns.enumerated() {
      let day = first + k
      let expected =
        log1p(0.001 * cos(Double(3 * day + 3))) - log1p(0.001 * cos(Double(3 * day)))
      #expect(abs(r - expected) < 1e-12, "day \(day)")
    }
  }

  /// A close stamped a second before midnight is that of the day; one of 16:00 meets it too, and is told. One of
  /// 00:00 ends the day before.
  @Test(arguments: [
    ("T23:59:59Z", 0, ""), ("T16:00:00Z", 0, "are 8 hours apart"), ("T00:00:00Z", 1, ""),
  ])
  func closesMeetTheNearest(_ stamp: String, _ shift: Int, _ says: String) throws {
    let loaded = try load(own: 0, base: 0, stamp: stamp)
    let found = loaded.plan.factors[1]
    #expect(found.firstDate == Self.start && found.logReturns.count == 199 - shift)
    for (day, r) in found.logReturns.enumerated() {
      let expected =
        log(Self.rate(day + 1) / Self.rate(day))
        - log(Self.price(day + 1 + shift) / Self.price(day + shift))
      #expect(abs(r - expected) < 1e-12, "day \(day)")
    }
    let told = loaded.run.warnings.filter { $0.message.contains("hours apart") }
    #expect(told.count == (says.isEmpty ? 0 : 1) && told.allSatisfy { $0.message.contains(says) })
  }

  /// Tests of exceedances need levels of 0.85 or more.
  @Test func lowLevelsAreRefused() throws {
    #expect(try load(own: 0, base: 0, levels: "[0.85, 0.99]").plan.levels.count == 2)
    let errors = #expect(throws: InputErrors.self) {
      try load(own: 0, base: 0, levels: "[0.84, 0.99]")
    }
    #expect(errors?.description.contains("0.84 is too low") == true)
  }
}
