/// Writes numbers as bytes, least significant first, in pieces that are handed on as they fill.
package struct BinaryWriter: ~Copyable {
  private var buffer: [UInt8] = []
  private let sink: ([UInt8]) throws -> Void
  private static let pieceSize = 1 << 16

  /// - Parameter sink: Takes the next bytes, a piece at a time.
  package init(sink: @escaping ([UInt8]) throws -> Void) { self.sink = sink }

  /// Writes `Number.byteCount` bytes.
  ///
  /// - Throws: What the sink throws when a piece is full.
  package mutating func write<Number: BinaryNumber>(_ value: Number) throws {
    var bits = value.bits
    for _ in 0..<Number.byteCount {
      buffer.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
    }
    if buffer.count >= Self.pieceSize { try finish() }
  }

  /// Writes the number of values, then the values.
  package mutating func write(_ values: [some BinaryNumber]) throws {
    try write(values.count)
    for value in values { try write(value) }
  }

  /// Writes the number of bytes, then the bytes.
  package mutating func write(bytes: [UInt8]) throws {
    try write(bytes.count)
    try finish()
    try sink(bytes)
  }

  /// Hands on what is left.
  package mutating func finish() throws {
    if buffer.isEmpty { return }
    try sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
