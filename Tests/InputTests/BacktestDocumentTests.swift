import Diagnostics
import Foundation
import Input
import Tables
import Testing

/// The section `backtest` of a run document and the histories that it names.
@Suite struct BacktestDocumentTests {
  private static let section = """
    backtest:
      from: 2020-04-20
      to: 2020-05-20
      window: 100
      horizons: [1 d, 10 d]
      models: [garch-t, student-t, ewma]
      history:
        eth: {file: eth.csv, column: close}

    """

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

  /// 200 days from 2020-01-01: prices between 90 and 110 that do not repeat.
  private static func price(_ day: Int) -> Double { 100 + 10 * sin(Double(day * day)) }

  private static func table(days: Int = 200, _ price: (Int) -> String) -> String {
    "date,close\n"
      + (0..<days).map { day in
        let date = Date(timeIntervalSince1970: 1_577_836_800 + 86_400 * Double(day))
        return "\(date.formatted(.iso8601.year().month().day())),\(price(day))\n"
      }.joined()
  }

  private static let history = table { "\(price($0))" }

  /// Loads the example with the section and other edits; histories of both factors are there.
  private func load(
    section: String = Self.section + "    ratio: {file: ratio.csv, column: close}\n",
    eth: String = Self.history, market: String = Self.market, from first: Int = 18_262,
    ratio: (Int) -> String = { "\(1 + 0.001 * sin(Double($0 * $0)))" }
  ) throws -> LoadedBacktest {
    var files = ExampleRun.files
    files["run.yaml"] =
      "\(files["run.yaml"] ?? "")\n\(section)".replacing("[0.95, 0.99]", with: "[0.95, 0.99]")
    files["market.yaml"] = market
    files["eth.csv"] = eth
    files["ratio.csv"] =
      "date,close\n"
      + (0..<200).map { "\(CalendarDate(dayNumber: first + $0)),\(ratio($0))\n" }.joined()
    return try TemporaryFolder.with(files.mapValues { Array($0.utf8) }) { folder in
      try BacktestDocument.load("\(folder)/run.yaml")
    }
  }

  /// Loads something wrong and looks for a message and the end of its place.
  private func expectError(
    _ message: String, at place: String, sourceLocation: Testing.SourceLocation = #_sourceLocation,
    _ load: () throws -> LoadedBacktest
  ) {
    do {
      _ = try load()
      Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch let errors as InputErrors {
      let isFound = errors.errors.contains {
        $0.message.contains(message) && "\($0.location)".contains(place) && $0.severity == .error
      }
      #expect(isFound, "\(errors)", sourceLocation: sourceLocation)
    } catch { Issue.record(error, sourceLocation: sourceLocation) }
  }

  @Test func loads() throws {
    let loaded = try load()
    #expect(loaded.plan.horizons == [1, 10] && loaded.plan.window == 100)
    #expect(loaded.plan.models.map(\.name) == ["garch-t", "student-t", "ewma"])
    #expect(loaded.plan.factors.map(\.name) == ["eth", "ratio"])
    let returns = loaded.plan.factors[0].logReturns
    #expect(returns.count == 199 && returns[7] == log(Self.price(8) / Self.price(7)))
    #expect(loaded.run.inputs.filter { $0.role == .history }.count == 2)
    #expect(loaded.run.warnings.isEmpty, "\(loaded.run.warnings)")
  }

  @Test func ratiosAreTakenOnCommonDays() throws {
    let loaded = try load(
      section: Self.section
        + "    ratio: {file: ratio.csv, column: close, over: {file: eth.csv, column: close}}\n")
    let found = loaded.plan.factors[1].logReturns[3]
    func ratio(_ day: Int) -> Double {
      (1 + 0.001 * sin(Double(day * day))) / Self.price(day)
    }
    #expect(abs(found - log(ratio(4) / ratio(3))) < 1e-14)
    #expect(loaded.run.warnings.contains { $0.message.contains("median ratio") })
  }

  /// A table that two factors read has two copies in a plan directory; either is as good.
  @Test func copiesLoadAgain() throws {
    let loaded = try load(
      section: Self.section
        + "    ratio: {file: ratio.csv, column: close, over: {file: eth.csv, column: close}}\n")
    var copies = Dictionary(uniqueKeysWithValues: loaded.run.copies.map { ($0.name, $0.bytes) })
    #expect(copies.keys.count { $0.hasPrefix("input-history-eth") } == 2)
    try TemporaryFolder.with(copies) { folder in
      let again = try BacktestDocument.load(
        copies: folder, overrides: RunOverrides(paths: 777, seed: 5))
      #expect(again.plan.run.paths.count == 777 && again.plan.run.paths.seed == 5)
      #expect(again.plan.factors.map(\.logReturns) == loaded.plan.factors.map(\.logReturns))
      #expect(again.plan.dates == loaded.plan.dates && again.plan.levels == loaded.plan.levels)
      #expect(again.run.warnings.map(\.message) == loaded.run.warnings.map(\.message))
      #expect(again.run.copies == loaded.run.copies)
    }
    copies["input-history-ratio.csv"] = Array(Self.history.utf8)
    try TemporaryFolder.with(copies) { folder in
      let error = #expect(throws: InputErrors.self) {
        try BacktestDocument.load(copies: folder)
      }
      #expect(error?.description.contains("has been changed: its SHA-256 is") ?? false)
    }
  }

  private static let both =
    section + "    ratio: {file: ratio.csv, column: close}\n"

  /// Backwards and with moments for dates: the same returns, and a warning.
  @Test func untidyHistoriesAreRead() throws {
    let rows = Self.history.split(separator: "\n").dropFirst().reversed()
      .map { $0.replacing(",", with: " 00:00:00 UTC,") }
    let found = try load(eth: "date,close\n" + rows.joined(separator: "\n") + "\n")
    #expect(try found.plan.factors[0].logReturns == load().plan.factors[0].logReturns)
    #expect(found.run.warnings.map { $0.message.contains("out of order") } == [true])
  }

  /// Hours in the place of days: the last of each day, and one warning.
  @Test func hoursAreReadAsDays() throws {
    let rows = (0..<200).flatMap { day in
      (0..<24).map { hour in
        let date = Date(
          timeIntervalSince1970: 1_577_836_800 + 86_400 * Double(day) + 3_600 * Double(hour))
        return "\(date.formatted(.iso8601)),\(hour == 23 ? Self.price(day) : 100)"
      }
    }
    let found = try load(eth: "date,close\n" + rows.joined(separator: "\n") + "\n")
    #expect(try found.plan.factors[0].logReturns == load().plan.factors[0].logReturns)
    #expect(found.run.warnings.count == 1)
    #expect(found.run.warnings.first?.message.contains("one value every hour") == true)
  }

  @Test func weeksAreRefused() {
    let rows = (0..<100).map { week in
      let date = Date(timeIntervalSince1970: 1_577_836_800 + 7 * 86_400 * Double(week))
      return "\(date.formatted(.iso8601.year().month().day())),\(Self.price(week))"
    }
    expectError("one value every 7 days", at: "eth.csv:2") {
      try load(eth: "date,close\n" + rows.joined(separator: "\n") + "\n")
    }
  }

  @Test(arguments: ["1e-308", "5e-324", "1.7e308"])
  func pricesThatNoFormulaSurvives(_ price: String) {
    expectError("no price is so", at: "eth.csv:52:12") {
      try load(eth: Self.table { $0 == 50 ? price : "\(Self.price($0))" })
    }
    expectError("no price moves so far", at: "ratio.csv:") {
      // Two histories without such moves whose ratio has them.
      try load(
        section: Self.section
          + "    ratio: {file: ratio.csv, column: close, over: {file: eth.csv, column: close}}\n",
        eth: Self.table { $0 % 2 == 0 ? "1e4" : "1e-4" }, ratio: { $0 % 2 == 0 ? "1e-4" : "1e4" })
    }
  }

  /// ETH stands at 3,000 in the market document; history ends at 100, 5 days before.
  @Test func aLastCloseThatIsNotThePrice() throws {
    func warnings(_ last: String) throws -> [InputError] {
      let moved = try #require(CalendarDate(year: 2024, month: 12, day: 31)).dayNumber - 199
      let rows = (0..<200).map { day in
        "\(CalendarDate(dayNumber: moved + day)),\(day == 199 ? last : "\(30 * Self.price(day))")"
      }
      return try load(
        section: Self.both.replacing("2020-04-20", with: "2024-11-01")
          .replacing("2020-05-20", with: "2024-12-31"),
        eth: "date,close\n" + rows.joined(separator: "\n") + "\n", from: moved
      ).run.warnings
    }
    #expect(try warnings("3100").isEmpty)
    let far = try warnings("2400")
    #expect(far.count == 1 && far[0].consequence == .likelySlip)
    #expect(
      far[0].message.contains(
        "the close of 2024-12-31 is 2400, the market document's price of 2024-12-31 3000"))
  }

  /// A market of the day before starts from that day's close.
  @Test(arguments: [("3100", "2400", false), ("2400", "3100", true)])
  func aCloseOfTheMarketDocumentsDate(_ before: String, _ last: String, _ isTold: Bool) throws {
    let moved = try #require(CalendarDate(year: 2024, month: 12, day: 31)).dayNumber - 199
    let rows = (0..<200).map { day in
      let close = day == 199 ? last : day == 198 ? before : "\(30 * Self.price(day))"
      return "\(CalendarDate(dayNumber: moved + day)),\(close)"
    }
    let told = try load(
      section: Self.both.replacing("2020-04-20", with: "2024-11-01")
        .replacing("2020-05-20", with: "2024-12-31"),
      eth: "date,close\n" + rows.joined(separator: "\n") + "\n",
      market: Self.market.replacing("asOf: 2024-12-31", with: "asOf: 2024-12-30"), from: moved
    ).run.warnings.filter { $0.message.contains("the close of 2024-12-30 is 2400") }
    #expect(told.count == (isTold ? 1 : 0))
  }

  /// A date in the year 1 is no reason to trap.
  @Test func datesAtTheEndsOfTheCalendar() {
    expectError("need prices from 0001-01-01", at: "run.yaml:") {
      try load(section: Self.both.replacing("2020-04-20", with: "0001-01-02"))
    }
    expectError("histories are of the years 1800 to 2199", at: "eth.csv:202") {
      try load(eth: Self.history + "9999-12-31,100\n")
    }
  }

  @Test func emptyHistory() {
    expectError("no rows", at: "eth.csv") { try load(eth: "date,close\n") }
    expectError("is empty", at: "run.yaml:") { try load(eth: "") }
  }

  @Test func constantHistory() {
    expectError("equal returns on all 100 days", at: "run.yaml:") {
      try load(eth: Self.table { _ in "100" })
    }
    expectError("equal returns on all 100 days from 2020-01-31", at: "run.yaml:") {
      try load(eth: Self.table { $0 < 30 ? "\(Self.price($0))" : $0 > 140 ? "7" : "100" })
    }
  }

  @Test func historyShorterThanTheWindow() {
    expectError("100 returns before 2020-04-20 need prices from 2020-01-11", at: "run.yaml:") {
      try load(
        eth: Self.history.replacing(/2020-01-[0-9-]+,.*\n/, with: ""))
    }
    expectError("backtest.to is 2020-05-20", at: "run.yaml:") {
      try load(eth: Self.table(days: 120) { "\(Self.price($0))" })
    }
  }

  @Test func negativePrice() {
    expectError("close is '-5'; it must be greater than 0", at: "eth.csv:52:12") {
      try load(eth: Self.table { $0 == 50 ? "-5" : "\(Self.price($0))" })
    }
  }

  @Test func gapOfAYear() {
    expectError("366 days are missing before it", at: "eth.csv:202") {
      try load(eth: Self.history + "2021-07-20,100\n")
    }
  }

  /// Prices in cents from one day on: a return of ln 100, with its date.
  @Test func wrongUnitIsWarnedAbout() throws {
    let loaded = try load(
      eth: Self.table { "\(Self.price($0) * ($0 < 150 ? 1 : 100))" })
    let told = loaded.run.warnings.map(\.description)
    #expect(
      told.contains { $0.contains("eth.csv:152: warning: 2020-05-30: log return 4.") }, "\(told)")
  }

  /// Returns in per cent in the place of prices: half of them are negative.
  @Test func returnsInThePlaceOfPrices() {
    expectError("it must be greater than 0", at: "eth.csv:") {
      try load(eth: Self.table { "\(10 * sin(Double($0 * $0)))" })
    }
  }

  @Test(arguments: [
    ("window: 100", "window: 10", "backtest.window is 10; it must be between 100"),
    ("horizons: [1 d, 10 d]", "horizons: [10 d, 1 d]", "it must be above the horizon before it"),
    ("horizons: [1 d, 10 d]", "horizons: [36 h]", "it must be whole days"),
    ("garch-t, student-t", "garch, student-t", "backtest.models[0] is 'garch'"),
    ("garch-t, student-t", "ewma, student-t", "it stands in the list already"),
    ("to: 2020-05-20", "to: 2020-04-25", "no horizon of 10 d"),
    ("column: close", "column: price", "price"),
    ("file: eth.csv", "file: nowhere.csv", "there is no such file"),
    ("  window: 100\n", "", "backtest lacks the key 'window'"),
    ("eth: {file", "ether: {file", "backtest.history has the unknown factor 'ether'"),
    ("eth: {file", "discount: {file", "its process, ratio-discount, is none of log returns"),
    ("  window", "  windows", "backtest has the unknown key 'windows'"),
  ])
  func mistakesOfTheSection(_ old: String, _ new: String, _ message: String) {
    expectError(message, at: ":") {
      try load(
        section: Self.section.replacing(old, with: new)
          + "    ratio: {file: ratio.csv, column: close}\n")
    }
  }

  @Test func factorWithoutHistoryMustNotMoveByChance() {
    expectError("the market's factor 'ratio' moves by chance", at: "run.yaml:") {
      try load(section: Self.section)
    }
  }

  @Test func sectionIsRequired() {
    expectError("the document lacks the key 'backtest'", at: "run.yaml") { try load(section: "") }
  }

  /// Mistakes of the run and of its section are told together.
  @Test func allMistakesAtOnce() {
    do {
      _ = try load(
        section: Self.section.replacing("window: 100", with: "window: x"),
        market: Self.market.replacing("price: 3000", with: "price: -1"))
      Issue.record("nothing was refused")
    } catch let errors as InputErrors {
      #expect(errors.errors.contains { $0.message.contains("window is 'x'") })
      #expect(errors.errors.contains { $0.message.contains("price is -1") })
    } catch { Issue.record(error) }
  }
}
