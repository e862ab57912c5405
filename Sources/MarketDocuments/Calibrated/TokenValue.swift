import Diagnostics
import Tables

/// A number of a token in a market document, as history has it.
package struct TokenValue: Sendable, Hashable {
  /// The token's.
  package let symbol: String
  /// `price` or `exchangeRate`.
  package let key: String
  /// In USD, or in the underlying.
  package let value: Double
  /// The day that the value is of.
  package let date: CalendarDate
  /// The series' name.
  package let series: String
  /// Where it is asked for.
  package let place: SourceLocation

  /// - Parameter key: `price` or `exchangeRate`.
  package init(
    symbol: String, key: String, value: Double, date: CalendarDate, series: String,
    at place: SourceLocation
  ) {
    self.place = place
    self.symbol = symbol
    self.key = key
    self.value = value
    self.date = date
    self.series = series
  }
}
