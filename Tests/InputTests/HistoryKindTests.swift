import Calibration
import Diagnostics
import Foundation
import Input
import Tables
import Testing

/// Histories that are well-formed and wrong: each is refused or told, at its place.
@Suite struct HistoryKindTests {
  /// Closes that move by heavy-tailed daily returns, from 2024-01-01 on.
  private static func close(_ i: Int) -> Double {
    (0...i).reduce(3_000) { p, k in
      p * exp(0.02 * sin(Double(k * k)) + 0.01 * cos(Double(3 * k)))
    }
  }

  private static let first = CalendarDate(year: 2024, month: 1, day: 1)

  private static func date(_ days: Int) -> String { first?.adding(days: days).description ?? "" }

  private static func table(_ rows: [(String, String)]) -> String {
    "date,close\n" + rows.map { "\($0.0),\($0.1)\n" }.joined()
  }

  /// One close each at some days after 2024-01-01.
  private static func table(days: [Int]) -> String {
    table(days.enumerated().map { (date($1), "\(close($0))") })
  }

  private static func mapping(_ estimator: String, asOf: String, series: String = "") -> String {
    """
    asOf: \(asOf)
    market: market.yaml
    series:
      s: {file: h.csv, value: close, quantity: price, unit: USD\(series)}
    factors:
      eth: {estimator: \(estimator), series: s}

    """
  }

  private struct Found {
    var plan: FactorCalibration?
    var errors: [String] = []
    var warnings: [String] = []
  }

  private static func load(
    _ table: String, _ estimator: String = "student-t", asOf: String = "2024-07-01",
    series: String = ""
  ) throws -> Found {
    let files = CalibrationFolder.files([
      "mapping.yaml": mapping(estimator, asOf: asOf, series: series), "h.csv": table,
    ])
    return try TemporaryFolder.with(files) { folder in
      func plain(_ errors: [InputError]) -> [String] {
        errors.map { $0.description.replacing(folder + "/", with: "") }
      }
      do {
        let loaded = try CalibrationDocument.load(folder + "/mapping.yaml", writing: "market.yaml")
        return Found(plan: loaded.plans.first, warnings: plain(loaded.warnings))
      } catch let errors as InputErrors {
        return Found(errors: plain(errors.errors))
      }
    }
  }

  // MARK: the step

  @Test(arguments: ["student-t", "garch-t"])
  func weeksForDays(_ estimator: String) throws {
    let weeks = (0..<150).map { 7 * $0 }
    let found = try Self.load(Self.table(days: weeks), estimator, asOf: "2026-11-09")
    #expect(found.errors.count == 1)
    #expect(
      found.errors.first?.hasPrefix(
        "mapping.yaml:6:8: error: s has one value every 7 days; \(estimator) is a law of one day: give daily closes"
      ) == true, "\(found.errors)")
  }

  @Test func monthsForDays() throws {
    let rows = (0..<160).map { i -> (String, String) in
      let month = String(format: "%02d", 1 + i % 12)
      return ("\(2010 + i / 12)-\(month)-15", "\(Self.close(i))")
    }
    let table = Self.table(rows)
    let found = try Self.load(table, "garch-t", asOf: "2023-05-01")
    #expect(found.errors.count == 1)
    #expect(found.errors.first?.contains("s has one value every 31 days; garch-t") == true)
  }

  /// A law of a year takes weeks as they are.
  @Test(arguments: ["constant-volatility", "ewma", "merton"])
  func weeksForLawsOfAYear(_ estimator: String) throws {
    let found = try Self.load(
      Self.table(days: (0..<150).map { 7 * $0 }), estimator, asOf: "2026-11-09")
    #expect(found.errors.isEmpty && found.warnings.isEmpty, "\(found)")
    #expect(found.plan?.series.count == 150)
  }

  /// Hourly prices of 100 days: 100 closes, each the value at 23:00, and a warning.
  @Test func hoursForDays() throws {
    let rows = (0..<2_400).map { k in
      ("\(Self.date(k / 24)) \(String(format: "%02d", k % 24)):00:00+00:00", "\(3_000 + k % 77)")
    }
    let found = try Self.load(Self.table(rows), asOf: "2024-04-09")
    let plan = try #require(found.plan, "\(found.errors)")
    let closes = (0..<100).map { day -> Double in
      let hour = 24 * day + 23
      return Double(3_000 + hour % 77)
    }
    #expect(plan.series.values == closes)
    #expect(plan.series.dates.first?.description == "2024-01-01")
    #expect(found.warnings.count == 1)
    #expect(
      found.warnings.first?.hasPrefix(
        "mapping.yaml:6:8: warning: s has one value every hour; student-t is a law of one day: the last value of each UTC day is taken"
      ) == true, "\(found.warnings)")
  }

  /// The same instants in a zone nine hours ahead of UTC: its days end at 15:00 UTC.
  @Test func daysOfTheZone() throws {
    let rows = (0..<2_400).map { k in
      ("\(Self.date(k / 24))T\(String(format: "%02d", k % 24)):00:00Z", "\(3_000 + k % 77)")
    }
    let found = try Self.load(
      Self.table(rows), asOf: "2024-04-08", series: ", timeZone: \"+09:00\"")
    let plan = try #require(found.plan, "\(found.errors)")
    // The last hour of 2024-01-01 at +09:00 is 14:00 UTC.
    #expect(plan.series.values.first == 3_014)
  }

  /// The last day of a zone behind UTC ends after that of UTC, and belongs to the history; the day after it does not.
  @Test(arguments: ["-05:00", "+09:00"])
  func lastDayOfTheZone(_ zone: String) throws {
    let found = try Self.load(
      Self.table(days: Array(0..<130)), asOf: "2024-04-29", series: ", timeZone: \"\(zone)\"")
    let series = try #require(found.plan?.series, "\(found.errors)")
    #expect(series.dates.last?.description == "2024-04-29" && series.count == 120)
    #expect(series.values.last == Self.close(119) && found.warnings.isEmpty)
  }

  @Test(arguments: ["student-t", "constant-volatility"])
  func aStepThatChanges(_ estimator: String) throws {
    let days = Array(0..<150) + (1...30).map { 149 + 7 * $0 }
    let found = try Self.load(Self.table(days: days), estimator, asOf: "2024-12-25")
    #expect(
      found.errors.first?.hasPrefix(
        "h.csv:152: error: s has one value every day up to here, and one every 7 days from here on")
        == true, "\(found.errors)")
  }

  /// Holidays and single gaps are no change, and a window before the change has one step.
  @Test func gapsAreNoChange() throws {
    let days = (0..<200).filter { $0 % 7 < 5 && !(60..<64).contains($0) }
    let found = try Self.load(Self.table(days: days), asOf: "2024-07-18")
    #expect(found.errors.isEmpty && found.warnings.isEmpty, "\(found)")
    let changing = Array(0..<150) + (1...30).map { 149 + 7 * $0 }
    let window = try Self.load(
      Self.table(days: changing), "student-t, to: 2024-05-29", asOf: "2024-12-25")
    #expect(window.errors.isEmpty, "\(window.errors)")
  }

  /// Levels are taken at the dates that they have.
  @Test func unevenLevelsAreTaken() throws {
    let days = Array(0..<60) + (1...40).map { 59 + 3 * $0 }
    let rows = days.enumerated().map { (Self.date($1), "\(1 + 0.001 * sin(Double($0 * $0)))") }
    let found = try Self.load(Self.table(rows), "stablecoin-peg", asOf: "2024-06-29")
    #expect(found.errors.isEmpty && found.warnings.isEmpty, "\(found)")
  }

  // MARK: one reader

  @Test(arguments: [
    ("%@ 00:00:00 UTC", ""), ("%@ 00:00:00+00:00", ""), ("%@T00:00:00.000Z", ""), ("%@ 00:00", ""),
    ("%@T02:00:00+02:00", ""),
  ])
  func timeStampsOfVendors(_ form: String, _ series: String) throws {
    let rows = (0..<120).map {
      (form.replacing("%@", with: Self.date($0)), "\(Self.close($0))")
    }
    let found = try Self.load(Self.table(rows), asOf: "2024-04-29")
    let plan = try #require(found.plan, "\(found.errors)")
    #expect(plan.series.count == 120 && found.warnings.isEmpty)
    #expect(plan.series.days[0] == 19_723)  // 2024-01-01 00:00 UTC
  }

  @Test func unixTimes() throws {
    for unit in [1, 1_000] {
      let rows = (0..<120).map {
        ("\((1_704_067_200 + 86_400 * $0) * unit)", "\(Self.close($0))")
      }
      let plan = try #require(try Self.load(Self.table(rows), asOf: "2024-04-29").plan)
      #expect(plan.series.days[0] == 19_723 && plan.series.dates[119].description == "2024-04-29")
    }
  }

  /// 01/02/2024 is the first of February where the mapping says so, and refused where it does not.
  @Test func dayFirstOnlyWhereItIsSaid() throws {
    let rows = (0..<120).map { i in
      let parts = Self.date(i).split(separator: "-")
      return ("\(parts[2])/\(parts[1])/\(parts[0])", "\(Self.close(i))")
    }
    let said = try Self.load(Self.table(rows), asOf: "2024-04-29", series: ", dates: d/m/y")
    #expect(said.plan?.series.dates[31].description == "2024-02-01")
    let unsaid = try Self.load(Self.table(rows), asOf: "2024-04-29")
    #expect(unsaid.errors.count == 10)
    #expect(unsaid.errors.last?.contains("… and 110 more like it") == true)
    #expect(unsaid.errors.first?.contains("dates: d/m/y") == true)
  }

  @Test func semicolonsAreOneMistake() throws {
    let table = Self.table(days: Array(0..<120)).replacing(",", with: ";").replacing(".", with: ",")
    let found = try Self.load(table)
    #expect(found.errors.count == 1)
    #expect(
      found.errors.first?.hasPrefix("h.csv:1: error: this looks separated by semicolons") == true)
    #expect(found.errors.first?.contains("decimals take a point") == true)
  }

  /// A close 100 times too high: ln 100 up in line 92 and down in line 93, whatever the estimator says.
  @Test(arguments: ["garch-t", "student-t", "stablecoin-peg"])
  func spikesHaveDateAndLine(_ estimator: String) throws {
    let rows = (0..<180).map { i -> (String, String) in
      let price = 1 + 0.001 * sin(Double(i * i))
      return (Self.date(i), "\(i == 90 ? 100 * price : price)")
    }
    let found = try Self.load(Self.table(rows), estimator, asOf: "2024-06-28")
    #expect(found.warnings.count == 2)
    #expect(
      found.warnings.first?.hasPrefix("h.csv:92: warning: 2024-03-31: log return 4.6") == true)
    #expect(
      found.warnings.last?.hasPrefix("h.csv:93: warning: 2024-04-01: log return -4.6") == true)
  }

  /// A price that ends days before the date of the market is not that date's.
  @Test func oldPrices() throws {
    let found = try Self.load(Self.table(days: Array(0..<120)), asOf: "2024-05-04")
    #expect(found.warnings.first?.contains("s ends on 2024-04-29, 5 days before asOf") == true)
  }

  // MARK: nothing traps

  @Test(arguments: ["1e-308", "5e-324", "1.7e308", "1e200", "1e-200"])
  func pricesThatNoFormulaSurvives(_ price: String) throws {
    var rows = (0..<120).map { (Self.date($0), "\(Self.close($0))") }
    rows[60].1 = price
    let found = try Self.load(Self.table(rows))
    #expect(found.errors.count == 1)
    #expect(
      found.errors.first?.hasPrefix("h.csv:62:12: error: close is '\(price)'; no price") == true)
  }

  /// Ratios of prices that are allowed: 10²⁰ over 10⁻²⁰ is no ratio, and no return.
  @Test func ratiosThatNoFormulaSurvives() throws {
    let rows = (0..<120).map {
      "\(Self.date($0)),\($0 % 2 == 0 ? "1e20" : "1e-20"),\($0 % 2 == 0 ? "1e-20" : "1e20")\n"
    }
    let mapping = """
      asOf: 2024-04-29
      market: market.yaml
      series:
        a: {file: h.csv, value: a, quantity: price, unit: USD}
        b: {file: h.csv, value: b, quantity: price, unit: USD}
        c: {numerator: a, denominator: b}
      factors:
        eth: {estimator: constant-volatility, series: c}

      """
    let files = CalibrationFolder.files([
      "mapping.yaml": mapping, "h.csv": "date,a,b\n" + rows.joined(),
    ])
    try TemporaryFolder.with(files) { folder in
      do {
        _ = try CalibrationDocument.load(folder + "/mapping.yaml", writing: "market.yaml")
        Issue.record("nothing was refused")
      } catch let errors as InputErrors {
        // Three series, each with 119 moves: ten told, the others counted.
        #expect(errors.errors.count == 30)
        #expect(errors.errors.filter { $0.message.hasSuffix("… and 109 more like it") }.count == 3)
      }
    }
  }

  @Test(arguments: [
    ("rate", "fraction", "1e300", "between -1000 and 1000"),
    ("rate", "percent", "1e9", "between -100000 and 100000"),
    ("wait", "days", "1e308", "between 0 and 36500"),
    ("share", "percent", "1e300", "between 0 and 100"),
  ])
  func levelsThatNoFormulaSurvives(
    _ quantity: String, _ unit: String, _ cell: String, _ message: String
  ) throws {
    var rows = (0..<120).map { (Self.date($0), "\(0.5 + 0.3 * sin(Double($0)))") }
    rows[60].1 = cell
    let mapping = Self.mapping("utilisation", asOf: "2024-04-29")
      .replacing("price, unit: USD", with: "\(quantity), unit: \(unit)")
    let files = CalibrationFolder.files(["mapping.yaml": mapping, "h.csv": Self.table(rows)])
    try TemporaryFolder.with(files) { folder in
      do {
        _ = try CalibrationDocument.load(folder + "/mapping.yaml", writing: "market.yaml")
        Issue.record("nothing was refused")
      } catch let errors as InputErrors {
        let cells = errors.errors.filter { $0.location.line == 62 }
        #expect(cells.count == 1 && cells[0].message.contains(message), "\(errors)")
      }
    }
  }

  /// Values that differ by rounding alone have no variance to divide by.
  @Test func levelsThatHardlyMove() {
    #expect(throws: CalibrationError.constant(value: 1e-300)) {
      try LevelSeries(daily: (0..<100).map { $0 % 2 == 0 ? 1e-300 : 3e-300 })
    }
    #expect(throws: CalibrationError.constant(value: 0.5)) {
      try LevelSeries(daily: (0..<100).map { $0 % 2 == 0 ? 0.5 : 0.5.nextUp })
    }
  }

  /// 100,000 rows of one date are ten messages.
  @Test func floodsAreCounted() throws {
    let rows = (0..<100_000).map { ("2024-01-01", "\(3_000 + $0 % 7)") }
    let found = try Self.load(Self.table(rows))
    // Every seventh row repeats the first: 14,285 rows that count once.
    let twice = found.errors.filter { $0.contains("error:") }
    #expect(twice.count == 10 && twice.last?.contains("… and 85,704 more like it") == true)
    #expect(found.errors.count == 20)
  }
}
