/// One row of a CSV table, with as many cells as the table has columns.
public struct CSVRow: Sendable {
  let source: CSVSource
  let cells: [CSVSpan]
  /// The line in which the row starts, counted from 1.
  public let line: Int

  /// The cell in a column.
  ///
  /// - Parameter column: Position in the header from 0, as `CSVTable.column(_:)` gives it.
  /// - Precondition: The table has the column.
  public func cell(_ column: Int) -> CSVCell {
    CSVCell(source: source, span: cells[column], column: column)
  }

  /// The cell in a named column.
  ///
  /// Looks the name up; long tables look it up once, with `CSVTable.column(_:)`.
  ///
  /// - Precondition: The table has the column: it was required, or `CSVTable.column(_:)` knows it.
  public func cell(_ name: String) -> CSVCell {
    guard let column = source.indices[name] else {
      preconditionFailure("the table has no column '\(name)'")
    }
    return cell(column)
  }
}
