/// A day of the proleptic Gregorian calendar, without time and time zone.
///
/// Years run from 0001 to 9999. A date is its day number, so that differences are exact.
public struct CalendarDate: Sendable, Hashable {
  /// Days since 1970-01-01; negative before.
  public let dayNumber: Int

  /// Day numbers of 0001-01-01 and 9999-12-31.
  public static let dayNumbers = -719_162...2_932_896

  /// - Precondition: The day number lies in `dayNumbers`.
  public init(dayNumber: Int) {
    precondition(
      Self.dayNumbers.contains(dayNumber), "a date lies between 0001-01-01 and 9999-12-31")
    self.dayNumber = dayNumber
  }

  /// - Returns: `nil` if the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.dayCount(ofMonth: month, year: year)).contains(day)
    else { return nil }
    // A year that starts in March has its leap day at its end: months are then 153 days for
    // every five, and 400 years are 146,097 days.
    let marchYear = month > 2 ? year : year - 1
    let monthsSinceMarch = (month + 9) % 12
    let dayOfYear = (153 * monthsSinceMarch + 2) / 5 + day - 1
    self.dayNumber = Self.firstDay(ofMarchYear: marchYear) + dayOfYear - Self.marchOfYear0
  }

  /// Days from 0000-03-01 to the first of March of a year.
  private static func firstDay(ofMarchYear year: Int) -> Int {
    365 * year + year / 4 - year / 100 + year / 400
  }

  /// Days from 0000-03-01 to 1970-01-01.
  private static let marchOfYear0 = 719_468

  /// Days of a month.
  ///
  /// - Parameter month: 1 ... 12.
  static func dayCount(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    switch month {
    case 2: return isLeap ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Year, month and day of the month, each counted from 1.
  public var components: (year: Int, month: Int, day: Int) {
    let days = dayNumber + Self.marchOfYear0
    // The mean length of the year gives the year but for one, which the first of March decides.
    var marchYear = days * 400 / 146_097
    if Self.firstDay(ofMarchYear: marchYear) > days { marchYear -= 1 }
    if Self.firstDay(ofMarchYear: marchYear + 1) <= days { marchYear += 1 }
    let dayOfYear = days - Self.firstDay(ofMarchYear: marchYear)
    let monthsSinceMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthsSinceMarch + 2) / 5 + 1
    let month = (monthsSinceMarch + 2) % 12 + 1
    return (marchYear + (month <= 2 ? 1 : 0), month, day)
  }

  /// Day of the week, 1 = Monday ... 7 = Sunday (ISO 8601). 1970-01-01 was a Thursday.
  public var weekday: Int {
    let sinceMonday = (dayNumber + 3) % 7
    return (sinceMonday + 7) % 7 + 1
  }

  /// Days from this date to another; negative if the other is earlier.
  public func days(to other: CalendarDate) -> Int { other.dayNumber - dayNumber }

  /// The date a number of days later (earlier if negative).
  ///
  /// - Precondition: The result lies between 0001-01-01 and 9999-12-31.
  public func adding(days: Int) -> CalendarDate { CalendarDate(dayNumber: dayNumber + days) }

  /// Years from this date to another: actual days over a fixed length of the year.
  ///
  /// - Parameter daysPerYear: 365 is ACT/365F, the house's day count.
  /// - Returns: Years; negative if the other date is earlier.
  public func yearFraction(to other: CalendarDate, daysPerYear: Double = 365) -> Double {
    Double(days(to: other)) / daysPerYear
  }
}

extension CalendarDate: Comparable {
  /// Earlier days first.
  public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.dayNumber < b.dayNumber }
}

extension CalendarDate: CustomStringConvertible {
  /// ISO 8601: `2024-02-29`.
  public var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the ten bytes of the description.
  func append(to bytes: inout [UInt8]) {
    let (year, month, day) = components
    func digit(_ number: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(number % 10) }
    let dash = UInt8(ascii: "-")
    for power in [1000, 100, 10, 1] { bytes.append(digit(year / power)) }
    bytes.append(dash)
    bytes.append(digit(month / 10))
    bytes.append(digit(month))
    bytes.append(dash)
    bytes.append(digit(day / 10))
    bytes.append(digit(day))
  }
}
