extension CalendarDate {
  /// The date that a text writes as ISO 8601, `YYYY-MM-DD`, ten characters and nothing else.
  ///
  /// - Throws: `Refusal` with the reason and a remedy.
  public static func parse(_ text: String) throws(Refusal) -> CalendarDate {
    let bytes = Array(text.utf8)
    return try parse(bytes, 0..<bytes.count)
  }

  /// The date that a part of a UTF-8 text writes.
  static func parse(_ bytes: [UInt8], _ part: Range<Int>) throws(Refusal) -> CalendarDate {
    let start = part.lowerBound
    let dash = UInt8(ascii: "-")
    guard part.count == 10, bytes[start + 4] == dash, bytes[start + 7] == dash,
      let year = digits(bytes, start..<start + 4), let month = digits(bytes, start + 5..<start + 7),
      let day = digits(bytes, start + 8..<start + 10)
    else { throw refusal(ofForm: String(decoding: bytes[part], as: UTF8.self)) }
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      throw refusal(year: year, month: month, day: day)
    }
    return date
  }

  private static func digits(_ bytes: [UInt8], _ part: Range<Int>) -> Int? {
    var number = 0
    for i in part {
      let digit = bytes[i] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// Why a text of the right form is no day of the calendar.
  private static func refusal(year: Int, month: Int, day: Int) -> Refusal {
    if year == 0 {
      return Refusal("there is no year 0000", remedy: "write the year as 0001 to 9999")
    }
    guard (1...12).contains(month) else {
      return Refusal("there is no month \(month)", remedy: "write year-month-day: 2024-02-29")
    }
    let last = dayCount(ofMonth: month, year: year)
    return Refusal(
      "that month has the days 1 to \(last)", remedy: "check the day and the order year-month-day")
  }

  /// Why a text has not the right form.
  private static func refusal(ofForm text: String) -> Refusal {
    let form = "write year-month-day: 2024-02-29"
    if text.isEmpty {
      return Refusal("a date is missing", remedy: "write the date, or leave the row out")
    }
    guard text.utf8.count <= 100 else { return Refusal("it is not a date", remedy: form) }
    let behind = text.dropFirst(10).first
    if behind == "T" || behind == " " {
      return Refusal("a date has no time of day", remedy: "write the day alone: 2024-02-29")
    }
    if text.contains("/") || text.contains(".") {
      return Refusal("a date is written with hyphens", remedy: form)
    }
    if text.contains(where: \.isWhitespace) {
      return Refusal("there is a blank in the date", remedy: form)
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 3, parts.allSatisfy({ $0.allSatisfy(\.isNumber) && !$0.isEmpty }) {
      if parts[0].count != 4 {
        return Refusal("a date starts with its year in four digits", remedy: form)
      }
      return Refusal("month and day have two ASCII digits each", remedy: form)
    }
    return Refusal("it is not a date", remedy: form)
  }
}
