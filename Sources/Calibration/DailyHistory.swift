public import Diagnostics
public import Tables

/// One column of a daily table: a value for every day of an unbroken range.
public struct DailyHistory: Sendable {
  /// The day of the first value.
  public let firstDate: CalendarDate
  /// One value a day, in the order of time.
  public let values: [Double]

  /// Reads a table with a date column and the wanted column; other columns are passed over.
  ///
  /// - Parameters:
  ///   - contents: The file's bytes, as `InputFile.read` gives them.
  ///   - file: The file's name for messages.
  ///   - dateColumn: Column of ISO dates, every day once and in order.
  ///   - valueColumn: Column of finite numbers in `range`.
  /// - Throws: Every mistake of the two columns, and days that are missing, repeated or out of order.
  public init(
    contents: [UInt8], file: String, dateColumn: String = "date", valueColumn: String,
    range: NumberRange = .positive
  ) throws(InputErrors) {
    var errors: [InputError] = []
    let table = CSVTable(
      contents: contents, file: file, required: [dateColumn, valueColumn], others: .ignored,
      errors: &errors)
    guard let table else { throw InputErrors(errors) }
    var first: CalendarDate?
    var expected: CalendarDate?
    var values: [Double] = []
    for row in table {
      let cell = row.cell(dateColumn)
      if let date = cell.date(errors: &errors) {
        if let expected, date != expected {
          errors.append(Self.gap(cell, date, expected: expected))
        }
        first = first ?? date
        expected = date.adding(days: 1)
      }
      if let value = row.cell(valueColumn).number(in: range, errors: &errors) {
        values.append(value)
      }
    }
    guard errors.isEmpty, let first else { throw InputErrors(errors) }
    firstDate = first
    self.values = values
  }

  /// The part that ends on a date, with at most so many values.
  ///
  /// - Returns: `nil` if the date lies outside the history.
  public func values(upTo last: CalendarDate, count: Int = .max) -> ArraySlice<Double>? {
    let end = firstDate.days(to: last)
    guard values.indices.contains(end) else { return nil }
    return values[...end].suffix(count)
  }

  private static func gap(
    _ cell: CSVCell, _ date: CalendarDate, expected: CalendarDate
  ) -> InputError {
    let days = expected.days(to: date)
    let reason =
      days > 0
      ? "\(days) \(days == 1 ? "day is" : "days are") missing before it"
      : "the day after the row before is \(expected)"
    return InputError(
      "\(cell.columnName) is \(date); \(reason)", at: cell.location,
      hint: "give every day once, in order: a return over several days is no daily return")
  }
}
