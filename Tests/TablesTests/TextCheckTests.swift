import Diagnostics
import Tables
import Testing

@Suite struct TextCheckTests {
  private func error(of bytes: [UInt8]) -> String? {
    let error = #expect(throws: InputError.self) { try TextCheck.check(bytes, file: "f") }
    #expect(error?.hint?.isEmpty == false)
    return error.map { "\($0.location): \($0.message)" }
  }

  @Test func refusesOtherKinds() {
    #expect(error(of: [0x1F, 0x8B, 8, 0]) == "f: this looks like a gzip file")
    #expect(
      error(of: Array("PK".utf8) + [3, 4])
        == "f: this looks like a zip archive or a spreadsheet's workbook")
    #expect(error(of: [0xFF, 0xFE, 0x61, 0]) == "f: the file is UTF-16 text")
    #expect(error(of: [0xFE, 0xFF, 0, 0x61]) == "f: the file is UTF-16 text")
  }

  @Test func refusesNul() {
    #expect(error(of: [0x61, 0, 0x62, 0]) == "f:1:2: there is a NUL byte in the text")
  }

  /// The column counts characters: «é» and «😀» are one each, though two and four bytes.
  @Test func placesTheFirstByteThatIsNoText() {
    let latin = Array("a,b\né😀x".utf8) + [0xE9, 0x0A]
    #expect(error(of: latin) == "f:2:4: the byte 0xE9 is not UTF-8 text")
    #expect(error(of: [0xEF, 0xBB, 0xBF, 0xFF]) == "f:1:1: the byte 0xFF is not UTF-8 text")
  }

  /// Ill-formed sequences of Unicode, table 3-7: overlong forms, surrogates, beyond U+10FFFF,
  /// lone continuations, sequences cut short.
  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0xBF], [0xE1, 0x80],
      [0xE1, 0x80, 0x41], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF1, 0x80, 0x80],
      [0xF1, 0x80, 0x80, 0x41], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func refusesIllFormed(_ bytes: [UInt8]) {
    #expect(error(of: [0x61, 0x0A] + bytes)?.hasPrefix("f:2:1: the byte") == true)
  }

  /// The first and last character of each length.
  @Test func acceptsWellFormed() throws {
    let edges = "\u{1}\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
    try TextCheck.check(Array(edges.utf8), file: "f")
  }

  @Test func refusesOldLineEnds() throws {
    #expect(
      error(of: Array("a,b\r1,2\r".utf8))
        == "f:1:4: the lines end with carriage returns alone")
    try TextCheck.check(Array("a,b\r\n\"1\r\",2\r\n".utf8), file: "f")
  }
}
