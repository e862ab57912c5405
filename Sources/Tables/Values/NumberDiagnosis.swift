/// Why a text that does not fit the grammar of numbers is none, in the words of its most likely
/// cause.
enum NumberDiagnosis {
  static func refusal(of text: String) -> Refusal {
    guard text.utf8.count <= longestExplained else {
      return Refusal("it is not a number", remedy: plainForm)
    }
    return missingValue(text) ?? decoration(text) ?? foreignNotation(text) ?? structure(text)
  }

  /// Longer texts are no misspelt numbers, and looking for a cause would take its time.
  private static let longestExplained = 1_000

  private static let plainForm = "write it like 3000.25, -0.05 or 1.5e-3"

  /// Empty cells, blanks around a number, words for «no value».
  private static func missingValue(_ text: String) -> Refusal? {
    if text.isEmpty {
      return Refusal("a number is missing", remedy: "write the number, or leave the row out")
    }
    let inner = trimmed(text)
    if inner.isEmpty {
      return Refusal("it is blank", remedy: "write the number, or leave the row out")
    }
    if inner.count < text.count && isNumber(inner) {
      return Refusal("there are blanks around the number", remedy: "write \(inner) alone")
    }
    let word = String(inner.drop { $0 == "-" || $0 == "+" }).lowercased()
    let absent: Set = ["nan", "snan", "na", "n/a", "#n/a", "null", "none", "nil", ".nan", "?", ""]
    if absent.contains(word) && !["+", "-", "--"].contains(inner) {
      return Refusal(
        "a missing value is not a number", remedy: "write the number, or leave the row out")
    }
    if ["inf", "infinity", ".inf", "∞"].contains(word) {
      return Refusal("it must be a finite number", remedy: "write the largest value that is meant")
    }
    return nil
  }

  /// Percent signs, currencies, units, formulas.
  private static func decoration(_ text: String) -> Refusal? {
    let inner = trimmed(text)
    if inner.hasSuffix("%") {
      let body = trimmed(String(inner.dropLast()))
      let plain = body.contains("e") || body.contains("E") ? nil : fraction(ofPercent: body)
      return Refusal(
        "a number has no percent sign",
        remedy: plain.map { "write \($0) for \(body) %" } ?? "write 0.025 for 2.5 %")
    }
    if inner.hasPrefix("=") || inner.hasPrefix("@") {
      return Refusal("it is a formula", remedy: "export the values of the sheet, not its formulas")
    }
    if ["true", "false", "yes", "no"].contains(inner.lowercased()) {
      return Refusal("it is a truth value, not a number", remedy: plainForm)
    }
    let currencies: Set<Character> = ["$", "€", "£", "¥", "Ξ", "₿"]
    let startsWithDigit = inner.first.map { $0.isASCII && $0.isNumber } ?? false
    let isHexadecimal = inner.lowercased().hasPrefix("0x")
    let unit = inner.drop { $0.isNumber || ".eE+-".contains($0) }
    if inner.contains(where: currencies.contains)
      || (startsWithDigit && !isHexadecimal && (trimmed(String(unit)).first?.isLetter ?? false))
    {
      return Refusal(
        "a number stands alone",
        remedy: "leave the unit out: it belongs into the name of the column")
    }
    return nil
  }

  /// Commas, thousands marks, other bases, other scripts, invisible characters.
  private static func foreignNotation(_ text: String) -> Refusal? {
    if text.contains(",") {
      return Refusal(
        "a number has no comma", remedy: "use a point for decimals and no mark for thousands")
    }
    if text.contains("_") || text.contains("'") || text.contains("’") {
      return Refusal("a number has no mark for thousands", remedy: "write 1000 for one thousand")
    }
    let unsigned = text.drop { $0 == "-" || $0 == "+" }.lowercased()
    if unsigned.hasPrefix("0x") {
      return Refusal("it is not a decimal number", remedy: "write 16 for 0x10")
    }
    if text.contains(where: { $0.isNumber && !$0.isASCII }) {
      return Refusal("its digits are not those of ASCII", remedy: "write the digits 0 to 9")
    }
    if text.contains(where: { $0 == "−" || $0 == "–" }) {
      return Refusal("its minus sign is not that of ASCII", remedy: "write the sign as -")
    }
    if text.contains(where: \.isWhitespace) {
      return Refusal("there is a blank in the number", remedy: "write 1000 for one thousand")
    }
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return Refusal("there is a control character in it", remedy: plainForm)
    }
    return nil
  }

  /// Everything that is nearly a number, and the rest.
  private static func structure(_ text: String) -> Refusal {
    let reason =
      if text.filter({ $0 == "." }).count > 1 {
        "a number has one point at most"
      } else if text.last == "e" || text.last == "E" {
        "the exponent has no digits"
      } else if text.allSatisfy({ "+-".contains($0) }) {
        "a sign alone is no number"
      } else if text.hasPrefix("--") || text.hasPrefix("++") || text.hasPrefix("+-") {
        "a number has one sign at most"
      } else {
        "it is not a number"
      }
    return Refusal(reason, remedy: plainForm)
  }

  /// The fraction that a percentage means, without rounding: «3.5» gives 0.035.
  private static func fraction(ofPercent body: String) -> Double? {
    isNumber(body) ? StrictNumber.valueIfNumber(body + "e-2") : nil
  }

  private static func isNumber(_ text: String) -> Bool { StrictNumber.valueIfNumber(text) != nil }

  private static func trimmed(_ text: String) -> String {
    let head = text.drop(while: \.isWhitespace)
    guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(head[...last])
  }
}
