import Diagnostics
import Tables
import Testing

@Suite struct CSVWriterTests {
  private func text(_ writer: CSVWriter) -> String { String(decoding: writer.bytes, as: UTF8.self) }

  @Test func writesCommentsHeaderAndRows() throws {
    var writer = CSVWriter(comments: ["seed 7", "two\nlines"], columns: ["name", "loss, USD"])
    writer.append([.text("a \"b\""), .number(-0.25)])
    writer.append([.date(try CalendarDate.parse("2024-02-29")), .integer(-3)])
    writer.append([.flag(true), .missing])
    #expect(
      text(writer) == """
        # seed 7
        # two
        # lines
        name,"loss, USD"
        "a ""b""\",-0.25
        2024-02-29,-3
        true,

        """)
  }

  /// reference/numerics/double_to_decimal.csv: the shortest digits that read back.
  @Test(arguments: try Reference.rows("numerics/double_to_decimal"))
  func writesTheShortestDigits(_ row: ReferenceRow) throws {
    let bits = try #require(UInt64(row.input("bits").dropFirst(2), radix: 16))
    var writer = CSVWriter(columns: ["x"])
    writer.append([.number(Double(bitPattern: bits))])
    let written = String(text(writer).dropFirst(2).dropLast())
    #expect(try StrictNumber.parse(written).bitPattern == bits)
    // 0.d1d2d3… x 10^exponent10, from the digits before and after the point.
    let parts = written.split(separator: "e")
    let places = parts[0].split(separator: ".")
    let fraction = places.count > 1 && places[1] != "0" ? places[1] : ""
    let all = String(places[0] + fraction)
    let digits = all.drop { $0 == "0" }
    let power = parts.count > 1 ? try #require(Int(parts[1])) : 0
    if row.quantity == "digits" {
      let trimmed = digits.reversed().drop { $0 == "0" }.reversed()
      #expect(String(trimmed) == row.expected)
    } else {
      let exponent = places[0].count - (all.count - digits.count) + power
      #expect(exponent == Int(row.expected))
    }
  }

  /// reference/robustness/export_cells.csv: guarded, quoted, and readable again.
  @Test(arguments: try Reference.rows("robustness/export_cells"))
  func writesTextForSpreadsheets(_ row: ReferenceRow) throws {
    let name = Reference.unescaped(String(try row.input("text").dropFirst().dropLast()))
    var writer = CSVWriter(columns: ["x"])
    writer.append([.text(name)])
    let written = text(writer).unicodeScalars.dropFirst(2).dropLast()
    var errors: [InputError] = []
    let table = CSVTable(contents: writer.bytes, file: "f", required: ["x"], errors: &errors)
    let field = try #require(table?.first { _ in true }).cell("x").text
    if row.quantity == "quoted" {
      #expect((written.first == "\"" && written.last == "\"") == (row.expected == "true"))
    } else {
      #expect(row.quantity == "must_neutralise")
      #expect((field == "'" + name) == (row.expected == "true"))
      #expect(field == name || row.expected == "true")
      let first = try #require(field.unicodeScalars.first)
      #expect(!"=+-@\t\r\n".unicodeScalars.contains(first))
    }
    #expect(FormulaGuard.unguarded(field) == name)
  }

  @Test(arguments: ["'=1", "''+x", "'", "''", "'abc", "\n", "\r\n=1", "=", "", "-"])
  func takesTheGuardOff(_ text: String) {
    #expect(FormulaGuard.unguarded(FormulaGuard.guarded(text)) == text)
  }

  @Test func keepsEmptyCellsAndCommentLikeNamesReadable() throws {
    var writer = CSVWriter(columns: ["#x"])
    writer.append([.missing])
    writer.append([.text("")])
    #expect(text(writer) == "\"#x\"\n\"\"\n\"\"\n")
    var errors: [InputError] = []
    let table = CSVTable(contents: writer.bytes, file: "f", required: ["#x"], errors: &errors)
    #expect(table?.rowCount == 2)
  }

  /// Every byte below 128, alone, first, inside and last, and longer texts: quoted and guarded as RFC
  /// 4180 and `FormulaGuard` say, byte by byte.
  @Test func quotesAndGuardsEveryByteWhereItStands() {
    let signs = (0..<128).map { String(Unicode.Scalar(UInt8($0))) } + ["é", "😀"]
    var texts = signs.flatMap { [$0, $0 + "a", "a" + $0 + "b", "a" + $0] }
    texts += ["", "'=", String(repeating: "long", count: 50), String(repeating: "a, ", count: 50)]
    for text in texts {
      var writer = CSVWriter(columns: ["x", "y"])
      writer.append([.text(text), .missing])
      var cell = Array(text.utf8)
      let first = cell.drop { $0 == UInt8(ascii: "'") }.first
      if let first, "=+-@\t\r\n".utf8.contains(first) { cell.insert(UInt8(ascii: "'"), at: 0) }
      if cell.contains(where: { ",\"\r\n#".utf8.contains($0) }) {
        cell = Array("\"".utf8) + cell.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
      }
      #expect(writer.bytes == Array("x,y\n".utf8) + cell + Array(",\n".utf8))
    }
  }

  /// pandas, R and DuckDB cut a line at a `#` that stands outside quotes if they are told of comments; the
  /// quoting is RFC 4180's, worked out by hand.
  @Test(arguments: [
    ("CDP #1", "\"CDP #1\""), ("#1", "\"#1\""), ("#", "\"#\""), ("a \"b\" #", "\"a \"\"b\"\" #\""),
    ("=#", "\"'=#\""), ("x;y", "x;y"), (" lead", " lead"), ("'", "'"),
  ])
  func quotesWhatReadsAsAComment(name: String, cell: String) {
    var writer = CSVWriter(columns: ["path", name])
    writer.append([.integer(1), .text(name)])
    #expect(text(writer) == "path,\(cell)\n1,\(cell)\n")
  }

  @Test func drains() {
    var writer = CSVWriter(columns: ["x"])
    #expect(writer.drain() == Array("x\n".utf8))
    writer.append([.integer(1)])
    #expect(writer.drain() == Array("1\n".utf8))
    #expect(writer.bytes.isEmpty)
  }

  @Test func trapsOnWhatIsNoTable() async {
    await #expect(processExitsWith: .failure) {
      var writer = CSVWriter(columns: ["x"])
      writer.append([.number(.nan)])
    }
    await #expect(processExitsWith: .failure) {
      var writer = CSVWriter(columns: ["x"])
      writer.append([.number(-.infinity)])
    }
    await #expect(processExitsWith: .failure) {
      var writer = CSVWriter(columns: ["x", "y"])
      writer.append([.number(1)])
    }
    await #expect(processExitsWith: .failure) { _ = CSVWriter(columns: []) }
    await #expect(processExitsWith: .failure) { _ = CSVWriter(columns: ["a", ""]) }
  }

  /// What is written reads back: seed 3, 500 tables of texts that need every rule, and of numbers
  /// of all magnitudes.
  @Test func readsBackWhatItWrote() throws {
    var random = SplitMix(state: 3)
    let pieces = [
      "a", "é", "😀", ",", "\"", "\n", "\r", "\r\n", "'", "=", "+", "-", "@", "\t", "#", " ",
    ]
    for _ in 0..<500 {
      let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        let text = (0..<Int.random(in: 0...6, using: &random))
          .map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
        let bits = UInt64.random(in: 0..<0x7FF0_0000_0000_0000, using: &random)
        return (text, Double(bitPattern: bits | UInt64.random(in: 0...1, using: &random) << 63))
      }
      var writer = CSVWriter(comments: ["\"seed\", 7"], columns: ["text", "number"])
      for (text, number) in rows { writer.append([.text(text), .number(number)]) }
      var errors: [InputError] = []
      let table = CSVTable(
        contents: writer.bytes, file: "f", required: ["text", "number"], errors: &errors)
      let read = try #require(table, "\(errors)")
      #expect(read.rowCount == rows.count)
      for (row, (text, number)) in zip(read, rows) {
        #expect(Array(FormulaGuard.unguarded(row.cell("text").text).utf8) == Array(text.utf8))
        let back = row.cell("number").number(errors: &errors)
        #expect(back?.bitPattern == number.bitPattern)
      }
      #expect(errors.isEmpty)
    }
  }
}
