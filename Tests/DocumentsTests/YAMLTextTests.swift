import Diagnostics
import Documents
import Testing

/// Documents written again read as they did before.
@Suite struct YAMLTextTests {
  private func entries(_ text: String) throws -> [YAMLEntry] {
    var errors: [InputError] = []
    let document = YAMLDocument(Array(text.utf8), file: "a.yaml", errors: &errors)
    #expect(errors.isEmpty, "\(errors)")
    return try #require(document).entries
  }

  private func written(_ entries: [YAMLEntry]) -> String {
    entries.flatMap { YAMLText.lines($0.key, $0.value, indent: 0) }.joined(separator: "\n") + "\n"
  }

  @Test func writtenTextReadsBack() throws {
    let text = """
      a: 1
      b:
        c:
          d: {e: [1, "x: \\"y\\" \\\\z"], f: -2.5e-3}
        g: [{h: 1}, {h: 2}]
      empty: {}
      word: "quoted"

      """
    let first = try entries(text)
    #expect(written(first) == text)
    #expect(written(try entries(written(first))) == text)
  }

  /// Three digits of the standard error, three to eight in all; eight without one.
  @Test func digits() {
    #expect(YAMLText.number(0.123456789, error: 0.0123) == "0.1235")
    #expect(YAMLText.number(123.456789, error: 0.5) == "123.457")
    #expect(YAMLText.number(0.123456789) == "0.12345679")
    #expect(YAMLText.number(1.23456789, error: 1e-12) == "1.2345679")
    #expect(YAMLText.number(0.5, error: 3) == "0.5")
    #expect(YAMLText.number(0) == "0" && YAMLText.number(3_000) == "3000")
    #expect(YAMLText.short(0.123456) == "0.1235" && YAMLText.short(.infinity) == "0")
  }

  @Test func numbersAreNotQuoted() throws {
    let values = try entries("a: 1\nb: \"1\"\nc: x\nd: -.5\ne: [1]\n").map(\.value)
    #expect(values.map(YAMLText.isNumber) == [true, false, false, true, false])
  }

  @Test func wordsOfMessages() {
    #expect(listed([], "or") == "none" && listed(["a"], "or") == "a")
    #expect(listed(["a", "b", "c"], "or") == "a, b or c")
    #expect(shown("a\tb") == "'a\\u{9}b'")
    #expect(
      shown(String(repeating: "x", count: 41)) == "'" + String(repeating: "x", count: 40) + "…'")
    #expect(brief(3) == "3" && brief(0.25) == "0.25")
  }
}
