import Foundation
import Testing

/// One row of a table in `Tests/References`, by column name.
struct ReferenceRow: Sendable, CustomTestStringConvertible {
  let cells: [String: String]

  subscript(column: String) -> String { cells[column] ?? "" }
  func number(_ column: String) -> Double { Double(self[column]) ?? .nan }

  /// A JSON list of numbers.
  func list(_ column: String) -> [Double] {
    self[column].split(whereSeparator: { "[], ".contains($0) }).compactMap { Double($0) }
  }

  /// Whether a number passes: |got − expected| ≤ tol_abs + tol_rel |expected|, a missing one is 0.
  func accepts(_ got: Double) -> Bool {
    let expected = number("expected")
    let tolerance = (Double(self["tol_abs"]) ?? 0) + (Double(self["tol_rel"]) ?? 0) * abs(expected)
    return abs(got - expected) <= tolerance
  }

  var testDescription: String { "\(self["case_id"]) \(self["quantity"])" }
}

/// Reads a reference table; cells may be quoted, but hold no quotes and no line breaks.
func referenceRows(_ name: String) -> [ReferenceRow] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = folder.appending(path: "References/\(name).csv")
  guard let bytes = FileManager.default.contents(atPath: file.path) else { return [] }
  let text = String(decoding: bytes, as: UTF8.self)
  let lines = text.split(separator: "\n").map { cells(of: String($0)) }
  guard let header = lines.first else { return [] }
  return lines.dropFirst().map { ReferenceRow(cells: Dictionary(zip(header, $0)) { $1 }) }
}

private func cells(of line: String) -> [String] {
  var cells = [""]
  var isQuoted = false
  for character in line {
    switch character {
    case "\"": isQuoted.toggle()
    case "," where !isQuoted: cells.append("")
    default: cells[cells.count - 1].append(character)
    }
  }
  return cells
}
