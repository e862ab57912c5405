import Diagnostics
import Foundation
import Tables
import Testing

@testable import Calibration

/// Rows of a table that were no prices of their date, and tables that hold something else.
@Suite struct PriceSlipTests {
  /// Daily values from 2024-01-01 on, the first in line 2.
  private static func series(_ values: [Double], name: String = "p") -> DatedSeries {
    let first = CalendarDate(year: 2024, month: 1, day: 1)
    let dates = values.indices.compactMap { first?.adding(days: $0) }
    return DatedSeries(
      name: name, origin: "test", dates: dates, days: dates.map { Double($0.dayNumber + 1) },
      values: values, file: "h.csv", lines: Array(2..<(2 + values.count)))
  }

  /// Log returns of ± 1 % to 3 % whose order is that of no period: a golden-ratio sequence.
  private static func move(_ i: Int, _ seed: Int = 0) -> Double {
    let i = i + seed
    let u = (Double(i * i) * 0.6180339887498949 + 0.3).truncatingRemainder(dividingBy: 1)
    return (u < 0.5 ? -1 : 1) * (0.01 + 0.02 * abs(2 * u - 1))
  }

  /// Prices from 3,000 on.
  private static func prices(_ count: Int, seed: Int = 0) -> [Double] {
    var price = 3_000.0
    return (0..<count).map { i in
      price *= exp(move(i, seed))
      return price
    }
  }

  private static func told(_ series: DatedSeries) -> [InputError] {
    var errors: [InputError] = []
    var warnings: [InputError] = []
    series.checkMoves(errors: &errors, warnings: &warnings)
    #expect(errors.isEmpty)
    return warnings
  }

  /// Half the price on 2024-02-20, day 50: −0.69 and back; the same fall without return is the market's.
  @Test func aSpikeThatRevertsIsTold() throws {
    var values = Self.prices(200)
    #expect(Self.told(Self.series(values)).isEmpty)
    values[50] /= 2
    let found = try #require(Self.told(Self.series(values)).first)
    #expect(found.location == SourceLocation(file: "h.csv", line: 52))
    #expect(found.message.hasPrefix("2024-02-20: log return -0."))
    #expect(found.message.hasSuffix("in the row after it: a price for one row alone"))
    #expect(found.consequence == .likelySlip && Self.told(Self.series(values)).count == 1)
    for i in 51..<200 { values[i] /= 2 }
    #expect(Self.told(Self.series(values)).isEmpty)
    // A bad day that the market takes back in part.
    var partly = Self.prices(200)
    for i in 50..<200 { partly[i] *= i == 50 ? 0.6 : 0.75 }
    #expect(Self.told(Self.series(partly)).isEmpty)
  }

  /// Five equal closes are told, four are not; the last ones are named as such.
  @Test func rowsThatWereNotUpdated() throws {
    var values = Self.prices(200)
    for i in 101...103 { values[i] = values[100] }
    #expect(Self.told(Self.series(values)).isEmpty)
    values[104] = values[100]
    let price = NumberWords.short(values[100], digits: 8)
    #expect(
      Self.told(Self.series(values)).map(\.message) == [
        "p is \(price) in 5 rows from 2024-04-10 on: prices that were not updated?"
      ])
    var ends = Self.prices(200)
    for i in 190..<200 { ends[i] = ends[189] }
    let last = try #require(Self.told(Self.series(ends)).first)
    #expect(
      last.location.line == 191 && last.message.contains("in 11 rows from 2024-07-08 on, its last:")
    )
  }

  /// Weekends that repeat Friday: two of seven returns are 0. Two thirds are told as well.
  @Test func repeatedWeekends() throws {
    for (length, share) in [(7, 2), (3, 2)] {
      var values = Self.prices(211)
      for i in values.indices where i % length >= length - share {
        values[i] = values[i - 1]
      }
      let found = Self.told(Self.series(values))
      #expect(found.count == 1)
      #expect(
        found.first?.message.contains("of the returns of p are exactly 0, the first on 2024-01-0")
          == true)
    }
  }

  /// A dollar may stand still, also one that is rounded to cents.
  @Test func stablecoinsMayStandStill() {
    let dollar = (0..<300).map { 1 + 0.0001 * Double($0 / 40 % 3) }
    #expect(Self.told(Self.series(dollar)).isEmpty)
    let cents = (0..<300).map { $0 % 60 == 59 ? 0.99 : 1.0 }
    #expect(Self.told(Self.series(cents)).isEmpty)
  }

  /// 1 + r instead of prices: near 1, with log returns that take each other back.
  @Test func returnsAreNoPrices() throws {
    let returns = (0..<300).map { exp(Self.move($0)) }
    let found = try #require(Self.series(returns).returnsWarning)
    #expect(
      found.message
        == "p stays near 1 and takes its moves back: does the column hold returns instead of prices?"
    )
    #expect(Self.series(Self.prices(300)).returnsWarning == nil)
    // Prices that happen to lie near 1, and a ratio with noise of 0.1 %.
    #expect(Self.series(Self.prices(300).map { $0 / 3_000 }).returnsWarning == nil)
    #expect(Self.series((0..<300).map { 1 + 0.05 * Self.move($0) }).returnsWarning == nil)
  }

  /// A token at 0.999 of ETH, dated right, a day late, and against another price of the day.
  @Test func pricesOfARatioAreOfOneInstant() {
    let ether = Self.prices(301)
    let token = ether.enumerated().map { $1 * (0.999 + 0.0005 * cos(Double(3 * $0))) }
    let eth = Self.series(Array(ether.dropFirst()), name: "eth")
    #expect(Self.series(Array(token.dropFirst()), name: "steth").oddities(over: eth).isEmpty)
    let late = Self.series(Array(token.dropLast()), name: "steth").oddities(over: eth)
    #expect(late.count == 1)
    #expect(late.first?.hasPrefix("steth and eth correlate by ") == true)
    #expect(
      late.first?.hasSuffix("with eth 1 day earlier: is one of the two dated a step off?") == true)
    // Two unrelated prices of one size are no prices of one instant.
    let unrelated = Self.series(Self.prices(300, seed: 977), name: "low").oddities(over: eth)
    #expect(unrelated.allSatisfy { $0.hasSuffix("only: are both prices of one instant?") })
    // Of two dollars nothing is asked.
    let dollars = (0..<300).map { 1 + 0.0005 * Self.move($0) }
    #expect(
      Self.series(dollars).oddities(over: Self.series(dollars.reversed())).isEmpty)
  }
}
