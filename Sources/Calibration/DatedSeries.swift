import Foundation
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
  public let values: [Double]

  public init(
    name: String, origin: String, dates: [CalendarDate], days: [Double], values: [Double]
  ) {
    precondition(
      dates.count == values.count && days.count == values.count, "every value has its date")
    precondition(zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "a series is in order")
    self.name = name
    self.origin = origin
    self.dates = dates
    self.days = days
    self.values = values
  }

  public var count: Int { values.count }

  /// The values from a date on, to another inclusive; `nil` for no limit.
  public func between(_ first: CalendarDate?, _ last: CalendarDate?) -> DatedSeries {
    let kept = values.indices.filter { i in
      (first.map { dates[i] >= $0 } ?? true) && (last.map { dates[i] <= $0 } ?? true)
    }
    return DatedSeries(
      name: name, origin: origin, dates: kept.map { dates[$0] }, days: kept.map { days[$0] },
      values: kept.map { values[$0] })
  }

  /// Values of this series over those of another at the same instants.
  public func divided(by other: DatedSeries, name: String) -> DatedSeries {
    let pairs = matches(other).filter { other.values[$0.other] != 0 }
    return DatedSeries(
      name: name, origin: "\(self.name) / \(other.name)", dates: pairs.map { dates[$0.own] },
      days: pairs.map { days[$0.own] },
      values: pairs.map { values[$0.own] / other.values[$0.other] })
  }

  /// The values of another series on the dates of this one, and the part of this one that has them.
  func joined(_ other: DatedSeries) -> (own: DatedSeries, other: [Double]) {
    var byDate: [CalendarDate: Double] = [:]
    for (date, value) in zip(other.dates, other.values) { byDate[date] = value }
    let kept = values.indices.filter { byDate[dates[$0]] != nil }
    let own = DatedSeries(
      name: name, origin: origin, dates: kept.map { dates[$0] }, days: kept.map { days[$0] },
      values: kept.map { values[$0] })
    return (own, kept.compactMap { byDate[dates[$0]] })
  }

  /// Positions of values with equal instants.
  private func matches(_ other: DatedSeries) -> [(own: Int, other: Int)] {
    var pairs: [(own: Int, other: Int)] = []
    var j = 0
    for i in days.indices {
      while j < other.count && other.days[j] < days[i] { j += 1 }
      if j < other.count && other.days[j] == days[i] { pairs.append((i, j)) }
    }
    return pairs
  }

  /// The usual distance of two observations in days: the median.
  public var usualStep: Double? {
    let gaps = zip(days.dropFirst(), days).map { $0 - $1 }.sorted()
    return gaps.isEmpty ? nil : gaps[gaps.count / 2]
  }
}
