import Diagnostics
import Tables

extension ReferenceCase {
  /// The numbers of the data file that the input `data_file` names: its first column of numbers.
  func data() throws -> [Double] { try data(columns: 1)[0] }

  /// Columns of numbers of the data file that the input `data_file` names, beside the table.
  ///
  /// What a column is called is the file's own affair: columns whose first cell is a number count, from
  /// the left.
  ///
  /// - Parameters:
  ///   - count: How many columns, at least 1.
  ///   - names: What they are called where the order is another; used if the file has all of them.
  func data(columns count: Int, named names: [String] = []) throws -> [[Double]] {
    let name = try text("data_file")
    let file = location.file
    let path =
      String(file[..<(file.lastIndex(of: "/").map(file.index(after:)) ?? file.startIndex)]) + name
    // A name is no path: tables only speak of their own folder.
    guard !name.contains("/") else { throw UnreadableInput(name: "data_file", text: name) }
    var errors: [InputError] = []
    let table = CSVTable(
      contents: try InputFile.read(path), file: path, required: [], others: .ignored,
      errors: &errors)
    guard let table else { throw InputErrors(errors) }
    let isNamed = !names.isEmpty && names.allSatisfy { table.column($0) != nil }
    let columns = isNamed ? names : Array(Self.numericColumns(table).prefix(count))
    guard columns.count == count else {
      throw InputError(
        "the file has \(columns.count) columns of numbers; the table needs \(count)",
        at: SourceLocation(file: path))
    }
    let values = columns.map { column in
      table.compactMap { $0.cell(column).number(errors: &errors) }
    }
    guard errors.isEmpty else { throw InputErrors(errors) }
    return values
  }

  /// The columns whose first cell is a number.
  private static func numericColumns(_ table: CSVTable) -> [String] {
    guard let first = table.first(where: { _ in true }) else { return [] }
    return table.columnNames.filter { name in
      var errors: [InputError] = []
      return first.cell(name).number(errors: &errors) != nil
    }
  }
}
