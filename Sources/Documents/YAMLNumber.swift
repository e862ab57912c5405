import Diagnostics
import Tables

/// Numbers of YAML documents: the strict decimal grammar, nothing that YAML would make of a text.
///
/// YAML 1.1 reads `012` as 10, `1:30` as 90, `1_000` as 1000 and `.inf` as infinity; here each of
/// them is refused.
package enum YAMLNumber {
  /// How a number is written, for hints.
  static let plainForm = "write it like 3000.25, -0.05 or 1.5e-3"

  /// The number that a scalar is.
  ///
  /// - Throws: The reason as a clause that follows «… is 'text';», and the remedy.
  static func parse(_ scalar: YAMLScalar) throws(Refusal) -> Double {
    let text = scalar.text
    guard scalar.isPlain else {
      throw Refusal("it must be a number", remedy: "write it without quotes")
    }
    if let refusal = refusal(of: text) { throw refusal }
    return try StrictNumber.parse(text)
  }

  /// Whether a text is meant as a number: it starts like one.
  package static func isNumberLike(_ text: String) -> Bool {
    guard let first = text.utf8.drop(while: { "+-.".utf8.contains($0) }).first else { return false }
    return (48...57).contains(first)
  }

  /// What only YAML documents have to refuse.
  private static func refusal(of text: String) -> Refusal? {
    let unsigned = text.drop { $0 == "-" || $0 == "+" }
    let word = unsigned.lowercased()
    if [".nan", "nan", "null", "n/a", "na", "none"].contains(word) {
      return Refusal(
        "it must be a number", remedy: "a missing value is no number; leave the key out")
    }
    if [".inf", "inf", "infinity"].contains(word) {
      return Refusal("it must be a finite number", remedy: "write the largest value that is meant")
    }
    if ["yes", "no", "on", "off", "true", "false"].contains(word) {
      return Refusal("it must be a number, not a truth value", remedy: plainForm)
    }
    if !text.contains(where: \.isNumber) {
      return Refusal("it is not a number", remedy: plainForm)
    }
    let digits = unsigned.prefix { $0.isASCII && $0.isNumber }
    if word.hasPrefix("0x") || word.hasPrefix("0o") || word.hasPrefix("0b") {
      return Refusal(
        "it must be a decimal number", remedy: "write it in decimal digits, 16 for 0x10")
    }
    if digits.count > 1 && digits.first == "0" {
      let bare = unsigned.drop { $0 == "0" }
      let plain = bare.first.map { $0.isNumber } ?? false ? String(bare) : "0" + bare
      return Refusal("a number has no leading zeros", remedy: "write \(plain)")
    }
    let rest = unsigned.dropFirst(digits.count)
    if !digits.isEmpty && rest.first == ":" {
      return Refusal("it must be a number, not a time", remedy: "write 1.5 for 1:30")
    }
    let unit = rest.drop { $0.isNumber || $0 == "." || $0 == " " }
    if !digits.isEmpty, let first = unit.first, first.isLetter,
      !(["e", "E"].contains(first) && unit.dropFirst().contains { $0.isNumber }
        || unit.count == 1 && first.lowercased() == "e")
    {
      return Refusal("a number stands alone", remedy: "leave the unit out")
    }
    return nil
  }
}
