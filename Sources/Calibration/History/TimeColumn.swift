import Diagnostics
import Foundation
public import Tables

/// How the rows of a history are dated.
public struct TimeColumn: Sendable, Hashable {
  /// Whether a date without a time stands for the start or the end of its day.
  public enum Moment: String, CaseIterable, Sendable {
    case start, end
  }

  /// Minutes that the zone is ahead of UTC: days are those of this zone, and moments that name no zone.
  public var offsetMinutes = 0
  /// Which end of its day a date without a time stands for; cells with a time stand for that time.
  public var moment = Moment.end
  /// How a date with strokes is read: 01/02/2024 is refused unless the order says what it is.
  public var order = Timestamp.DayOrder.yearFirst

  /// Days of UTC; a date alone stands for the end of its day, and is written with the year first.
  public init() {}

  /// Years that a history may be of.
  static let years = 1800...2199

  /// The date in a cell and its instant, in days since 1970-01-01 00:00 UTC.
  ///
  /// - Returns: `nil` after noting what is wrong.
  func read(
    _ cell: CSVCell, errors: inout [InputError]
  ) -> (date: CalendarDate, day: Double)? {
    guard let stamp = cell.timestamp(order, errors: &errors) else { return nil }
    guard Self.years.contains(stamp.date.components.year) else {
      errors.append(
        cell.inputError(
          Refusal(
            "histories are of the years \(Self.years.lowerBound) to \(Self.years.upperBound)",
            remedy: "check the year; Unix times are in seconds or milliseconds")))
      return nil
    }
    let day = Double(stamp.date.dayNumber)
    guard let seconds = stamp.seconds else {
      let shift = moment == .end ? 1.0 : 0
      return (stamp.date, day + shift - Double(offsetMinutes) / 1440)
    }
    guard let zone = stamp.offsetMinutes, zone != offsetMinutes else {
      return (stamp.date, day + (seconds - Double(offsetMinutes) * 60) / 86_400)
    }
    // The stamp's own zone decides the instant, the series' zone the day.
    let local = day * 86_400 + seconds + Double(offsetMinutes - zone) * 60
    let date = CalendarDate(dayNumber: Int((local / 86_400).rounded(.down)))
    let rest = local - Double(date.dayNumber) * 86_400
    return (date, Double(date.dayNumber) + (rest - Double(offsetMinutes) * 60) / 86_400)
  }
}
