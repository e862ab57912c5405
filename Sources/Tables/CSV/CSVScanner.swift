/// Where the text of one cell lies in the bytes of its file.
struct CSVSpan: Sendable {
  /// The text, without surrounding quotes.
  var text: Range<Int>
  /// The cell's first byte, which may be a quote.
  var position: TextPosition
  /// Whether the text holds doubled quotes that stand for one.
  var hasDoubledQuotes = false
  var isQuoted: Bool { position.offset < text.lowerBound }
}

/// A fault of the quotes or line ends of one row.
struct CSVFault: Sendable {
  enum Kind: Sendable { case unclosedQuote, textAfterQuote, quoteInText, loneCarriageReturn }

  var kind: Kind
  var position: TextPosition
}

/// Splits the bytes of a CSV file into rows of cells (RFC 4180), one row at a time.
///
/// Cells are separated by commas, rows by LF or CRLF; a quoted cell may hold all of them and
/// doubled quotes. Faults are collected and reading goes on behind them.
struct CSVScanner: Sendable {
  private let bytes: [UInt8]
  private(set) var offset: Int
  private(set) var line = 1
  private(set) var lineStart: Int
  /// The cells of the current row, at least one.
  private(set) var cells: [CSVSpan] = []
  /// The faults of the current row.
  private(set) var faults: [CSVFault] = []
  /// The line of the current row's first cell.
  private(set) var rowLine = 0

  /// Starts at an offset, in line 1.
  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    offset = start
    lineStart = start
  }

  var isAtEnd: Bool { offset >= bytes.count }

  /// Whether the current row is a line without a character.
  var isBlank: Bool { cells.count == 1 && cells[0].text.isEmpty && !cells[0].isQuoted }

  /// The text of a cell of the current row.
  func text(of cell: CSVSpan) -> String { cell.text(in: bytes) }

  /// Whether the next line starts with `#`.
  var isAtComment: Bool { !isAtEnd && bytes[offset] == UInt8(ascii: "#") }

  /// Passes over the next line, whatever it holds.
  mutating func skipLine() {
    while offset < bytes.count && bytes[offset] != lineFeed { offset += 1 }
    endLine(at: offset)
    offset = lineStart
  }

  /// Reads the next row into `cells` and `faults`.
  ///
  /// - Returns: `false` at the end of the file.
  mutating func nextRow() -> Bool {
    guard !isAtEnd else { return false }
    cells.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
    rowLine = line
    var i = offset
    while true {
      let isQuoted = i < bytes.count && bytes[i] == quote
      i = isQuoted ? quotedCell(at: i) : plainCell(at: i)
      guard i < bytes.count && bytes[i] == comma else { break }
      i += 1
    }
    if i < bytes.count {
      endLine(at: bytes[i] == carriageReturn ? i + 1 : i)
      i = lineStart
    }
    offset = i
    return true
  }

  private mutating func endLine(at lineEnd: Int) {
    line += 1
    lineStart = min(lineEnd + 1, bytes.count)
  }

  private func position(_ offset: Int) -> TextPosition {
    TextPosition(offset: offset, line: line, lineStart: lineStart)
  }

  /// Reads a cell without quotes; returns the offset of the comma or line end behind it.
  private mutating func plainCell(at start: Int) -> Int {
    let end = plainText(from: start, reportsQuotes: true)
    cells.append(CSVSpan(text: start..<end, position: position(start)))
    return end
  }

  /// The offset of the next comma, line end or end of the file.
  private mutating func plainText(from start: Int, reportsQuotes: Bool) -> Int {
    var reportsQuotes = reportsQuotes
    var i = Self.nextMark(in: bytes, from: start)
    while i < bytes.count {
      let byte = bytes[i]
      if byte == comma || byte == lineFeed { break }
      if byte == carriageReturn {
        if i + 1 < bytes.count && bytes[i + 1] == lineFeed { break }
        faults.append(CSVFault(kind: .loneCarriageReturn, position: position(i)))
      } else if reportsQuotes {
        faults.append(CSVFault(kind: .quoteInText, position: position(i)))
        reportsQuotes = false
      }
      i = Self.nextMark(in: bytes, from: i + 1)
    }
    return i
  }

  /// The offset of the next comma, quote, LF or CR, or of the end.
  private static func nextMark(in bytes: [UInt8], from start: Int) -> Int {
    var i = start
    while i < bytes.count {
      let byte = bytes[i]
      // All marks lie at or below the comma; hardly anything else does.
      if byte <= comma
        && (byte == comma || byte == lineFeed || byte == quote || byte == carriageReturn)
      {
        return i
      }
      i += 1
    }
    return i
  }

  /// Reads a quoted cell, perhaps over several lines.
  private mutating func quotedCell(at start: Int) -> Int {
    var cell = CSVSpan(text: start + 1..<start + 1, position: position(start))
    var i = start + 1
    let count = bytes.count
    while true {
      while i < count && bytes[i] != quote {
        if bytes[i] == lineFeed { endLine(at: i) }
        i += 1
      }
      if i + 1 < count && bytes[i + 1] == quote {
        cell.hasDoubledQuotes = true
        i += 2
        continue
      }
      break
    }
    cell.text = start + 1..<i
    cells.append(cell)
    guard i < count else {
      faults.append(CSVFault(kind: .unclosedQuote, position: cell.position))
      return i
    }
    i += 1
    let end = plainText(from: i, reportsQuotes: false)
    if end > i && faults.last?.position.offset != i {
      faults.append(CSVFault(kind: .textAfterQuote, position: position(i)))
    }
    return end
  }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
