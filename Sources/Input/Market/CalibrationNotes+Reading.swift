import Diagnostics
import Documents
import MarketDocuments

extension CalibrationNotes {
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
}
