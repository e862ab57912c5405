import Diagnostics

/// The mistakes of one CSV file as they are found, counted by kind.
struct CSVFaultList {
  private let bytes: [UInt8]
  private let file: String
  private var counted = CountedErrors()
  /// The last place that was counted, so that a long line is not counted again for each mistake.
  private var place = (offset: 0, lineStart: 0, column: 1)

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  var errors: [InputError] { counted.errors }

  var isEmpty: Bool { counted.isEmpty }

  /// Whether the rest of the file is not worth reading.
  mutating func stopsReading() -> Bool { counted.stopsReading() }

  /// Adds a mistake at a character; its remedy is only made if it is shown.
  mutating func add(
    _ message: String, at position: TextPosition, hint: @autoclosure () -> String
  ) {
    let location = location(of: position)
    counted.add(kind: CountedErrors.kind(of: message)) {
      InputError(message, at: location, hint: hint())
    }
  }

  /// Adds a mistake of a whole line.
  mutating func add(_ message: String, atLine line: Int, hint: String) {
    counted.add(InputError(message, at: SourceLocation(file: file, line: line), hint: hint))
  }

  /// Adds a mistake of quotes or line ends.
  mutating func add(_ fault: CSVFault) {
    let (message, hint) =
      switch fault.kind {
      case .unclosedQuote:
        (
          "the quote that opens here is never closed",
          "close the cell with a quote; a quote inside it is written twice"
        )
      case .textAfterQuote:
        (
          "there is text behind the closing quote of a cell",
          "write a comma there; a quote inside a quoted cell is written twice"
        )
      case .quoteInText:
        (
          "there is a quote inside an unquoted cell",
          "enclose the cell in quotes and write each quote inside it twice"
        )
      case .loneCarriageReturn:
        ("a carriage return stands alone", "end lines with LF or CRLF")
      }
    add(message, at: fault.position, hint: hint)
  }

  /// Adds a row of the wrong width, at its first surplus cell or at its last cell.
  mutating func addWidth(_ cells: [CSVSpan], width: Int) {
    let isLong = cells.count > width
    let place = cells[isLong ? width : cells.count - 1].position
    let isComment = bytes[cells[0].position.offset...].first == UInt8(ascii: "#")
    let hint =
      if isComment {
        "comments stand before the header only"
      } else if isLong {
        "enclose a cell that holds a comma in quotes; decimals take a point"
      } else {
        "write an empty cell as nothing between two commas"
      }
    add("the row has \(cells.count) cells; the header has \(width)", at: place, hint: hint)
  }

  private mutating func location(of position: TextPosition) -> SourceLocation {
    let goesOn = position.lineStart == place.lineStart && position.offset >= place.offset
    let start = goesOn ? place.offset : position.lineStart
    let column = (goesOn ? place.column : 1) + characterCount(of: bytes, start..<position.offset)
    place = (position.offset, position.lineStart, column)
    return SourceLocation(file: file, line: position.line, column: column)
  }
}
