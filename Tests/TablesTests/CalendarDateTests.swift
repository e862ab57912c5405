import Tables
import Testing

@Suite struct CalendarDateTests {
  /// reference/numerics/civil_dates.csv.
  @Test(arguments: try Reference.rows("numerics/civil_dates"))
  func agreesWithReference(_ row: ReferenceRow) throws {
    let date = try CalendarDate.parse(row.input("date"))
    let later = try CalendarDate.parse(row.input("later_date"))
    let got: Double? =
      switch row.quantity {
      case "day_number": Double(date.dayNumber)
      case "weekday": Double(date.weekday)
      case "days": Double(date.days(to: later))
      case "act_365": date.yearFraction(to: later)
      case "act_365_25": date.yearFraction(to: later, daysPerYear: 365.25)
      case "act_360": date.yearFraction(to: later, daysPerYear: 360)
      default: nil
      }
    let expected = try #require(Double(row.expected))
    let value = try #require(got, "unknown quantity")
    #expect(abs(value - expected) <= 1e-15 * abs(expected))
  }

  /// Every day of three centuries, counted by the rules of the calendar alone.
  @Test func walksThroughTheCalendar() throws {
    var expected = (year: 1899, month: 12, day: 31)
    let first = try #require(CalendarDate(year: 1899, month: 12, day: 31))
    for step in 0..<(300 * 365) {
      let date = first.adding(days: step)
      let (year, month, day) = date.components
      #expect((year, month, day) == expected)
      #expect(CalendarDate(year: year, month: month, day: day) == date)
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      expected.day += 1
      if expected.day > lengths[month - 1] { expected = (year, month + 1, 1) }
      if expected.month > 12 { expected = (year + 1, 1, 1) }
    }
  }

  @Test func endsOfTheRange() throws {
    let first = CalendarDate(dayNumber: CalendarDate.dayNumbers.lowerBound)
    let last = CalendarDate(dayNumber: CalendarDate.dayNumbers.upperBound)
    #expect(first.description == "0001-01-01")
    #expect(last.description == "9999-12-31")
    #expect(try CalendarDate.parse("0001-01-01") == first)
    #expect(try CalendarDate.parse("9999-12-31") == last)
    #expect(first < last)
    #expect(first.weekday == 1)
    #expect(last.days(to: first) == -3_652_058)
  }

  @Test func trapsBeyondTheRange() async {
    await #expect(processExitsWith: .failure) { _ = CalendarDate(dayNumber: 2_932_897) }
    await #expect(processExitsWith: .failure) { _ = CalendarDate(dayNumber: -719_163) }
  }

  @Test(arguments: [
    ("", "a date is missing"), ("2023-02-29", "that month has the days 1 to 28"),
    ("2024-13-01", "there is no month 13"), ("0000-01-01", "there is no year 0000"),
    ("2024-01-01T00:00:00Z", "a date has no time of day"),
    ("2024/01/01", "a date is written with hyphens"),
    ("01-02-2024", "a date starts with its year in four digits"),
    ("2024-1-1", "month and day have two ASCII digits each"),
    ("2024-٠1-01", "month and day have two ASCII digits each"),
    (" 2024-01-01", "there is a blank in the date"), ("tomorrow", "it is not a date"),
    ("2024-+1-01", "it is not a date"),
  ])
  func explains(_ text: String, _ reason: String) {
    let refusal = #expect(throws: Refusal.self) { try CalendarDate.parse(text) }
    #expect(refusal?.reason == reason)
  }
}
