import Diagnostics
import Tables

/// A table of cases with known answers.
///
///     case_id, inputs of the case …, quantity, expected, tol_abs, tol_rel, mc_sd, source
///
/// Rows of one case share its id and its inputs. An input is the double nearest to the printed
/// decimal.
package struct ReferenceTable: Sendable {
  /// Folder and file without its ending, for example `barrier/ou_hitting`.
  package let name: String
  /// In the order of the file.
  package let cases: [ReferenceCase]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - contents: The file's bytes, as `InputFile.read` gives them.
  ///   - file: The file's name for messages.
  /// - Returns: `nil` if the file is no table of cases: it has no column `case_id`.
  /// - Throws: Every mistake of the file.
  package init?(contents: [UInt8], name: String, file: String) throws(InputErrors) {
    var errors: [InputError] = []
    let csv = CSVTable(
      contents: contents, file: file, required: [], others: .ignored, errors: &errors)
    guard let csv else { throw InputErrors(errors) }
    guard csv.column("case_id") != nil else { return nil }
    let head = SourceLocation(file: file, line: 1)
    for column in Self.required where csv.column(column) == nil {
      errors.append(InputError("the column '\(column)' is missing", at: head))
    }
    guard errors.isEmpty else { throw InputErrors(errors) }
    let inputs = csv.columnNames.filter { !Self.ownColumns.contains($0) }
    var cases: [ReferenceCase] = []
    var index: [String: Int] = [:]
    for row in csv {
      let expected = ReferenceRow(row, in: csv, errors: &errors)
      let id = row.cell("case_id").text
      if let known = index[id] {
        cases[known].rows.append(expected)
        continue
      }
      index[id] = cases.count
      let cells = inputs.map { name in
        let cell = row.cell(name)
        return (name, ReferenceCase.Input(text: cell.text, location: cell.location))
      }
      cases.append(
        ReferenceCase(
          id: id, rows: [expected], inputs: Dictionary(uniqueKeysWithValues: cells),
          location: expected.location))
    }
    guard errors.isEmpty else { throw InputErrors(errors) }
    self.name = name
    self.cases = cases
  }

  private static let required = ["quantity", "expected", "tol_abs", "tol_rel"]
  private static let ownColumns: Set<String> = [
    "case_id", "quantity", "expected", "tol_abs", "tol_rel", "mc_sd", "source",
  ]
}

extension ReferenceRow {
  init(_ row: CSVRow, in table: CSVTable, errors: inout [InputError]) {
    func number(_ name: String) -> Double? {
      guard table.column(name) != nil, !row.cell(name).isEmpty else { return nil }
      return row.cell(name).number(in: .nonNegative, errors: &errors)
    }
    quantity = row.cell("quantity").text
    expected = row.cell("expected").text
    absoluteTolerance = number("tol_abs")
    relativeTolerance = number("tol_rel")
    sampleDeviation = number("mc_sd")
    location = SourceLocation(file: table.file, line: row.line)
  }
}
