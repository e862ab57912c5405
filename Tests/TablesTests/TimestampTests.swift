import Diagnostics
import Tables
import Testing

/// Time stamps as vendors write them.
@Suite struct TimestampTests {
  private func read(
    _ text: String, _ order: Timestamp.DayOrder = .yearFirst
  ) throws -> (stamp: Timestamp?, errors: [InputError]) {
    var errors: [InputError] = []
    let table = try #require(
      CSVTable(
        contents: Array("t\n\"\(text)\"\n".utf8), file: "f.csv", required: ["t"], errors: &errors))
    let row = try #require(table.first { _ in true })
    return (row.cell(0).timestamp(order, errors: &errors), errors)
  }

  /// 2024-12-31 is day 20,088 since 1970: 54 years with 14 leap days and 365 days.
  private static let day = 54 * 365 + 13 + 365

  private static let moments: [(String, Double, Int)] = [
    ("2024-12-31T09:15:03Z", 33_303, 0), ("2024-12-31 09:15:03 UTC", 33_303, 0),
    ("2024-12-31 09:15:03+00:00", 33_303, 0), ("2024-12-31 09:15:03.250 UTC", 33_303.25, 0),
    ("2024-12-31T23:59:59.999Z", 86_399.999, 0), ("2024-12-31T09:15:03+05:30", 33_303, 330),
    ("2024-12-31 09:15:03-0800", 33_303, -480), ("2024-12-31 09:15:03.000000+00", 33_303, 0),
    ("1735636503", 33_303, 0), ("1735636503250", 33_303.25, 0), ("1735636503.0", 33_303, 0),
  ]

  @Test(arguments: moments)
  func momentsWithTheirZone(_ text: String, _ seconds: Double, _ offset: Int) throws {
    let stamp = try #require(try read(text).stamp, "\(text)")
    #expect(stamp.date.dayNumber == Self.day)
    #expect(abs((stamp.seconds ?? -1) - seconds) < 1e-6, "\(text)")
    #expect(stamp.offsetMinutes == offset)
  }

  @Test func momentsWithoutZoneAndDays() throws {
    let moment = try #require(try read("2024-12-31 09:15").stamp)
    #expect(moment.seconds == 33_300 && moment.offsetMinutes == nil)
    let day = try #require(try read("2024-12-31").stamp)
    #expect(day.seconds == nil && day.date.dayNumber == Self.day)
  }

  /// The same three numbers are two days, in the order that is asked for.
  @Test func orderOfDayAndMonth() throws {
    #expect(try read("05/12/2024", .dayFirst).stamp?.date.description == "2024-12-05")
    #expect(try read("05/12/2024", .monthFirst).stamp?.date.description == "2024-05-12")
    #expect(try read("5.12.2024", .dayFirst).stamp?.date.description == "2024-12-05")
    #expect(try read("31-12-2024 09:15", .dayFirst).stamp?.seconds == 33_300)
    #expect(try read("2024-12-05", .dayFirst).stamp?.date.description == "2024-12-05")
    let unsaid = try read("05/12/2024")
    #expect(unsaid.stamp == nil)
    #expect(unsaid.errors.first?.message.contains("two orders") == true)
    #expect(unsaid.errors.first?.hint?.contains("dates: d/m/y") == true)
    #expect(try read("31/12/2024", .monthFirst).stamp == nil)
  }

  @Test(arguments: [
    "2024-12-31T24:00:00Z", "2024-12-31T09:60Z", "2024-12-31T9:15", "2024-12-31T09:15:03 EST",
    "2024-12-31T09:15:03Zulu", "2024-12-31T09:15:03.", "2024-02-30T00:00Z", "2024-12-31T",
    "yesterday",
    "20241231", "17356365", "1735636503250000", "17356365032.5", "31/12/24", "1/2", "",
    "2024-12-31T09:15:03+15:00", "9999999999999999999999", "-1735636503",
  ])
  func everythingElseIsRefused(_ text: String) throws {
    let found = try read(text)
    #expect(found.stamp == nil && found.errors.count == 1, "\(text)")
  }

  /// Random texts of the characters that mean something: never a crash. Seed 11, 20,000 texts.
  @Test func survivesRandomText() throws {
    var random = SplitMix(state: 11)
    let alphabet = Array("0123456789--::TZ .+/UC")
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 0...26, using: &random)).map { _ in
          alphabet[Int.random(in: alphabet.indices, using: &random)]
        })
      for order in Timestamp.DayOrder.allCases {
        let found = try read(text, order)
        #expect((found.stamp == nil) == !found.errors.isEmpty)
      }
    }
  }
}
