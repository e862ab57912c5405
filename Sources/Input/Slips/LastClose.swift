import Diagnostics
import Documents
import Foundation
import Tables

/// Compares the last close of a history with the price that the market document starts from.
struct LastClose {
  /// The market document's price, and the date that it is of.
  let price: Double
  let priceDate: CalendarDate
  let closeDate: CalendarDate

  /// A log distance that no day explains, and the longest time that is compared, in days.
  static let tolerance = 0.1
  static let longestTime = 30

  /// - Returns: `nil` where days between the two explain the distance.
  func warning(_ close: Double, _ field: YAMLField) -> InputError? {
    let days = abs(closeDate.days(to: priceDate))
    let distance = abs(log(close) - log(price))
    guard days <= Self.longestTime,
      distance > Self.tolerance * Double(max(days, 1)).squareRoot()
    else { return nil }
    return .warning(
      "\(field.path): the close of \(closeDate) is \(brief(close)), the market document's price of \(priceDate) \(brief(price))",
      at: field.location,
      hint: "check the column and its unit, and the date of the market document",
      .likelySlip)
  }
}
