import Diagnostics

/// The bytes and the header of one CSV file.
///
/// A class, because every cell points to it: one reference to count instead of four.
final class CSVSource: Sendable {
  let bytes: [UInt8]
  let file: String
  /// The names of the columns in the order of the file.
  let names: [String]
  /// Position of each name.
  let indices: [String: Int]

  init(bytes: [UInt8], file: String, names: [String]) {
    self.bytes = bytes
    self.file = file
    self.names = names
    indices = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
  }

}

extension CSVSpan {
  /// The cell's text, with each doubled quote read as one.
  func text(in bytes: [UInt8]) -> String {
    guard hasDoubledQuotes else { return String(decoding: bytes[text], as: UTF8.self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var i = text.lowerBound
    while i < text.upperBound {
      plain.append(bytes[i])
      i += bytes[i] == UInt8(ascii: "\"") ? 2 : 1
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
