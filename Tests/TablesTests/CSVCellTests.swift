import Diagnostics
import Tables
import Testing

@Suite struct CSVCellTests {
  /// The only row of a table with the columns `day` and `price`.
  private func row(_ text: String) throws -> CSVRow {
    var errors: [InputError] = []
    let table = CSVTable(
      contents: Array("day,price\n\(text)\n".utf8), file: "f.csv", required: ["day", "price"],
      errors: &errors)
    return try #require(table?.first { _ in true })
  }

  @Test func givesNumbersAndDates() throws {
    var errors: [InputError] = []
    let row = try row("2024-02-29,\"3000.25\"")
    #expect(row.cell("price").number(in: .positive, errors: &errors) == 3000.25)
    #expect(row.cell("day").date(errors: &errors)?.dayNumber == 19_782)
    #expect(errors.isEmpty)
    #expect(try self.row("2024-02-29,").cell("price").isEmpty)
  }

  @Test func reportsWithPlaceAndRemedy() throws {
    var errors: [InputError] = []
    let row = try row("2024-02-30,-5")
    #expect(row.cell("day").date(errors: &errors) == nil)
    #expect(row.cell("price").number(in: .positive, errors: &errors) == nil)
    #expect(
      InputErrors(errors).description == """
        f.csv:2:1: error: day is '2024-02-30'; that month has the days 1 to 29
          hint: check the day and the order year-month-day
        f.csv:2:12: error: price is '-5'; it must be greater than 0
          hint: check the column and its unit
        """)
  }

  @Test func namesEmptyCells() throws {
    var errors: [InputError] = []
    #expect(try row("2024-02-29,").cell("price").number(errors: &errors) == nil)
    #expect(errors.first?.message == "price is empty; a number is missing")
  }

  /// Nothing of a cell reaches a terminal as a control sequence, and long cells are cut.
  @Test func spellsOutControlCharacters() throws {
    var errors: [InputError] = []
    _ = try row("\u{1B}[2J\u{202E}é,1").cell("day").date(errors: &errors)
    #expect(errors.last?.message == "day is '\\u{1B}[2J\\u{202E}é'; it is not a date")
    _ = try row("\(String(repeating: "x", count: 41)),1").cell("day").date(errors: &errors)
    let cut = String(repeating: "x", count: 40) + "…"
    #expect(errors.last?.message == "day is '\(cut)'; it is not a date")
    _ = try row("\(String(repeating: "x", count: 40)),1").cell("day").date(errors: &errors)
    #expect(errors.last?.message.contains("…") == false)
  }
}
