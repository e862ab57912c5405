import Diagnostics

/// Whether bytes are a text that a document may be: UTF-8 without NUL.
///
/// A UTF-8 byte order mark and both line ends, LF and CRLF, are accepted.
public enum TextCheck {
  /// The first byte of the text after a UTF-8 byte order mark: 0 or 3.
  static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// Checks a whole document.
  ///
  /// - Throws: An `InputError` for the first fault: an empty document, another encoding, a
  ///   compressed file, a NUL byte, a byte that is not UTF-8, carriage returns as line ends.
  /// - Complexity: O(length), some 1 GB/s for ASCII.
  public static func check(_ bytes: [UInt8], file: String) throws(InputError) {
    try checkKind(bytes, file: file)
    let start = start(of: bytes)
    if bytes.count == start {
      throw InputError(
        bytes.isEmpty ? "the file is empty" : "the file holds nothing but a byte order mark",
        at: SourceLocation(file: file), hint: "check the export that wrote it")
    }
    if let offset = firstFault(in: bytes, from: start) {
      throw fault(bytes, at: offset, file: file)
    }
    try checkLineEnds(bytes, file: file)
  }

  /// Refuses what other programs write under the same name, by its first bytes.
  private static func checkKind(_ bytes: [UInt8], file: String) throws(InputError) {
    func refuse(_ message: String, _ hint: String) -> InputError {
      InputError(message, at: SourceLocation(file: file), hint: hint)
    }
    if bytes.starts(with: [0x1F, 0x8B]) {
      throw refuse("this looks like a gzip file", "unpack it with gunzip first")
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw refuse(
        "this looks like a zip archive or a spreadsheet's workbook", "unpack it, or save it as CSV")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw refuse("the file is UTF-16 text", "save it as UTF-8")
    }
  }

  /// Carriage returns alone end lines nowhere any more; one quoted inside a cell is data.
  private static func checkLineEnds(_ bytes: [UInt8], file: String) throws(InputError) {
    guard !bytes.contains(lineFeed), let first = bytes.firstIndex(of: carriageReturn) else {
      return
    }
    throw InputError(
      "the lines end with carriage returns alone",
      at: TextPosition(offset: first, line: 1, lineStart: start(of: bytes))
        .location(in: bytes, file: file),
      hint: "save the file with line feeds (LF or CRLF)")
  }

  private static func fault(_ bytes: [UInt8], at offset: Int, file: String) -> InputError {
    let place = TextPosition(offset: offset, in: bytes, from: start(of: bytes))
      .location(in: bytes, file: file)
    if bytes[offset] == 0 {
      return InputError(
        "there is a NUL byte in the text", at: place,
        hint: "save the file as UTF-8 text; UTF-16 and binary files hold NUL bytes")
    }
    let code = String(bytes[offset], radix: 16, uppercase: true)
    return InputError(
      "the byte 0x\(code) is not UTF-8 text", at: place,
      hint: "save the file as UTF-8; it may be Latin-1 or Windows-1252")
  }

  /// The offset of the first byte that is NUL or starts no well-formed UTF-8 sequence.
  ///
  /// Well-formed sequences are those of Unicode, table 3-7: no overlong forms, no surrogates,
  /// nothing beyond U+10FFFF.
  private static func firstFault(in bytes: [UInt8], from start: Int) -> Int? {
    var i = start
    let count = bytes.count
    while i < count {
      let byte = bytes[i]
      if byte &- 1 < 0x7F {
        i += 1
        continue
      }
      let length: Int
      let second: ClosedRange<UInt8>
      switch byte {
      case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return i
      }
      guard i + length <= count, second.contains(bytes[i + 1]) else { return i }
      for k in 2..<max(length, 2) where bytes[i + k] & 0xC0 != 0x80 { return i }
      i += length
    }
    return nil
  }
}

let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
