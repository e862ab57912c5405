/// Keeps spreadsheets from running text as a formula (OWASP, CSV injection).
///
/// A text that starts with `=`, `+`, `-`, `@`, a tab or a line end gets an apostrophe in front;
/// so does one that starts with apostrophes and then one of these, so that the guard can be taken
/// off again without loss.
public enum FormulaGuard {
  /// The text as a spreadsheet may see it.
  public static func guarded(_ text: String) -> String {
    isDangerous(text.utf8.drop { $0 == apostrophe }.first) ? "'" + text : text
  }

  /// The text without the apostrophe that `guarded` put in front.
  public static func unguarded(_ text: String) -> String {
    guard text.utf8.first == apostrophe else { return text }
    return isDangerous(text.utf8.drop { $0 == apostrophe }.first)
      ? String(decoding: text.utf8.dropFirst(), as: UTF8.self) : text
  }

  private static let apostrophe = UInt8(ascii: "'")

  private static func isDangerous(_ first: UInt8?) -> Bool {
    first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false
  }
}
