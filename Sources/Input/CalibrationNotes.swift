import Diagnostics
import Documents

/// The list `warnings` of a market document and of its factors: what `lstrisk calibrate` was asked
/// for and has not done, carried to the reports of every run of that market.
enum CalibrationNotes {
  static let key = "warnings"

  /// The list as warnings.
  ///
  /// - Parameter subject: What they are about, for messages.
  static func warnings(
    _ field: YAMLField?, of subject: String, errors: inout [InputError]
  ) -> [InputError] {
    guard let field else { return [] }
    let items =
      field.items("a list of texts", hint: "write a text a line, behind - ", errors: &errors) ?? []
    return items.compactMap { item in
      item.text(errors: &errors).map {
        .warning("\(subject): \($0)", at: item.location, .substitution)
      }
    }
  }

  /// The lines of a document.
  static func lines(_ warnings: [String], indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    return warnings.isEmpty
      ? [] : ["\(margin)\(key):"] + warnings.map { "\(margin)  - \(YAMLText.quoted($0))" }
  }
}
