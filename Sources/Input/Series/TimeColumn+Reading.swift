import Calibration
import Diagnostics
import Documents
import Tables

extension TimeColumn {
  /// Keys of a document that say how the rows of a history are dated.
  static let keys = ["dates", "timeZone"]

  /// How the rows are dated as an entry of a document says: the order of day and month, and the zone.
  init(_ reader: MappingReader, errors: inout [InputError]) {
    self.init()
    if let zone = reader["timeZone"] {
      offsetMinutes = Self.offsetMinutes(zone, errors: &errors) ?? 0
    }
    if let order = reader["dates"]?.choice(Timestamp.DayOrder.self, errors: &errors) {
      self.order = order
    }
  }

  /// The zone that a value names: `UTC`, or the distance from it as `+05:30`.
  private static func offsetMinutes(_ field: YAMLField, errors: inout [InputError]) -> Int? {
    guard let text = field.text("UTC or a distance like +05:30", errors: &errors) else {
      return nil
    }
    if text == "UTC" { return 0 }
    let digits = text.dropFirst().split(separator: ":").compactMap { Int($0) }
    let sign = text.first == "+" ? 1 : text.first == "-" ? -1 : 0
    if sign != 0, text.utf8.count == 6, digits.count == 2, (0...14).contains(digits[0]),
      (0..<60).contains(digits[1])
    {
      return sign * (digits[0] * 60 + digits[1])
    }
    errors.append(
      field.refused(
        "it must be UTC or a distance from it",
        hint: "write \"+01:00\" in quotes; zones with summer time have no fixed distance"))
    return nil
  }
}
