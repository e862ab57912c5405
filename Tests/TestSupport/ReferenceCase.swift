/// The rows of one case of a reference table: the same inputs, one quantity each.
package struct ReferenceCase: Sendable {
  /// The table's `case_id`.
  package let id: String
  var rows: [ReferenceRow]

  /// What a reference table lacks.
  struct Missing: Error {
    let words: String
  }

  /// The text of an input; `nil` without that column.
  package func text(_ name: String) -> String? { rows.first?.cells[name] }

  /// A number among the inputs.
  package func input(_ name: String) throws -> Double {
    guard let value = text(name).flatMap(Double.init) else {
      throw Missing(words: "\(id) has no number \(name)")
    }
    return value
  }

  /// The row of a quantity, or `nil`.
  package func row(_ quantity: String) -> ReferenceRow? {
    rows.first { $0["quantity"] == quantity }
  }

  /// Whether a quantity lies within its printed tolerance.
  package func accepts(_ quantity: String, _ got: Double) throws -> Bool {
    guard let row = row(quantity) else {
      throw Missing(words: "\(id) has no \(quantity)")
    }
    return row.accepts(got)
  }
}
