import Diagnostics

/// A place in the bytes of a document, cheap to keep while reading.
struct TextPosition: Sendable, Hashable {
  /// Offset of the byte.
  let offset: Int
  /// Line, counted from 1.
  let line: Int
  /// Offset of the first byte of that line.
  let lineStart: Int

  init(offset: Int, line: Int, lineStart: Int) {
    self.offset = offset
    self.line = line
    self.lineStart = lineStart
  }

  /// Finds the line of an offset by counting line feeds from the start of the text.
  init(offset: Int, in bytes: [UInt8], from start: Int) {
    var line = 1
    var lineStart = start
    for i in start..<offset where bytes[i] == lineFeed {
      line += 1
      lineStart = i + 1
    }
    self.init(offset: offset, line: line, lineStart: lineStart)
  }

  /// The place for a message; the column counts characters of the line, not bytes.
  func location(in bytes: [UInt8], file: String) -> SourceLocation {
    SourceLocation(
      file: file, line: line, column: 1 + characterCount(of: bytes, lineStart..<offset))
  }
}

/// Characters of a part of a UTF-8 text.
func characterCount(of bytes: [UInt8], _ part: Range<Int>) -> Int {
  if bytes[part].allSatisfy({ $0 < 0x80 }) { return part.count }
  return String(decoding: bytes[part], as: UTF8.self).count
}
