import Diagnostics
import Tables
import Testing

import struct Diagnostics.SourceLocation

@Suite struct CSVTableTests {
  private func table(
    _ text: String, required: [String] = ["a", "b"], optional: [String] = [],
    others: CSVTable.OtherColumns = .refused
  ) throws -> CSVTable {
    var errors: [InputError] = []
    let table = CSVTable(
      contents: Array(text.utf8), file: "f", required: required, optional: optional,
      others: others, errors: &errors)
    #expect((table == nil) == !errors.isEmpty)
    return try table ?? { throw InputErrors(errors) }()
  }

  /// The mistakes of a text as `line:column: message`.
  private func mistakes(
    _ text: String, required: [String] = ["a", "b"], optional: [String] = [],
    others: CSVTable.OtherColumns = .refused
  ) -> [String] {
    let errors = #expect(throws: InputErrors.self) {
      try table(text, required: required, optional: optional, others: others)
    }
    return (errors?.errors ?? []).map { error in
      #expect(error.hint?.isEmpty == false || error.message.contains("of other kinds"))
      return "\(error.location.line):\(error.location.column): \(error.message)"
    }
  }

  private func texts(_ table: CSVTable) -> [[String]] {
    table.map { row in table.columnNames.indices.map { row.cell($0).text } }
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "\u{FEFF}a,b\n1,2\n3,4\n",
    "# seed 7\n#\n# é \"x\na,b\n1,2\n3,4\n\n\r\n\n", "\"a\",\"b\"\n\"1\",\"2\"\r\n3,\"4\"",
  ])
  func readsRows(_ text: String) throws {
    let table = try table(text)
    #expect(texts(table) == [["1", "2"], ["3", "4"]])
    #expect(table.rowCount == 2)
    #expect(table.columnNames == ["a", "b"])
    #expect(table.column("b") == 1)
    #expect(table.column("c") == nil)
    #expect(table.file == "f")
  }

  @Test func readsQuotedCells() throws {
    let table = try table("a,b\n\"x\"\"y,\r\nz\n\",\"\"\n, #\n\"\"\"\",\"\r\"\n")
    #expect(texts(table) == [["x\"y,\r\nz\n", ""], ["", " #"], ["\"", "\r"]])
    #expect(table.map(\.line) == [2, 5, 6])
  }

  /// Columns count characters from 1, also behind a cell of several lines.
  @Test func placesCells() throws {
    let table = try table("# c\na,b\né😀,x\n\"1\n2\",\"y\"\n3,z")
    let places = table.map { "\($0.cell("a").location) \($0.cell("b").location)" }
    #expect(places == ["f:3:1 f:3:4", "f:4:1 f:5:4", "f:6:1 f:6:3"])
    #expect(table.first { _ in true }?.cell("b").columnName == "b")
  }

  @Test func takesOptionalAndOtherColumns() throws {
    let text = "c,b,a\n1,2,3\n"
    #expect(try table(text, optional: ["c", "d"]).column("c") == 0)
    #expect(try table(text, others: .ignored).column("a") == 2)
    #expect(mistakes(text) == ["1:1: there is no column 'c' in this table"])
  }

  @Test func collectsMistakesOfTheHeader() throws {
    #expect(
      mistakes("a,,a,volatilty\n1,2,3,4\n", required: ["a", "volatility"], optional: ["z"]) == [
        "1:0: the column 'volatility' is missing",
        "1:3: column 2 has no name",
        "1:4: the name 'a' stands over the columns 1 and 3",
        "1:6: there is no column 'volatilty' in this table",
      ])
  }

  @Test func hintsAtNearNames() {
    func hints(_ text: String, _ others: CSVTable.OtherColumns = .refused) -> [String?] {
      let errors = #expect(throws: InputErrors.self) {
        try table(text, required: ["date", "close_usd"], others: others)
      }
      return (errors?.errors ?? []).map(\.hint)
    }
    #expect(
      hints("date,clsoe_usd\n1,2\n") == [
        "rename the column 'clsoe_usd' to 'close_usd'", "did you mean 'close_usd'?",
      ])
    #expect(hints("date,x\n1,2\n", .ignored) == ["the header has 'date', 'x'"])
    #expect(
      hints("date;close_usd\n1;2\n") == ["save it with commas, with a point in its numbers"])
  }

  @Test func collectsMistakesOfRows() {
    let text = """
      a,b
      1
      1,2,3
      "1"x,2
      1,"2
      ",3
      é"1",2
      1,2
      #x

      1,2
      """
    #expect(
      mistakes(text) == [
        "2:1: the row has 1 cells; the header has 2",
        "3:5: the row has 3 cells; the header has 2",
        "4:4: there is text behind the closing quote of a cell",
        "6:3: the row has 3 cells; the header has 2",
        "7:2: there is a quote inside an unquoted cell",
        "9:1: the row has 1 cells; the header has 2",
        "10:1: a blank line stands between rows",
      ])
  }

  @Test func placesTheQuoteThatIsNeverClosed() {
    #expect(
      mistakes("a,b\n1,\"2\n3,4\n") == ["2:3: the quote that opens here is never closed"])
    #expect(mistakes("a,b\n1,\"") == ["2:3: the quote that opens here is never closed"])
    #expect(
      mistakes("a,\"b\n1,2\n").contains("1:3: the quote that opens here is never closed"))
  }

  @Test func refusesLoneCarriageReturns() {
    #expect(mistakes("a,b\n1,2\r3,4\n") == ["2:4: a carriage return stands alone"])
    #expect(mistakes("a,b\n1,2\r") == ["2:4: a carriage return stands alone"])
    #expect(mistakes("a,b\n1,\"2\"\r\r\n") == ["2:6: a carriage return stands alone"])
  }

  @Test func refusesTablesWithoutHeaderOrRows() {
    #expect(mistakes("a,b\n") == ["1:0: the table has no rows below its header"])
    #expect(mistakes("a,b\n\n\n").last?.contains("no rows") == true)
    #expect(mistakes("# only\n# comments\n").last == "3:0: the file has no header")
    #expect(mistakes("\n\na,b\n1,2\n") == ["1:1: a blank line stands before the header"])
    #expect(mistakes("") == ["0:0: the file is empty"])
  }

  @Test func countsEachRunOfBlankLinesOnce() {
    #expect(
      mistakes("a,b\n1,2\n\n3,4\n\n\n5,6\n\n") == [
        "3:1: a blank line stands between rows", "5:1: 2 blank lines between rows",
      ])
  }

  /// 5,000 short rows: ten are told, 4,990 counted, however long the table is.
  @Test func countsMistakesOfOneKind() {
    let found = mistakes("a,b\n" + String(repeating: "1\n", count: 5_000))
    #expect(found.count == 10)
    #expect(
      found.last == "11:1: the row has 1 cells; the header has 2 … and 4,990 more like it")
  }

  @Test(arguments: [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
  func anotherSeparatorIsOneMistake(_ mark: String, _ word: String) {
    let table = "date,close\n2024-01-01,1921.83\n2024-01-02,1938.85\n"
      .replacing(",", with: mark).replacing(".", with: ",")
    var errors: [InputError] = []
    #expect(CSVTable(contents: Array(table.utf8), file: "f", required: [], errors: &errors) == nil)
    #expect(errors.count == 1)
    #expect(errors.first?.location.line == 1)
    #expect(errors.first?.message.contains("this looks separated by \(word)") == true)
    #expect(errors.first?.message.contains("decimals take a point") == true)
  }

  /// CryptoDataDownload puts its address above the header.
  @Test func anAddressAboveTheHeaderIsOneMistake() {
    var errors: [InputError] = []
    let table =
      "https://www.CryptoDataDownload.com\nunix,date,close\n1735603200000,2024-12-31,3332.5\n"
    #expect(CSVTable(contents: Array(table.utf8), file: "f", required: [], errors: &errors) == nil)
    #expect(errors.count == 1)
    #expect(errors.first?.location.line == 1)
    #expect(errors.first?.message.contains("the next has 3 cells: it is no header") == true)
    #expect(errors.first?.hint?.contains("write # before it") == true)
  }

  /// One column with commas in its numbers is a header and wrong rows.
  @Test func oneColumnIsAHeader() {
    #expect(
      mistakes("loss\n1,5\n2,5\n", required: ["loss"]).map { $0.prefix(4) } == ["2:3:", "3:3:"])
  }

  /// A header of a million unknown columns is refused in moments, not in its square.
  @Test(.timeLimit(.minutes(1))) func refusesAVeryWideHeader() {
    let header = (0..<200_000).map { "column\($0)" }.joined(separator: ",")
    let found = mistakes(header + "\n1,2\n")
    #expect(found.count == 13, "\(found.map { $0.prefix(100) })")
  }

  @Test func refusesBytesThatAreNoText() {
    var errors: [InputError] = []
    let bytes = Array("a\n1".utf8) + [0xFF]
    #expect(CSVTable(contents: bytes, file: "f", required: ["a"], errors: &errors) == nil)
    #expect(errors.map(\.location) == [SourceLocation(file: "f", line: 2, column: 2)])
  }

  @Test func trapsOnColumnsThatItLacks() async {
    await #expect(processExitsWith: .failure) {
      var errors: [InputError] = []
      let table = CSVTable(
        contents: Array("a\n1\n".utf8), file: "f", required: ["a"], errors: &errors)
      for row in try #require(table) { _ = row.cell("b") }
    }
  }

  /// Random bytes of the characters that mean something: never a crash, and what is accepted has
  /// the width of its header. Seed 5, 3,000 texts.
  @Test func survivesRandomText() throws {
    var random = SplitMix(state: 5)
    let alphabet = Array("abcd,,,,\"\"\n\n\r#".utf8) + [0xFF]
    var accepted = 0
    for _ in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &random)]
      }
      var errors: [InputError] = []
      let table = CSVTable(
        contents: Array("a,b\n".utf8) + bytes, file: "f", required: ["a", "b"], errors: &errors)
      #expect((table == nil) == !errors.isEmpty)
      guard let table else { continue }
      accepted += 1
      #expect(texts(table).count == table.rowCount)
    }
    #expect(accepted > 0)
  }
}
