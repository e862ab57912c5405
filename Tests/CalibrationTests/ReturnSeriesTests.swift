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

  @Test func refusesGapsAndDisorder() {
    let text = """
      date,close,other
      2024-02-28,1,x
      2024-02-29,2,x
      2024-03-02,3,x
      2024-03-02,4,x
      2024-03-03,-5,x
      2024-03-04,,x

      """
    #expect(
      mistakes(text) == [
        "4:1: date is 2024-03-02; 1 day is missing before it",
        "5:1: date is 2024-03-02; the day after the row before is 2024-03-03",
        "6:12: close is '-5'; it must be greater than 0",
        "7:12: close is empty; a number is missing",
      ])
    #expect(mistakes("date\n2024-01-01\n").count == 1)
  }
}
