import Diagnostics
import Documents
import Tables
import Testing

/// Values of documents read as what they should be, and what is said where they are not.
@Suite struct YAMLFieldTests {
  private func field(_ value: String) throws -> YAMLField {
    var errors: [InputError] = []
    let document = try #require(
      YAMLDocument(Array("key: \(value)\n".utf8), file: "a.yaml", errors: &errors))
    return try #require(MappingReader(document)["key"])
  }

  private func read<Value>(
    _ value: String, _ body: (YAMLField, inout [InputError]) -> Value?
  ) throws -> (Value?, [String]) {
    var errors: [InputError] = []
    let found = body(try field(value), &errors)
    return (found, errors.map(\.message))
  }

  /// What YAML 1.1 would make a number of is none.
  @Test(
    arguments: [
      ("1e3", 1_000.0), ("-0.05", -0.05), ("012", nil), ("1:30", nil), ("1_000", nil),
      (".inf", nil), (".nan", nil), ("0x10", nil), ("\"1\"", nil), ("30 d", nil), ("yes", nil),
      ("", nil), ("[1]", nil),
    ])
  func numbers(_ text: String, _ expected: Double?) throws {
    let (found, errors) = try read(text) { $0.number(errors: &$1) }
    #expect(found == expected && errors.count == (expected == nil ? 1 : 0), "\(errors)")
  }

  @Test(
    arguments: [
      ("30 d", 30.0), ("12 h", 0.5), ("36500 d", 36_500), ("36501 d", nil), ("0 d", nil),
      ("30", nil), ("30d", nil), ("2 w", nil),
    ])
  func days(_ text: String, _ expected: Double?) throws {
    let (found, errors) = try read(text) { $0.days(errors: &$1) }
    #expect(found == expected && errors.count == (expected == nil ? 1 : 0), "\(errors)")
  }

  @Test(
    arguments: [
      ("0", 0), ("18446744073709551615", UInt64.max), ("18446744073709551616", nil), ("07", nil),
      ("1.0", nil), ("-1", nil), ("'7'", nil),
    ])
  func seeds(_ text: String, _ expected: UInt64?) throws {
    let (found, errors) = try read(text) { $0.seed(errors: &$1) }
    #expect(found == expected && errors.count == (expected == nil ? 1 : 0), "\(errors)")
  }

  @Test func wholeNumbers() throws {
    #expect(try read("3e2") { $0.integer(in: 1...500, errors: &$1) }.0 == 300)
    #expect(
      try read("2.5") { $0.integer(in: 1...5, errors: &$1) }.1
        == ["key is 2.5; it must be a whole number"])
    #expect(
      try read("6") { $0.integer(in: 1...5, errors: &$1) }.1
        == ["key is 6; it must be between 1 and 5"])
  }

  private enum Side: String, CaseIterable { case collateral, debt }

  @Test func words() throws {
    #expect(try read("debt") { $0.choice(Side.self, errors: &$1) }.0 == .debt)
    #expect(
      try read("debts") { $0.choice(Side.self, errors: &$1) }.1
        == ["key is 'debts'; it must be collateral or debt"])
    #expect(try read("b") { $0.word(among: ["a", "b"], errors: &$1) }.0 == "b")
    #expect(try read("true") { $0.flag(errors: &$1) }.0 == true)
    #expect(try read("\"true\"") { $0.flag(errors: &$1) }.0 == nil)
    #expect(try read("2024-12-31") { $0.date(errors: &$1) }.0?.description == "2024-12-31")
    #expect(try read("2024-02-30") { $0.date(errors: &$1) }.0 == nil)
  }

  /// Every unknown key is told, and the known ones are read all the same.
  @Test func unknownKeys() throws {
    var errors: [InputError] = []
    let reader = try #require(
      try field("{one: 1, too: 2, x: 3}").mapping(known: ["one", "two"], errors: &errors))
    #expect(reader["one"]?.path == "key.one")
    #expect(
      errors.map(\.message) == ["key has the unknown key 'too'", "key has the unknown key 'x'"])
    #expect(errors[0].hint == "did you mean 'two'?" && errors[1].hint == "the keys are one and two")
    #expect(reader.required("two", "2", errors: &errors) == nil)
    #expect(errors.last?.message == "key lacks the key 'two'")
    #expect(errors.last?.location == SourceLocation(file: "a.yaml", line: 1, column: 6))
  }
}
