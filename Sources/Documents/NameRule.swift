import Diagnostics
import Tables

/// Texts and names that may go into tables, files and terminals.
package enum NameRule {
  /// Most characters of a name.
  package static let nameLimit = 64

  /// Why a text may not be a name, which goes into cells of tables and names of files.
  ///
  /// - Returns: `nil` if it may.
  package static func refusalOfName(_ text: String) -> Refusal? {
    if isPlainName(text) { return nil }
    if let refusal = refusal(of: text, limit: nameLimit) { return refusal }
    if let first = text.first, "=+-@".contains(first) {
      return Refusal(
        "a name must not start with \(first)",
        remedy: "spreadsheets run such a cell as a formula; start with a letter or a digit")
    }
    return nil
  }

  /// Whether a text is what most names are: ASCII letters, digits and signs within the limit,
  /// without a blank and without a sign that starts a formula.
  private static func isPlainName(_ text: String) -> Bool {
    let limits = 1...nameLimit
    return limits.contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): false
        default: 0x20 < byte && byte < 0x7f
        }
      }
  }

  /// Why a text may not be shown: it is empty, too long, or holds control characters.
  ///
  /// - Parameter limit: Most characters, and an eighth of the most bytes.
  /// - Returns: `nil` if it may.
  package static func refusal(of text: String, limit: Int) -> Refusal? {
    if text.isEmpty { return Refusal("a text is missing", remedy: "write it") }
    // A character may be made of thousands of marks, so bytes are limited too.
    if text.utf8.count > 8 * limit || (text.utf8.count > limit && text.count > limit) {
      return Refusal("it must have at most \(limit) characters", remedy: "shorten it")
    }
    let isPlain = text.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7f }
    if !isPlain && text.unicodeScalars.contains(where: isControl) {
      return Refusal(
        "it must not hold control characters", remedy: "remove tabs, line ends and the like")
    }
    if text.first?.isWhitespace ?? false || text.last?.isWhitespace ?? false {
      return Refusal("it must not start or end with a blank", remedy: "remove the blank")
    }
    return nil
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
