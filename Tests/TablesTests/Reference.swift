import Diagnostics
import Tables
import Testing

/// One expected value of a reference table (`Tests/References`).
struct ReferenceRow: Sendable, CustomTestStringConvertible {
  let id: String
  let inputs: [String: String]
  let quantity: String
  let expected: String

  func input(_ name: String) throws -> String {
    try #require(inputs[name], "the table has no column \(name)")
  }

  var testDescription: String { "\(id) \(quantity)" }
}

enum Reference {
  /// The rows of a table, for example `numerics/sha256`.
  static func rows(_ table: String) throws -> [ReferenceRow] {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/\(folder)/References/\(table).csv"
    var errors: [InputError] = []
    let read = CSVTable(
      contents: try InputFile.read(path), file: path,
      required: ["case_id", "quantity", "expected"], others: .ignored, errors: &errors)
    guard let read else { throw InputErrors(errors) }
    return read.map { row in
      let cells = read.columnNames.map { ($0, row.cell($0).text) }
      return ReferenceRow(
        id: row.cell("case_id").text, inputs: Dictionary(uniqueKeysWithValues: cells),
        quantity: row.cell("quantity").text, expected: row.cell("expected").text)
    }
  }

  /// The text that a JSON escape (`\u0661`, `\n`, `\"`) in a cell stands for.
  static func unescaped(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let kind = rest.popFirst() else {
        plain.append(scalar)
        continue
      }
      switch kind {
      case "n": plain.append("\n")
      case "r": plain.append("\r")
      case "t": plain.append("\t")
      case "u":
        let code = UInt32(String(rest.prefix(4)), radix: 16).flatMap(Unicode.Scalar.init)
        rest = rest.dropFirst(4)
        plain.append(code ?? "\u{FFFD}")
      default: plain.append(kind)
      }
    }
    return String(plain)
  }
}
