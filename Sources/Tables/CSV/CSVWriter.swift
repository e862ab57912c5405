/// Writes a table as CSV (RFC 4180): UTF-8, commas, LF.
///
///     # comment
///     column,column
///     text,0.25
///
/// A cell or column name with a `#` is quoted too: readers that are told of the comments (pandas,
/// R, DuckDB) would else cut the line there.
///
/// Write long tables in parts: append rows, `drain()` into a file, go on.
public struct CSVWriter: Sendable {
  /// The text that was written and not drained yet.
  public private(set) var bytes: [UInt8] = []
  private let columnCount: Int

  /// Starts a table with its comments and its header.
  ///
  /// - Parameters:
  ///   - comments: Lines before the header, each written behind `# `; a comment of several lines
  ///     becomes several.
  ///   - columns: The names of the columns; at least one.
  public init(comments: [String] = [], columns: [String]) {
    precondition(!columns.isEmpty, "a table has at least one column")
    precondition(!columns.contains(""), "every column has a name")
    columnCount = columns.count
    for comment in comments {
      let lines = comment.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for line in lines { bytes += "# \(line)\n".utf8 }
    }
    for (i, name) in columns.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      appendText(name)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Appends a row.
  ///
  /// - Precondition: The row has one field per column, and its numbers are finite: a value that is
  ///   not known is `.missing`.
  public mutating func append(_ row: [CSVField]) {
    precondition(row.count == columnCount, "a row has one field per column")
    for i in row.indices {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      switch row[i] {
      case .text(let text): appendText(text)
      case .number(let number):
        precondition(number.isFinite, "a number in a table is finite; write .missing for none")
        bytes.append(utf8: number.description)
      case .integer(let integer): bytes.append(decimal: integer)
      case .date(let date): date.append(to: &bytes)
      case .flag(let flag): bytes += flag.description.utf8
      case .missing: break
      }
    }
    if columnCount == 1 && (row[0] == .missing || row[0] == .text("")) {
      // A line without a character would read as a blank line, not as an empty cell.
      bytes += "\"\"".utf8
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Hands out the text written so far and forgets it.
  public mutating func drain() -> [UInt8] {
    let drained = bytes
    bytes = []
    return drained
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
      UInt8(ascii: "#"):
      true
    default: false
    }
  }

  /// A byte that asks for neither quotes nor a guard, wherever it stands: letters, digits, most
  /// signs, and all that is not ASCII.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > UInt8(ascii: "-") && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "@")
  }

  private mutating func appendText(_ text: String) {
    if bytes.append(utf8: text, where: Self.isPlain) { return }
    let guarded = FormulaGuard.guarded(text).utf8
    let quote = UInt8(ascii: "\"")
    guard guarded.contains(where: Self.needsQuotes) else {
      bytes += guarded
      return
    }
    bytes.append(quote)
    for byte in guarded {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
