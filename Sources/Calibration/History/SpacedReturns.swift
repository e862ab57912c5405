import Foundation
import Market
import Tables

/// Log returns of prices over one usual step; those over gaps are left out.
struct SpacedReturns {
  let series: ReturnSeries
  /// The date of the later price of each return.
  let dates: [CalendarDate]
  /// The instants of its two prices, in days since 1970-01-01.
  let starts: [Double]
  let days: [Double]
  /// Returns over other steps.
  let droppedCount: Int

  /// - Throws: As `ReturnSeries`.
  init(_ prices: DatedSeries) throws(CalibrationError) {
    if let position = prices.values.firstIndex(where: { $0 <= 0 }) {
      throw .notPositive(position: position, value: prices.values[position])
    }
    guard let step = prices.step?.days else {
      throw prices.values.isEmpty ? .empty : .tooShort(count: 1, needed: 3)
    }
    let kept = prices.values.indices.dropFirst().filter { i in
      SeriesStep.isOne(prices.days[i] - prices.days[i - 1], of: step)
    }
    dates = kept.map { prices.dates[$0] }
    starts = kept.map { prices.days[$0 - 1] }
    days = kept.map { prices.days[$0] }
    let length = zip(days, starts).reduce(0) { $0 + ($1.0 - $1.1) } / Double(max(kept.count, 1))
    series = try ReturnSeries(
      kept.map { log(prices.values[$0] / prices.values[$0 - 1]) },
      step: TimeStep(days: kept.isEmpty ? step : length))
    droppedCount = prices.count - 1 - kept.count
  }

  /// Root mean squared return a year since a date.
  func volatility(from first: CalendarDate) throws(CalibrationError) -> Double {
    let squares = zip(dates, series.values).filter { $0.0 >= first }.map { $0.1 * $0.1 }
    guard squares.count >= 20 else { throw .tooShort(count: squares.count, needed: 20) }
    return (squares.reduce(0, +) / Double(squares.count) / series.step.length).squareRoot()
  }
}
