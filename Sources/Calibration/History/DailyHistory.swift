public import Diagnostics
public import Tables

/// One column of a daily table: a price for every day of an unbroken range.
public struct DailyHistory: Sendable {
  /// The day of the first value.
  public let firstDate: CalendarDate
  /// One value a day, in the order of time.
  public let values: [Double]
  /// What is odd about the table, without moves of the price (`checkMoves`).
  public let warnings: [InputError]
  private let series: DatedSeries

  /// Reads a table with a date column and the wanted column; other columns are passed over.
  ///
  /// Of a table with several values a day the last of each day is taken. Rows may be in any order.
  ///
  /// - Parameters:
  ///   - contents: The file's bytes, as `InputFile.read` gives them.
  ///   - file: The file's name for messages.
  ///   - timing: How rows are dated.
  ///   - last: Rows after this date are passed over.
  ///   - valueColumn: Column of positive prices; empty cells are missing values.
  /// - Throws: Every mistake of the two columns, another step than a day, days that are missing or stand
  ///   twice, moves that no price makes.
  public init(
    contents: [UInt8], file: String, dateColumn: String = "date", valueColumn: String,
    timing: TimeColumn = TimeColumn(), upTo last: CalendarDate? = nil
  ) throws(InputErrors) {
    var errors: [InputError] = []
    var warnings: [InputError] = []
    let table = CSVTable(
      contents: contents, file: file, required: [dateColumn, valueColumn], others: .ignored,
      errors: &errors)
    guard let table, let time = table.column(dateColumn), let value = table.column(valueColumn)
    else { throw InputErrors(errors) }
    var reader = HistoryReader(table, time: time, value: value)
    reader.timing = timing
    reader.last = last
    guard
      let all = reader.series(
        name: valueColumn, path: valueColumn, errors: &errors, warnings: &warnings,
        number: HistoryReader.price)
    else { throw InputErrors(errors) }
    guard !all.dates.isEmpty else {
      let limit = last.map { " up to \($0)" } ?? ""
      throw InputErrors([
        InputError(
          "\(valueColumn) has no values\(limit)", at: SourceLocation(file: file),
          hint: "check the column and its dates")
      ])
    }
    try self.init(all, warnings: warnings + (all.returnsWarning.map { [$0] } ?? []))
  }

  private init(_ all: DatedSeries, warnings: [InputError]) throws(InputErrors) {
    var found: [InputError] = []
    var warnings = warnings
    let daily = all.dailyCloses(
      "this history is one of days", at: all.location(0), errors: &found, warnings: &warnings)
    guard let daily, let first = daily.dates.first else { throw InputErrors(found) }
    found += Self.breaks(daily)
    var moves: [InputError] = []
    daily.checkMoves(errors: &found, warnings: &moves)
    guard found.isEmpty else { throw InputErrors(found) }
    firstDate = first
    values = daily.values
    self.warnings = warnings
    series = daily
  }

  /// Days that are missing or have more than one value.
  private static func breaks(_ daily: DatedSeries) -> [InputError] {
    var breaks = CountedErrors()
    for i in daily.dates.indices.dropFirst() {
      let days = daily.dates[i - 1].days(to: daily.dates[i])
      guard days != 1 else { continue }
      let words =
        days == 0
        ? "the day has a value already"
        : "\(days - 1) \(days == 2 ? "day is" : "days are") missing before it"
      breaks.add(kind: "\(days == 0)") {
        InputError(
          "\(daily.name) of \(daily.dates[i]): \(words)", at: daily.location(i),
          hint: "give every day once: a return over several days is no daily return")
      }
    }
    return breaks.errors
  }

  /// The part that ends on a date, with at most so many values.
  ///
  /// - Returns: `nil` if the date lies outside the history.
  public func values(upTo last: CalendarDate, count: Int = .max) -> ArraySlice<Double>? {
    let end = firstDate.days(to: last)
    guard values.indices.contains(end) else { return nil }
    return values[...end].suffix(count)
  }

  /// The ratio to another on the days that both have: each close meets the one that is nearest in time.
  ///
  /// Closes of different hours are warned of.
  ///
  /// - Returns: `nil` if there is no such day.
  /// - Throws: Moves that no price makes.
  public func over(_ base: DailyHistory) throws(InputErrors) -> DailyHistory? {
    let ratio = series.divided(by: base.series, name: ratioName(base), closerThan: Self.halfADay)
    guard ratio.count > 0 else { return nil }
    return try DailyHistory(ratio, warnings: warnings + base.warnings + hoursApart(base))
  }

  private static let halfADay = 0.5

  private func ratioName(_ base: DailyHistory) -> String { "\(series.name) / \(base.series.name)" }

  /// Between closes of different hours the price moves, which the ratio takes for a move of its own.
  private func hoursApart(_ base: DailyHistory) -> [InputError] {
    let distances = series.matches(base.series, closerThan: Self.halfADay).map {
      abs(series.days[$0.own] - base.series.days[$0.other])
    }.sorted()
    let usual = distances[distances.count / 2]
    guard usual > CommonInstants.shareOfStep else { return [] }
    return [
      .warning(
        "\(ratioName(base)): the closes of the two are \(SeriesStep.length(usual)) apart",
        at: series.location(0),
        hint: "take closes of one hour: in between the price moves, and with it the ratio",
        .likelySlip)
    ]
  }

  /// What is odd about this price and the one that it is divided by, each in one sentence.
  public func oddities(over base: DailyHistory) -> [String] { series.oddities(over: base.series) }

  /// What is hardly likely of a price, each with its line and date: moves, spikes, rows that were not updated.
  public var moves: [InputError] {
    var moves: [InputError] = []
    var none: [InputError] = []
    series.checkMoves(errors: &none, warnings: &moves)
    return moves
  }
}
