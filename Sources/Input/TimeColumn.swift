import Diagnostics
import Tables

/// How the rows of a table are dated.
struct TimeColumn {
  /// Whether a date without a time stands for the start or the end of its day.
  enum Moment: String, CaseIterable {
    case start, end
  }

  /// Minutes that the zone is ahead of UTC.
  var offsetMinutes = 0
  var moment = Moment.end

  /// The date in a cell and its instant, in days since 1970-01-01 00:00 UTC.
  ///
  /// A cell holds a date, `2024-12-31`, or a date and a time, `2024-12-31T09:15:03Z`, where the Z may
  /// be left out if the zone is UTC or stated.
  func read(
    _ cell: CSVCell, errors: inout [InputError]
  ) -> (date: CalendarDate, day: Double)? {
    let text = cell.text
    guard text.utf8.count > 10 else {
      guard let date = cell.date(errors: &errors) else { return nil }
      let shift = moment == .end ? 1.0 : 0
      return (date, Double(date.dayNumber) + shift - Double(offsetMinutes) / 1440)
    }
    do {
      let date = try CalendarDate.parse(String(text.prefix(10)))
      if let seconds = Self.seconds(text.dropFirst(10), isZulu: offsetMinutes == 0) {
        let day = Double(date.dayNumber) + (seconds - Double(offsetMinutes) * 60) / 86_400
        return (date, day)
      }
      errors.append(
        cell.inputError(
          Refusal("it is not a date and a time", remedy: "write it like 2024-12-31T09:15:03Z")))
    } catch {
      errors.append(cell.inputError(error))
    }
    return nil
  }

  /// Seconds of a time of day behind its T or blank.
  private static func seconds(_ text: Substring, isZulu: Bool) -> Double? {
    var rest = text
    guard rest.first == "T" || rest.first == " " else { return nil }
    rest = rest.dropFirst()
    if rest.last == "Z" {
      guard isZulu else { return nil }
      rest = rest.dropLast()
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers[0] < 24, numbers[1] < 60, numbers.count < 3 || numbers[2] < 60 else { return nil }
    return Double(numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0))
  }

  /// The zone that a value names: `UTC`, or the distance from it as `+05:30`.
  static func offsetMinutes(_ field: YAMLField, errors: inout [InputError]) -> Int? {
    guard let text = field.text("UTC or a distance like +05:30", errors: &errors) else {
      return nil
    }
    if text == "UTC" { return 0 }
    let digits = text.dropFirst().split(separator: ":").compactMap { Int($0) }
    let sign = text.first == "+" ? 1 : text.first == "-" ? -1 : 0
    if sign != 0, text.utf8.count == 6, digits.count == 2, digits[0] <= 14, digits[1] < 60 {
      return sign * (digits[0] * 60 + digits[1])
    }
    errors.append(
      field.refused(
        "it must be UTC or a distance from it",
        hint: "write \"+01:00\" in quotes; zones with summer time have no fixed distance"))
    return nil
  }
}
