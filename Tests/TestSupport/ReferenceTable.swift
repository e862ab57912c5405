import Foundation

/// A table of `Tests/References`: one expected value a row, with its tolerances.
package struct ReferenceTable {
  /// In the order of the file.
  package let rows: [ReferenceRow]

  /// - Parameter path: Path below `Tests/References`.
  package init(_ path: String) throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    let url = tests.appendingPathComponent("References").appendingPathComponent(path)
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let names = Self.cells(lines[0])
    rows = lines.dropFirst().map { line in
      ReferenceRow(cells: Dictionary(zip(names, Self.cells(line))) { first, _ in first })
    }
  }

  /// The rows of one quantity.
  package func rows(_ quantity: String) -> [ReferenceRow] {
    rows.filter { $0["quantity"] == quantity }
  }

  /// The rows of every case, which stand together.
  package var cases: [ReferenceCase] {
    var cases: [ReferenceCase] = []
    for row in rows {
      if cases.last?.id == row["case_id"] {
        cases[cases.count - 1].rows.append(row)
      } else {
        cases.append(ReferenceCase(id: row["case_id"], rows: [row]))
      }
    }
    return cases
  }

  /// Cells of one line; a cell in quotes may hold commas and doubled quotes.
  private static func cells(_ line: Substring) -> [String] {
    var result = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: result.append("")
      default: result[result.count - 1].append(character)
      }
    }
    return result
  }
}
