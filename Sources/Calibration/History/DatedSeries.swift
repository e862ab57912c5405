public import Diagnostics
public import Tables

/// Observations of one quantity in the order of time, with the days that they belong to.
public struct DatedSeries: Sendable, Hashable {
  /// The name in the mapping document.
  public let name: String
  /// Where the values come from, in words.
  public let origin: String
  /// The date of each value as its table states it.
  public let dates: [CalendarDate]
  /// The instant of each value in days since 1970-01-01 00:00 UTC, strictly ascending.
  public let days: [Double]
  /// In the unit of the series, one for each of `days`.
  public let values: [Double]
  /// The file of the table; empty where there is none.
  public let file: String
  /// The line of each value in the table, from 1; empty where there is none.
  public let lines: [Int]
  /// Days that the days of the series' zone begin before those of UTC.
  public let zone: Double

  /// A series in order; a file without lines is allowed.
  public init(
    name: String, origin: String, dates: [CalendarDate], days: [Double], values: [Double],
    file: String = "", lines: [Int] = [], zone: Double = 0
  ) {
    precondition(
      dates.count == values.count && days.count == values.count, "every value has its date")
    precondition(lines.isEmpty || lines.count == values.count, "every value has its line")
    precondition(zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "a series is in order")
    self.name = name
    self.origin = origin
    self.dates = dates
    self.days = days
    self.values = values
    self.file = file
    self.lines = lines
    self.zone = zone
  }

  /// Number of values.
  public var count: Int { values.count }

  /// The same with other words for where the values come from.
  public func from(_ origin: String) -> DatedSeries {
    DatedSeries(
      name: name, origin: origin, dates: dates, days: days, values: values, file: file,
      lines: lines, zone: zone)
  }

  /// The values at some positions, which ascend.
  public func picking(_ positions: [Int]) -> DatedSeries {
    DatedSeries(
      name: name, origin: origin, dates: positions.map { dates[$0] },
      days: positions.map { days[$0] }, values: positions.map { values[$0] }, file: file,
      lines: lines.isEmpty ? [] : positions.map { lines[$0] }, zone: zone)
  }

  /// The values from a date on, to another inclusive; `nil` for no limit.
  public func between(_ first: CalendarDate?, _ last: CalendarDate?) -> DatedSeries {
    picking(
      values.indices.filter { i in
        (first.map { dates[i] >= $0 } ?? true) && (last.map { dates[i] <= $0 } ?? true)
      })
  }

  /// Values of this series over those of another at the same instants, within a sixteenth of the shorter
  /// step; when and where a value stands is that of this one.
  public func divided(by other: DatedSeries, name: String) -> DatedSeries {
    let step = [step, other.step].compactMap { $0?.days }.min() ?? 1
    return divided(by: other, name: name, closerThan: step * CommonInstants.shareOfStep)
  }

  /// The same for instants that are closer than so many days.
  func divided(
    by other: DatedSeries, name: String, closerThan tolerance: Double
  ) -> DatedSeries {
    let pairs = matches(other, closerThan: tolerance).filter { other.values[$0.other] != 0 }
    return DatedSeries(
      name: name, origin: "\(self.name) / \(other.name)", dates: pairs.map { dates[$0.own] },
      days: pairs.map { days[$0.own] },
      values: pairs.map { values[$0.own] / other.values[$0.other] }, file: file,
      lines: lines.isEmpty ? [] : pairs.map { lines[$0.own] }, zone: zone)
  }

  /// The values of another series on the dates of this one, and the part of this one that has them.
  func joined(_ other: DatedSeries) -> (own: DatedSeries, other: [Double]) {
    var byDate: [CalendarDate: Double] = [:]
    for (date, value) in zip(other.dates, other.values) { byDate[date] = value }
    let kept = values.indices.filter { byDate[dates[$0]] != nil }
    return (picking(kept), kept.compactMap { byDate[dates[$0]] })
  }

  /// The last value of each day, at the end of the day.
  ///
  /// A day whose last value is half a day earlier than that of other days has no close: the table ends
  /// on it, or has a gap.
  func closes() -> DatedSeries {
    func timeOfDay(_ i: Int) -> Double { days[i] + zone - Double(dates[i].dayNumber) }
    let last = values.indices.filter { $0 + 1 == values.count || dates[$0 + 1] != dates[$0] }
    let latest = last.map(timeOfDay).max() ?? 0
    let kept = picking(last.filter { timeOfDay($0) > latest - 0.5 })
    return DatedSeries(
      name: name, origin: origin, dates: kept.dates,
      days: kept.dates.map { Double($0.dayNumber + 1) - zone }, values: kept.values, file: file,
      lines: kept.lines, zone: zone)
  }

  /// Where a value stands: its file and line, or the file alone.
  public func location(_ position: Int) -> SourceLocation {
    SourceLocation(file: file, line: lines.isEmpty ? 0 : lines[position])
  }

  /// Positions of values whose instants are one.
  func matches(
    _ other: DatedSeries, closerThan tolerance: Double
  ) -> [(own: Int, other: Int)] {
    let numbers = CommonInstants([days, other.days], closerThan: tolerance).numbers
    let position = Dictionary(uniqueKeysWithValues: zip(numbers[1], other.days.indices))
    return days.indices.compactMap { i in position[numbers[0][i]].map { (i, $0) } }
  }

  /// The distances between its values; `nil` for fewer than two.
  public var step: SeriesStep? { SeriesStep(days) }
}
