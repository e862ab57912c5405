import Documents
import Testing

@Suite struct NameRuleTests {
  @Test(
    arguments: [
      "a", "account00001", "a=b", "a-b", "0x7f@desk", "two words", "é", "名前", "😀", "#", "~", "!",
      String(repeating: "n", count: 64), String(repeating: "é", count: 64), "\"quoted\"", "'=1",
    ])
  func takes(_ name: String) { #expect(NameRule.refusalOfName(name) == nil) }

  @Test(
    arguments: [
      ("", "a text is missing"), (" a", "it must not start or end with a blank"),
      ("a ", "it must not start or end with a blank"),
      (" ", "it must not start or end with a blank"),
      ("a\u{a0}", "it must not start or end with a blank"),
      ("a\tb", "it must not hold control characters"),
      ("\u{7f}", "it must not hold control characters"),
      ("a\u{2028}b", "it must not hold control characters"),
      ("\0", "it must not hold control characters"),
      ("=1", "a name must not start with ="), ("+1", "a name must not start with +"),
      ("-1", "a name must not start with -"), ("@a", "a name must not start with @"),
      (String(repeating: "n", count: 65), "it must have at most 64 characters"),
      (String(repeating: "é", count: 65), "it must have at most 64 characters"),
      ("e" + String(repeating: "\u{301}", count: 512), "it must have at most 64 characters"),
    ])
  func refuses(_ name: String, _ reason: String) {
    #expect(NameRule.refusalOfName(name)?.reason == reason)
  }
}
