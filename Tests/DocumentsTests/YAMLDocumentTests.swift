import Diagnostics
import Documents
import Testing

@Suite struct YAMLDocumentTests {
  private func read(_ text: String) -> (YAMLDocument?, [InputError]) {
    var errors: [InputError] = []
    let document = YAMLDocument(Array(text.utf8), file: "a.yaml", errors: &errors)
    return (document, errors)
  }

  @Test func placesOfKeysAndValues() throws {
    let (document, errors) = read("a: 1\nbé:\n  - x\n  - {c: [2, \"3\"]}\n")
    #expect(errors.isEmpty)
    let entries = try #require(document).entries
    #expect(entries.map(\.key) == ["a", "bé"])
    #expect(entries[1].keyLocation == SourceLocation(file: "a.yaml", line: 2, column: 1))
    guard case .sequence(let items) = entries[1].value.content,
      case .mapping(let inner) = items[1].content,
      case .sequence(let numbers) = inner[0].value.content,
      case .scalar(let last) = numbers[1].content
    else { throw Missing() }
    #expect(numbers[1].location == SourceLocation(file: "a.yaml", line: 4, column: 13))
    #expect(last.text == "3" && !last.isPlain)
  }
  struct Missing: Error {}

  /// 9 aliases at each of 60 levels would be 9^60 values; the whole file is 3 kB.
  /// Expanding even 8 levels takes a minute, so the limit of 1 s would catch any expansion.
  @Test(.timeLimit(.minutes(1))) func aliasBomb() {
    var text = "a0: &a0 [lol, lol]\n"
    for i in 1...60 {
      let aliases = Array(repeating: "*a\(i - 1)", count: 9).joined(separator: ", ")
      text += "a\(i): &a\(i) [\(aliases)]\n"
    }
    text += "? *a60\n: 1\n"
    let clock = ContinuousClock()
    let start = clock.now
    let (document, errors) = read(text)
    #expect(clock.now - start < .seconds(1))
    #expect(document == nil)
    #expect(
      errors.first?.description
        == "a.yaml:1:5: error: there is an anchor here\n  hint: write the value out where it is used; enclose a text that starts with & in quotes"
    )
    #expect(errors.count <= 51)
  }

  @Test(.timeLimit(.minutes(1))) func deepNesting() {
    for opening in ["[", "{a: ", "- ", "? "] {
      let (document, errors) = read(String(repeating: opening, count: 100_000))
      #expect(document == nil && errors.count == 1, "\(opening)")
    }
  }

  /// 16 MiB and one byte.
  @Test func size() {
    let (document, errors) = read("a: " + String(repeating: "x", count: YAMLDocument.sizeLimit - 2))
    #expect(document == nil)
    #expect(
      errors.map(\.message) == ["the document has 16777217 bytes, more than the limit of 16777216"])
  }

  /// Symbols that mean something at the start of a value only.
  @Test func symbolsInsideTexts() {
    let (document, errors) = read(
      "a: x & y * z ! w\nb: \"&a *b !c <<\"\nc: |\n  &a\n  *b\nd: 'it''s'\n")
    #expect(errors.isEmpty)
    #expect(document?.entries.count == 4)
  }

  /// Random bytes and broken pieces of a document never stop the reader.
  /// Seed 1, 2,000 texts; the pieces are those that have a meaning.
  @Test func brokenTexts() {
    let pieces = [
      "a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "\"", "'", "&x", "*x", "!", "|", ">",
      "#",
      "%", "@", "`", "\t", "---", "...", "? ", "<<", "\u{85}", "\u{FEFF}", "é", "0x", "\\",
    ]
    var state: UInt64 = 1
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for _ in 0..<2_000 {
      let text = (0..<(next() % 40)).map { _ in pieces[next() % pieces.count] }.joined()
      let (document, errors) = read(text)
      #expect(document != nil || !errors.isEmpty, "\(text)")
    }
  }
}
