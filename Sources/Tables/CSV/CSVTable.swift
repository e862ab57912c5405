import Diagnostics

/// A CSV file with a header row, read as rows of cells that know their places (RFC 4180).
///
/// Separators are commas, line ends LF or CRLF, text is UTF-8. Lines that start with `#` are
/// comments as far as they stand before the header: our own files start with them. Blank lines at
/// the end are passed over.
///
/// The whole file is checked when the table is made. Rows are then split again as they are asked
/// for, so a table needs little more memory than its file. Measured at some 150 MB/s with every
/// cell read as a number.
public struct CSVTable: Sendable {
  /// What becomes of columns that are neither required nor optional.
  public enum OtherColumns: Sendable { case refused, ignored }

  /// Number of rows below the header; at least 1.
  public let rowCount: Int
  private let source: CSVSource
  private let firstRow: CSVScanner

  /// Checks a CSV file and finds its rows.
  ///
  /// - Parameters:
  ///   - contents: The file's bytes, as `InputFile.read` gives them.
  ///   - file: The file's name for messages.
  ///   - required: Columns without which the table is refused, in any order.
  ///   - optional: Columns that the table may have.
  ///   - errors: Receives every mistake: a text that is none, columns that are missing, unknown,
  ///     nameless or repeated, rows of another width than the header, misplaced quotes and
  ///     carriage returns, blank lines, a table without rows; repeated ones are counted
  ///     (`CountedErrors`). Another separator than the comma, or a first line that is no header, is
  ///     one mistake.
  /// - Returns: `nil` if there was an error.
  public init?(
    contents: [UInt8], file: String, required: [String], optional: [String] = [],
    others: OtherColumns = .refused, errors: inout [InputError]
  ) {
    do {
      try TextCheck.check(contents, file: file)
    } catch {
      errors.append(error)
      return nil
    }
    var faults = CSVFaultList(bytes: contents, file: file)
    defer { errors += faults.errors }
    var scanner = CSVScanner(contents, from: TextCheck.start(of: contents))
    guard let header = CSVHeader(&scanner, in: contents, faults: &faults),
      header.isHeader(before: scanner, required: required, faults: &faults)
    else { return nil }
    header.check(required: required, optional: optional, others: others, faults: &faults)
    firstRow = scanner
    rowCount = Self.checkRows(&scanner, width: header.names.count, faults: &faults)
    if rowCount == 0 {
      faults.add(
        "the table has no rows below its header", atLine: scanner.rowLine,
        hint: "check the export that wrote it")
    }
    guard faults.isEmpty else { return nil }
    source = CSVSource(bytes: contents, file: file, names: header.names)
  }

  /// The file's name for messages.
  public var file: String { source.file }

  /// The names of all columns in the order of the file.
  public var columnNames: [String] { source.names }

  /// Position of a column in the header, from 0; `nil` if the table does not have it.
  public func column(_ name: String) -> Int? { source.indices[name] }

  /// Reads all rows and reports their faults.
  ///
  /// - Returns: The number of rows, without blank lines at the end.
  private static func checkRows(
    _ scanner: inout CSVScanner, width: Int, faults: inout CSVFaultList
  ) -> Int {
    var rowCount = 0
    var blankLines: (first: TextPosition, count: Int)?
    while !faults.stopsReading() && scanner.nextRow() {
      if scanner.isBlank {
        let first = blankLines?.first ?? scanner.cells[0].position
        blankLines = (first, (blankLines?.count ?? 0) + 1)
        continue
      }
      if let (first, count) = blankLines {
        faults.add(
          count == 1 ? "a blank line stands between rows" : "\(count) blank lines between rows",
          at: first, hint: "remove it, or write the missing row")
        blankLines = nil
      }
      rowCount += 1
      if !scanner.faults.isEmpty {
        for fault in scanner.faults { faults.add(fault) }
      } else if scanner.cells.count != width {
        faults.addWidth(scanner.cells, width: width)
      }
    }
    return rowCount
  }
}

extension CSVTable: Sequence {
  /// Splits the rows of a table one by one.
  public struct Iterator: IteratorProtocol, Sendable {
    fileprivate let source: CSVSource
    fileprivate var scanner: CSVScanner
    fileprivate var remaining: Int

    /// The next row; `nil` after the last. Fields are copied when they are asked for.
    public mutating func next() -> CSVRow? {
      guard remaining > 0, scanner.nextRow() else { return nil }
      remaining -= 1
      return CSVRow(source: source, cells: scanner.cells, line: scanner.rowLine)
    }
  }

  /// From the first row below the header, as often as wanted.
  public func makeIterator() -> Iterator {
    Iterator(source: source, scanner: firstRow, remaining: rowCount)
  }

  /// All rows: the number is known.
  public var underestimatedCount: Int { rowCount }
}
