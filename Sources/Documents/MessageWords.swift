import Diagnostics

/// A text between apostrophes for a message: at most 40 characters, control characters spelled out.
package func shown(_ text: String) -> String {
  let limit = 40
  let scalars = text.unicodeScalars.prefix(limit).map { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator:
      "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: String(scalar)
    }
  }
  return text.unicodeScalars.count > limit ? "'\(scalars.joined())…'" : "'\(scalars.joined())'"
}

/// Words as a list of a sentence: «a, b or c»; «none» without any.
///
/// - Parameter last: What stands before the last word: «and», «or».
package func listed(_ words: [String], _ last: String) -> String {
  guard let final = words.last, words.count > 1 else { return words.first ?? "none" }
  return words.dropLast().joined(separator: ", ") + " \(last) " + final
}

/// «did you mean …?» if a known name is near, «… is called … here» if one means the same.
package func didYouMean(_ found: String, among known: [String]) -> String? {
  nameHint(for: found, among: known)
}

/// A number without needless decimals, and without those that binary fractions add.
package func brief(_ x: Double) -> String {
  x == x.rounded() && x.magnitude < 1e15 ? String(Int(x)) : NumberWords.short(x, digits: 10)
}
