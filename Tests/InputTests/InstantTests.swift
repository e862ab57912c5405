import Calibration
import Foundation
import Input
import Tables
import Testing

/// The instants of a history's rows, in days since 1970-01-01 00:00 UTC.
@Suite struct InstantTests {
  private static let hour = 1.0 / 24
  private static let dateShifts: [(String, Double)] = [
    ("", 1), (", observed: start", 0), (", timeZone: \"+09:00\"", 15 * hour),
    (", timeZone: \"-05:30\"", 29.5 * hour),
    (", observed: start, timeZone: \"-05:30\"", 5.5 * hour),
  ]
  private static let timeShifts: [(String, Double)] = [
    ("", 6 * hour), (", timeZone: \"+02:00\"", 4 * hour),
    (", timeZone: \"-02:00\"", 8 * hour),
  ]

  private func days(_ first: String, _ settings: String) throws -> (Double, Int) {
    var rows = CalibrationFolder.rows
    for i in rows.indices { rows[i][0] += first }
    let mapping = CalibrationFolder.mapping.replacing(
      "quantity: price, unit: USD", with: "quantity: price, unit: USD\(settings)")
    let files = CalibrationFolder.files([
      "mapping.yaml": mapping, "eth.csv": CalibrationFolder.table(rows),
    ])
    return try TemporaryFolder.with(files) { folder in
      let series = try CalibrationDocument.load("\(folder)/mapping.yaml", writing: "market.yaml")
        .plans[0].series
      return (series.days[0], try #require(series.dates.first).dayNumber)
    }
  }

  /// A close stands for the end of its day, unless it was observed at the start. Nine hours ahead of
  /// UTC a day ends nine hours earlier, five and a half behind it later.
  @Test(arguments: dateShifts)
  func dates(_ settings: String, _ shift: Double) throws {
    let (day, date) = try days("", settings)
    #expect(date == 19_723 && abs(day - 19_723 - shift) < 1e-9)  // 2024-01-01
  }

  /// 06:00 in a zone two hours ahead of UTC is 04:00 there.
  @Test(arguments: timeShifts)
  func times(_ settings: String, _ shift: Double) throws {
    let (day, _) = try days("T06:00:00", settings)
    #expect(abs(day - 19_723 - shift) < 1e-9)
  }

  /// Nothing for 80 days is told, nothing for 40 is not.
  @Test func gapsOfMoreThanAMonthAndAHalfAreTold() throws {
    func warnings(without days: Range<Int>) throws -> [String] {
      var rows = CalibrationFolder.rows
      rows.removeSubrange(days)
      let files = CalibrationFolder.files(["eth.csv": CalibrationFolder.table(rows)])
      return try TemporaryFolder.with(files) {
        try CalibrationDocument.load("\($0)/mapping.yaml", writing: "market.yaml").warnings.map(
          \.message)
      }
    }
    let told = try warnings(without: 60..<139)
    #expect(told.contains { $0.contains("series.eth has no values for 80 days after 2024-02-29") })
    #expect(try !warnings(without: 60..<99).contains { $0.contains("has no values for") })
  }
}
