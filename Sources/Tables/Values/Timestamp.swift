import Diagnostics

/// A day and perhaps a moment of it, as tables and exports of vendors write it.
///
///     2024-12-31                                  a day
///     2024-12-31T09:15:03Z  2024-12-31 09:15      a moment; seconds may have a fraction
///     2024-12-31 09:15:03 UTC  …+00:00  …+05:30   with the distance of its zone from UTC
///     1735636503  1735636503000                   Unix seconds, Unix milliseconds
///     31/12/2024 09:15                            only in the order that is asked for
public struct Timestamp: Sendable, Hashable {
  /// How a date that does not start with its year is read.
  public enum DayOrder: String, CaseIterable, Sendable {
    /// Not at all: which number is the day cannot be told.
    case yearFirst = "y-m-d"
    case dayFirst = "d/m/y"
    case monthFirst = "m/d/y"
  }

  /// The day as it is written, in the text's own zone.
  public let date: CalendarDate
  /// Seconds since midnight, in [0, 86400); `nil` for a day.
  public let seconds: Double?
  /// Minutes that the zone is ahead of UTC; `nil` if none is named.
  public let offsetMinutes: Int?

  static func parse(
    _ bytes: [UInt8], _ part: Range<Int>, order: DayOrder
  ) throws(Refusal) -> Timestamp {
    // Most cells are plain days.
    let isDate = part.count == 10 && bytes[part.lowerBound + 4] == UInt8(ascii: "-")
    if isDate {
      return Timestamp(
        date: try CalendarDate.parse(bytes, part), seconds: nil, offsetMinutes: nil)
    }
    var scan = Scan(bytes: bytes, at: part.lowerBound, end: part.upperBound)
    if let unix = try scan.unixTime() { return unix }
    let date = try scan.date(order)
    guard !scan.isAtEnd else { return Timestamp(date: date, seconds: nil, offsetMinutes: nil) }
    guard let seconds = scan.timeOfDay() else { throw Self.refusal }
    let offset = scan.zone()
    guard scan.isAtEnd else { throw Self.refusal }
    return Timestamp(date: date, seconds: seconds, offsetMinutes: offset)
  }

  private static let refusal = Refusal(
    "it is not a date and a time", remedy: "write it like 2024-12-31T09:15:03Z")
}

extension CSVCell {
  /// The day or the moment in the cell.
  ///
  /// - Returns: `nil` after noting what is wrong.
  public func timestamp(
    _ order: Timestamp.DayOrder = .yearFirst, errors: inout [InputError]
  ) -> Timestamp? {
    do {
      return try Timestamp.parse(source.bytes, span.text, order: order)
    } catch {
      errors.append(inputError(error))
      return nil
    }
  }
}

/// Reads the parts of a time stamp one after the other.
private struct Scan {
  let bytes: [UInt8]
  var at: Int
  let end: Int

  var isAtEnd: Bool { at >= end }

  private var next: UInt8? { at < end ? bytes[at] : nil }

  /// Passes over a character if it comes next.
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  /// A number of so many digits.
  private mutating func digits(_ counts: ClosedRange<Int>) -> Int? {
    var value = 0
    var i = at
    while i < end, i - at < counts.upperBound, bytes[i] &- UInt8(ascii: "0") <= 9 {
      value = value * 10 + Int(bytes[i] - UInt8(ascii: "0"))
      i += 1
    }
    guard i - at >= counts.lowerBound else { return nil }
    at = i
    return value
  }

  /// A cell of digits alone, perhaps with a fraction of zeros as spreadsheets write it.
  mutating func unixTime() throws(Refusal) -> Timestamp? {
    var scan = self
    let start = at
    guard let number = scan.digits(5...18) else { return nil }
    let count = scan.at - start
    if scan.skip(".") { while scan.skip("0") {} }
    guard scan.isAtEnd else { return nil }
    guard count == 9 || count == 10 || count == 12 || count == 13 else {
      throw Refusal(
        "a number is a time in Unix seconds (10 digits) or milliseconds (13)",
        remedy: "write a date like 2024-12-31")
    }
    let seconds = count > 10 ? Double(number) / 1000 : Double(number)
    let day = Int(seconds / 86_400)
    return Timestamp(
      date: CalendarDate(dayNumber: day), seconds: seconds - Double(day) * 86_400,
      offsetMinutes: 0)
  }

  mutating func date(_ order: Timestamp.DayOrder) throws(Refusal) -> CalendarDate {
    if let date = try numbersWithSlashes(order) { return date }
    let last = min(at + 10, end)
    let isLong = end - at > 10
    guard isLong, bytes[last] == UInt8(ascii: "T") || bytes[last] == UInt8(ascii: " ") else {
      return try CalendarDate.parse(bytes, at..<end)
    }
    let date = try CalendarDate.parse(bytes, at..<last)
    at = last
    return date
  }

  /// `31/12/2024`, `31.12.2024` or `31-12-2024`; `nil` if the cell does not look like that.
  private mutating func numbersWithSlashes(
    _ order: Timestamp.DayOrder
  ) throws(Refusal) -> CalendarDate? {
    var scan = self
    guard let first = scan.digits(1...2), let mark = scan.next,
      scan.skip("/") || scan.skip(".") || scan.skip("-"), let second = scan.digits(1...2),
      scan.next == mark
    else { return nil }
    scan.at += 1
    guard let year = scan.digits(4...4), scan.isAtEnd || scan.next == UInt8(ascii: " ") else {
      return nil
    }
    guard order != .yearFirst else {
      throw Refusal(
        "day and month can be read in two orders",
        remedy: "say which beside the file: dates: d/m/y for 31/12/2024, or m/d/y")
    }
    let (day, month) = order == .dayFirst ? (first, second) : (second, first)
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      throw Refusal(
        "there is no such day in the order \(order.rawValue)", remedy: "check dates, and the cell")
    }
    at = scan.at
    return date
  }

  /// Seconds of `T09:15`, `T09:15:03` or `T09:15:03.250`, with a T or a blank.
  mutating func timeOfDay() -> Double? {
    guard skip("T") || skip(" "), let hour = digits(2...2), hour < 24, skip(":"),
      let minute = digits(2...2), minute < 60
    else { return nil }
    var seconds = Double(hour * 3600 + minute * 60)
    guard skip(":") else { return seconds }
    guard let second = digits(2...2), second < 60 else { return nil }
    seconds += Double(second)
    guard skip(".") else { return seconds }
    let start = at
    guard let fraction = digits(1...9) else { return nil }
    var unit = 1.0
    for _ in start..<at { unit *= 10 }
    return seconds + Double(fraction) / unit
  }

  /// Minutes of ` UTC`, `Z`, `+05:30` or `+0530`; `nil` if there is none.
  mutating func zone() -> Int? {
    let start = at
    _ = skip(" ")
    if skip("Z") || (skip("U") && skip("T") && skip("C")) { return 0 }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    if sign != 0, let hours = digits(2...2), hours <= 14 {
      _ = skip(":")
      let minutes = isAtEnd ? 0 : digits(2...2)
      if let minutes, minutes < 60 { return sign * (hours * 60 + minutes) }
    }
    at = start
    return nil
  }
}
