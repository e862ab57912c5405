import Diagnostics
import Tables

extension ReferenceCase {
  /// A column of the data file that the input `data_file` names, beside the table.
  func data(_ column: String) throws -> [Double] {
    let name = try text("data_file")
    let file = location.file
    let path =
      String(file[..<(file.lastIndex(of: "/").map(file.index(after:)) ?? file.startIndex)]) + name
    // A name is no path: tables only speak of their own folder.
    guard !name.contains("/") else { throw UnreadableInput(name: "data_file", text: name) }
    var errors: [InputError] = []
    let table = CSVTable(
      contents: try InputFile.read(path), file: path, required: [column], others: .ignored,
      errors: &errors)
    let values = table?.compactMap { $0.cell(column).number(errors: &errors) }
    guard errors.isEmpty, let values else { throw InputErrors(errors) }
    return values
  }
}
