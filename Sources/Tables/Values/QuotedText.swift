/// A text between apostrophes for a message: at most 40 characters, control characters spelled out.
///
/// A cell may hold anything, so nothing of it may reach a terminal as a control sequence.
func quoted(_ text: String) -> String {
  let limit = 40
  var shown = ""
  for character in text.prefix(limit) {
    for scalar in character.unicodeScalars.prefix(8) {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator:
        shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default:
        shown.unicodeScalars.append(scalar)
      }
    }
  }
  let isCut =
    text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex)
    .map { $0 < text.endIndex } ?? false
  return isCut ? "'\(shown)…'" : "'\(shown)'"
}
