import Diagnostics
import Tables

extension ReferenceCase {
  /// Columns of the data file that an input names; it lies beside the table.
  ///
  /// - Parameters:
  ///   - input: The input that holds the file's name.
  ///   - columns: Names of the columns, or `nil` for all of them.
  /// - Returns: The numbers by column.
  func data(_ input: String, columns: [String]? = nil) throws -> [[Double]] {
    let name = try text(input)
    if name.isEmpty || name.hasPrefix(".") || name.contains("/") {
      throw UnreadableInput(name: input, text: name)
    }
    let folder = location.file.lastIndex(of: "/").map { String(location.file[...$0]) } ?? ""
    let path = folder + name
    var errors: [InputError] = []
    let csv = CSVTable(
      contents: try InputFile.read(path), file: path, required: columns ?? [], others: .ignored,
      errors: &errors)
    guard let csv else { throw InputErrors(errors) }
    let positions = (columns ?? csv.columnNames).compactMap(csv.column)
    var found = [[Double]](repeating: [], count: positions.count)
    for row in csv {
      for (i, position) in positions.enumerated() {
        if let number = row.cell(position).number(errors: &errors) { found[i].append(number) }
      }
    }
    guard errors.isEmpty else { throw InputErrors(errors) }
    return found
  }
}
