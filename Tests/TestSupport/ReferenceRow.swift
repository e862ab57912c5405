import Foundation

/// One row of a reference table, by the names of its columns.
package struct ReferenceRow: Sendable, CustomStringConvertible {
  /// Text by column.
  package let cells: [String: String]

  /// The text of a cell; empty without that column.
  package subscript(name: String) -> String { cells[name] ?? "" }

  /// NaN where the cell is no number, which no comparison accepts.
  package func number(_ name: String) -> Double { Double(self[name]) ?? .nan }

  /// The least integer where the cell is none.
  package func integer(_ name: String) -> Int { Int(self[name]) ?? .min }

  /// A JSON list of numbers.
  package func list(_ name: String) throws -> [Double] {
    try JSONDecoder().decode([Double].self, from: Data(self[name].utf8))
  }

  /// A JSON list of lists.
  package func lists(_ name: String) throws -> [[Double]] {
    try JSONDecoder().decode([[Double]].self, from: Data(self[name].utf8))
  }

  /// |got − expected| ≤ tol_abs + tol_rel × |expected|; a subnormal may miss by its spacing.
  package func accepts(_ got: Double) -> Bool {
    let expected = number("expected")
    let absolute = Double(self["tol_abs"]) ?? 0
    let relative = Double(self["tol_rel"]) ?? 0
    let spacing = expected.isSubnormal ? expected.ulp : 0
    return abs(got - expected) <= absolute + relative * abs(expected) + spacing
  }

  /// The words of a failure.
  package func miss(_ got: Double) -> String {
    "\(self["case_id"]) \(self["quantity"]): got \(got)"
  }

  package var description: String { "\(self["case_id"]) \(self["quantity"])" }
}
