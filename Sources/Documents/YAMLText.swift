import Foundation

/// Values of a YAML document as text.
package enum YAMLText {
  /// A key with its value as lines: mappings are opened down to an indentation of four, what is deeper
  /// and every list stands on one line.
  ///
  /// - Parameter indent: Blanks before the key.
  package static func lines(_ key: String, _ node: YAMLNode, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    switch node.content {
    case .mapping(let entries) where indent < 4 && !entries.isEmpty:
      return ["\(margin)\(key):"]
        + entries.flatMap { lines($0.key, $0.value, indent: indent + 2) }
    default: return ["\(margin)\(key): \(inline(node))"]
    }
  }

  /// A value on one line.
  package static func inline(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): scalar.isPlain ? scalar.text : quoted(scalar.text)
    case .sequence(let items): "[" + items.map(inline).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \(inline($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  /// Whether a value is meant as a number: a text without quotes that starts like one.
  package static func isNumber(_ node: YAMLNode) -> Bool {
    guard case .scalar(let scalar) = node.content, scalar.isPlain else { return false }
    return YAMLNumber.isNumberLike(scalar.text)
  }

  /// A text between double quotes, as YAML reads it back; it holds no control characters.
  package static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A number with the digits that its standard error leaves it: three of the error, at least three and at most
  /// eight; eight without one.
  package static func number(_ value: Double, error: Double? = nil) -> String {
    guard value != 0 else { return "0" }
    var digits = 8
    if let error, error > 0 {
      digits = Int((log10(abs(value)).rounded(.down) - log10(error).rounded(.down))) + 3
    }
    return significant(value, digits: min(max(digits, 3), 8))
  }

  /// Four significant digits.
  package static func short(_ value: Double) -> String { significant(value, digits: 4) }

  /// The shortest decimal of a value that was rounded to so many digits.
  private static func significant(_ value: Double, digits: Int) -> String {
    guard value != 0, value.isFinite else { return "0" }
    let text = String(format: "%.\(digits - 1)e", value)
    guard let rounded = Double(text) else { return text }
    return rounded == rounded.rounded() && abs(rounded) < 1e15
      ? String(Int(rounded)) : rounded.description
  }
}
