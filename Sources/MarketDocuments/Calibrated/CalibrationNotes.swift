import Documents

/// The list `warnings` of a market document and of its factors: what `lstrisk calibrate` was asked
/// for and has not done, carried to the reports of every run of that market.
package enum CalibrationNotes {
  /// The list's key.
  package static let key = "warnings"

  /// The lines of a document; none without warnings.
  ///
  /// - Parameter indent: Blanks before the key.
  package static func lines(_ warnings: [String], indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    return warnings.isEmpty
      ? [] : ["\(margin)\(key):"] + warnings.map { "\(margin)  - \(YAMLText.quoted($0))" }
  }
}
