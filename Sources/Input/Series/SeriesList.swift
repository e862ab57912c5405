import Calibration
import Diagnostics
import Documents
import Tables

/// The series of a mapping document by name.
struct SeriesList {
  private(set) var series: [Entry] = []

  /// One series.
  struct Entry {
    let name: String
    let quantity: SeriesQuantity
    /// What a price is stated in; `nil` for a ratio of prices in one unit, and for other quantities.
    let currency: SeriesUnit?
    let series: DatedSeries

    /// What a price is stated in, in words.
    var currencyWords: String { currency.map { "in \($0.rawValue)" } ?? "a ratio of prices" }
  }

  /// All names, with those of series that have mistakes.
  private(set) var names: [String] = []

  mutating func declare(_ name: String) { names.append(name) }

  mutating func append(
    _ name: String, _ quantity: SeriesQuantity, in unit: SeriesUnit?, _ found: DatedSeries
  ) {
    series.append(
      Entry(
        name: name, quantity: quantity, currency: quantity == .price ? unit : nil, series: found))
  }

  /// The series that a value names, of a quantity if one is asked for.
  ///
  /// - Returns: `nil` after noting what is wrong; without a note if the series itself has a mistake.
  func find(
    _ field: YAMLField, quantity: SeriesQuantity?, errors: inout [InputError]
  ) -> Entry? {
    guard let name = field.text("the name of a series", errors: &errors) else { return nil }
    guard names.contains(name) else {
      errors.append(
        field.refused(
          "it must be the name of a series",
          hint: didYouMean(name, among: names) ?? "declare it under series, before its use"))
      return nil
    }
    guard let found = series.first(where: { $0.name == name }) else { return nil }
    if let quantity, found.quantity != quantity {
      errors.append(
        field.refused(
          "it is a \(found.quantity.rawValue), not a \(quantity.rawValue)",
          hint: "name a series with quantity: \(quantity.rawValue)"))
      return nil
    }
    return found
  }
}
