public import Diagnostics
public import Tables

/// Reads one column of a history table as a series: what `calibrate`, `backtest` and `policies` read.
public struct HistoryReader: Sendable {
  /// The number in a cell; `nil` after noting what is wrong.
  public typealias Number = (_ cell: CSVCell, _ errors: inout [InputError]) -> Double?

  /// The table that is read.
  public let table: CSVTable
  /// The position of the column with the dates or instants.
  public let time: Int
  /// The position of the column that is read; its empty cells are missing values.
  public let value: Int
  /// Rows with a text in this column are left out.
  public var flag: Int?
  /// How rows are dated: the order of day and month, the zone, the moment that a date stands for.
  public var timing = TimeColumn()
  /// Rows after this date of the zone of `timing` are passed over, with their mistakes.
  public var last: CalendarDate?

  /// A reader of every row: without a flag or a last date, of days of UTC.
  ///
  /// - Parameters:
  ///   - time: The position of the column with the dates or instants.
  ///   - value: The position of the column that is read.
  public init(_ table: CSVTable, time: Int, value: Int) {
    self.table = table
    self.time = time
    self.value = value
  }

  /// Rows in the order of the table.
  private struct Rows {
    var dates: [CalendarDate] = []
    var days: [Double] = []
    var values: [Double] = []
    var lines: [Int] = []
    /// The first row that is earlier than the one before it.
    var disorder: Int?

    mutating func append(_ date: CalendarDate, _ day: Double, _ value: Double, line: Int) {
      if disorder == nil, let before = days.last, day < before { disorder = days.count }
      dates.append(date)
      days.append(day)
      values.append(value)
      lines.append(line)
    }
  }

  /// The values in the order of time, each instant once.
  ///
  /// - Parameters:
  ///   - path: What messages call the series.
  ///   - factor: What values are multiplied with.
  ///   - errors: Receives cells that are no date or no number, and instants with two values; repeated
  ///     ones are counted.
  ///   - warnings: Receives rows out of order, which are sorted, and rows that stand twice.
  /// - Returns: `nil` if there was an error.
  public func series(
    name: String, path: String, factor: Double = 1, errors: inout [InputError],
    warnings: inout [InputError], number: Number
  ) -> DatedSeries? {
    let before = errors.count
    var rows = rows(number, errors: &errors)
    guard errors.count == before else { return nil }
    if let first = rows.disorder {
      warnings.append(
        .warning(
          "\(path): rows are out of order, the first after \(rows.dates[first - 1]); they were sorted",
          at: location(rows.lines[first]), hint: "sort the table by date", .remark))
      sort(&rows)
    }
    let kept = distinct(rows, path, errors: &errors, warnings: &warnings)
    guard errors.count == before else { return nil }
    let all = DatedSeries(
      name: name, origin: "\(table.file), \(table.columnNames[value])",
      dates: kept.map { rows.dates[$0] }, days: kept.map { rows.days[$0] },
      values: kept.map { rows.values[$0] * factor }, file: table.file,
      lines: kept.map { rows.lines[$0] }, zone: Double(timing.offsetMinutes) / 1440)
    return all
  }

  private func location(_ line: Int) -> SourceLocation {
    SourceLocation(file: table.file, line: line)
  }

  /// Rows with a value, not flagged and not after the last date.
  private func rows(_ number: Number, errors: inout [InputError]) -> Rows {
    let before = errors.count
    var counted = CountedErrors()
    var rows = Rows()
    for row in table {
      if counted.stopsReading() { break }
      defer { counted.take(from: &errors, since: before) }
      guard let (date, day) = timing.read(row.cell(time), errors: &errors) else { continue }
      if let last, date > last { continue }
      if let flag, !row.cell(flag).isEmpty { continue }
      let cell = row.cell(value)
      if cell.isEmpty { continue }
      if let number = number(cell, &errors) { rows.append(date, day, number, line: row.line) }
    }
    errors += counted.errors
    return rows
  }

  private func sort(_ rows: inout Rows) {
    let order = rows.days.indices.sorted { (rows.days[$0], $0) < (rows.days[$1], $1) }
    rows.dates = order.map { [dates = rows.dates] in dates[$0] }
    rows.values = order.map { [values = rows.values] in values[$0] }
    rows.lines = order.map { [lines = rows.lines] in lines[$0] }
    rows.days.sort()
  }

  /// Positions of the rows that count: of several with one instant and one value the first.
  private func distinct(
    _ rows: Rows, _ path: String, errors: inout [InputError], warnings: inout [InputError]
  ) -> [Int] {
    var twice = CountedErrors()
    var repeated = CountedErrors()
    var kept: [Int] = []
    for i in rows.days.indices {
      guard let last = kept.last, rows.days[last] == rows.days[i] else {
        kept.append(i)
        continue
      }
      let (a, b) = (rows.values[last], rows.values[i])
      if a == b {
        repeated.add(kind: "") {
          .warning(
            "\(path): \(rows.dates[i]) stands twice with one value; it counts once",
            at: location(rows.lines[i]), hint: "remove one of the rows", .remark)
        }
      } else {
        twice.add(kind: "") {
          InputError(
            "\(path): \(rows.dates[i]) stands twice, with \(a) and \(b)",
            at: location(rows.lines[i]),
            hint: "keep the right one of the two rows; of a table finer than days name the times")
        }
      }
      if twice.stopsReading() { break }
    }
    errors += twice.errors
    warnings += repeated.errors
    return kept
  }
}

extension HistoryReader {
  /// Prices that a table may hold: beyond, products and ratios of them leave the numbers that a computer
  /// stores.
  static let prices = 1e-24...1e24

  /// A positive price.
  public static func price(_ cell: CSVCell, errors: inout [InputError]) -> Double? {
    guard let price = cell.number(in: .positive, errors: &errors) else { return nil }
    if prices.contains(price) { return price }
    errors.append(
      cell.inputError(
        Refusal("no price is so \(price < 1 ? "small" : "large")", remedy: "check the table")))
    return nil
  }
}
