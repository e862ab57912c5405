import Calibration
import Diagnostics
import Foundation
import Market
import Tables
import Testing

@Suite struct ReturnSeriesTests {
  private func refusal(_ values: [Double]) -> CalibrationError? {
    do {
      _ = try ReturnSeries(values)
      return nil
    } catch { return error }
  }

  private func refusal(prices: [Double]) -> CalibrationError? {
    do {
      _ = try ReturnSeries(prices: prices)
      return nil
    } catch { return error }
  }

  @Test func refusesWhatIsNoSeries() {
    #expect(refusal([]) == .empty)
    #expect(refusal([0.1]) == .tooShort(count: 1, needed: 2))
    #expect(refusal([0.1, 0.2, .nan]) == .notFinite(position: 2))
    #expect(refusal([-.infinity, 0.2]) == .notFinite(position: 0))
    #expect(refusal([0.1, 0.1, 0.1]) == .constant(value: 0.1))
    #expect(refusal(prices: []) == .empty)
    #expect(refusal(prices: [1, 2]) == .tooShort(count: 2, needed: 3))
    #expect(refusal(prices: [1, 0, 2]) == .notPositive(position: 1, value: 0))
    #expect(refusal(prices: [1, 2, -3]) == .notPositive(position: 2, value: -3))
    #expect(refusal(prices: [1, .infinity, 0]) == .notFinite(position: 1))
    // Prices that double at every step have a constant return.
    #expect(refusal(prices: [1, 2, 4, 8]) == .constant(value: log(2.0)))
  }

  @Test func takesLogReturns() throws {
    let series = try ReturnSeries(prices: [100, 110, 99], step: TimeStep(days: 7))
    #expect(series.values == [log(110.0 / 100), log(99.0 / 110)])
    #expect(series.step == TimeStep(days: 7))
    #expect(series.warnings.isEmpty)
  }

  /// The same returns in fractions and in per cent; ETH's own are unsuspicious.
  @Test func warnsOfPercent() throws {
    let fractions = try EthCloses.returns()
    #expect(fractions.warnings.isEmpty)
    let percent = try ReturnSeries(fractions.values.map { 100 * $0 })
    guard case .looksLikePercent(let volatility) = percent.warnings.first else {
      Issue.record("per cent were taken for fractions")
      return
    }
    #expect(abs(volatility - 88.39) < 0.01)
    #expect(percent.warnings.count == 2, "returns beyond 1 are named too")
  }

  @Test func warnsOfBadPrices() throws {
    var prices = (0..<400).map { 100 + sin(Double($0)) }
    prices[200] *= 10
    #expect(
      try ReturnSeries(prices: prices).warnings.contains(.extremeReturns(count: 2, first: 199)))
    for i in stride(from: 10, to: 60, by: 2) { prices[i] = prices[i - 1] }
    #expect(
      try ReturnSeries(prices: prices).warnings.contains(.repeatedPrices(share: 25.0 / 399)))
  }
}

@Suite struct DailyHistoryTests {
  private func history(_ text: String) throws -> DailyHistory {
    try DailyHistory(contents: Array(text.utf8), file: "f.csv", valueColumn: "close")
  }

  private func mistakes(_ text: String) -> [String] {
    do {
      _ = try history(text)
      return []
    } catch let errors as InputErrors {
      return errors.errors.map { "\($0.location.line):\($0.location.column): \($0.message)" }
    } catch { return ["\(error)"] }
  }

  /// Data/history/eth_usd_daily.csv holds every day from 2017-11-09 to 2024-12-31.
  @Test func readsEthCloses() throws {
    let history = try EthCloses.history()
    #expect(history.firstDate.description == "2017-11-09")
    #expect(history.values.count == 2_610)
    #expect(history.values.first == 320.884)
    #expect(history.values.last == 3332.53)
    let day = try #require(CalendarDate(year: 2017, month: 11, day: 11))
    #expect(history.values(upTo: day).map(Array.init)?.count == 3)
    #expect(history.values(upTo: day, count: 2).map(Array.init)?.first == 299.253)
    #expect(history.values(upTo: CalendarDate(dayNumber: 0)) == nil)
  }

  @Test func refusesWrongCells() {
    #expect(
      mistakes("date,close\n2024-02-28,-5\n2024-02-30,2\n2024-03-01,1e-308\n2024-03-02,1e200\n")
        .map { $0.prefix(24) } == [
          "2:12: close is '-5'; it ", "3:1: date is '2024-02-30", "4:12: close is '1e-308';",
          "5:12: close is '1e200'; ",
        ])
    #expect(mistakes("date\n2024-01-01\n").count == 1)
  }

  /// A day that is missing, with its value or its row; a day with two values.
  @Test func refusesGapsAndDaysThatStandTwice() {
    let text = """
      date,close
      2024-02-27,2
      2024-02-28,3
      2024-02-29,3.5
      2024-03-01,
      2024-03-02,4
      2024-03-05,5
      2024-03-06,5.5
      2024-03-07,5

      """
    #expect(
      mistakes(text) == [
        "6:0: close of 2024-03-02: 1 day is missing before it",
        "7:0: close of 2024-03-05: 2 days are missing before it",
      ])
    #expect(
      mistakes("date,close\n2024-02-28,1\n2024-02-28,2\n")
        == ["3:0: close: 2024-02-28 stands twice, with 1.0 and 2.0"])
  }

  /// Backwards, twice, and with moments for dates: one history, and a warning for each.
  @Test func readsWhatIsOnlyUntidy() throws {
    let found = try history(
      "date,close\n2024-03-02 00:00:00 UTC,4\n2024-03-01T00:00:00.000Z,3\n1709164800,2\n1709164800,2\n"
    )
    #expect(found.firstDate.description == "2024-02-29")
    #expect(found.values == [2, 3, 4])
    #expect(found.warnings.map(\.location.line) == [3, 5])
  }

  /// Six values a day: the last of each day; 04:00 of the last day is no close.
  @Test func takesTheLastValueOfEachDay() throws {
    let rows = (0..<14).map { k in
      "2024-03-0\(1 + k / 6)T\(k % 6 < 3 ? "0" : "")\(k % 6 * 4):00Z,\(100 + k)"
    }
    let found = try history("date,close\n" + rows.joined(separator: "\n") + "\n")
    #expect(found.values == [105, 111])
    #expect(
      found.warnings.first?.message.contains(
        "one value every 4 hours; this history is one of days: the last value of each UTC day is taken"
      )
        == true)
  }

  @Test func refusesWeeks() {
    let rows = (0..<12).map { "\(CalendarDate(dayNumber: 19_000 + 7 * $0)),\(100 + $0)" }
    #expect(
      mistakes("date,close\n" + rows.joined(separator: "\n") + "\n")
        == ["2:0: close has one value every 7 days; this history is one of days: give daily closes"]
    )
  }

  /// 100 days, then weeks: one mistake, at the first row behind a week.
  @Test func refusesAStepThatChanges() {
    let days = (0..<100).map { $0 } + (1...20).map { 99 + 7 * $0 }
    let rows = days.map { "\(CalendarDate(dayNumber: 19_000 + $0)),\(100 + $0 % 7)" }
    let found = mistakes("date,close\n" + rows.joined(separator: "\n") + "\n")
    #expect(
      found == [
        "102:0: close has one value every day up to here, and one every 7 days from here on"
      ])
  }

  /// What comes after the last date is not read, not even its mistakes.
  @Test func readsUpToADate() throws {
    let text = "date,close\n2024-02-28,1\n2024-02-29,2\n2024-03-01,-7\n2024-03-09,x\n"
    let found = try DailyHistory(
      contents: Array(text.utf8), file: "f.csv", valueColumn: "close",
      upTo: CalendarDate(year: 2024, month: 2, day: 29))
    #expect(found.values == [1, 2])
  }

  /// ln 100 = 4.605: up in line 4, down in line 5. A factor of 10¹⁰ is no move of a price.
  @Test func movesOfThePrice() throws {
    let found = try history(
      "date,close\n2024-02-27,30\n2024-02-28,31\n2024-02-29,3100\n2024-03-01,31\n")
    #expect(
      found.moves.map(\.description).map { $0.prefix(56) } == [
        "f.csv:4: warning: 2024-02-29: log return 4.61 of close\n ",
        "f.csv:5: warning: 2024-03-01: log return -4.61 of close\n",
      ])
    #expect(
      mistakes("date,close\n2024-02-28,1e-5\n2024-02-29,1e5\n").first
        == "3:0: 2024-02-29: log return 23.03 of close, from 1e-05 to 100000.0: no price moves so far"
    )
  }
}
