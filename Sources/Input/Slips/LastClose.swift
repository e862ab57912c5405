import Calibration
import Diagnostics
import Documents
import Foundation
import Tables

/// Compares a history with the prices that the market document starts from.
struct LastClose {
  /// US dollars of every token that the history's factor moves.
  let prices: [Double]
  /// The date that they are of: that of the market document.
  let priceDate: CalendarDate

  /// A log distance that no day explains, and the longest time that is compared, in days.
  static let tolerance = 0.1
  static let longestTime = 30

  /// - Parameter last: The last date whose close is known.
  /// - Returns: `nil` where one of the prices is that of the last close up to their date, but for the days
  ///   between the two.
  func warning(
    _ history: DailyHistory, upTo last: CalendarDate, _ field: YAMLField
  ) -> InputError? {
    let end = history.firstDate.adding(days: history.values.count - 1)
    let day = min(priceDate, last, end)
    let days = day.days(to: priceDate)
    guard let close = history.values(upTo: day)?.last, days <= Self.longestTime else { return nil }
    func distance(_ price: Double) -> Double { abs(log(close) - log(price)) }
    guard let price = prices.min(by: { distance($0) < distance($1) }),
      distance(price) > Self.tolerance * Double(max(days, 1)).squareRoot()
    else { return nil }
    return .warning(
      "\(field.path): the close of \(day) is \(brief(close)), the market document's price of \(priceDate) \(brief(price))",
      at: field.location,
      hint: "check the column and its unit, and the date of the market document",
      .likelySlip)
  }
}
