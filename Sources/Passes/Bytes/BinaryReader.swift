/// Reads what `BinaryWriter` has written, in pieces that are asked for as they are needed.
package struct BinaryReader: ~Copyable {
  /// Why bytes cannot be read.
  package enum Failure: Error, Hashable {
    /// There are fewer bytes than were announced.
    case endsEarly
    /// There are more bytes, or others, than the plan has places for.
    case isOfAnotherPlan
  }

  private var buffer: [UInt8] = []
  private var place = 0
  private let source: (Int) throws -> [UInt8]
  private static let pieceSize = 1 << 16

  /// - Parameter source: The next bytes, so many at most; none at the end.
  package init(source: @escaping (Int) throws -> [UInt8]) { self.source = source }

  /// One number.
  ///
  /// - Throws: `endsEarly`, and what the source throws.
  package mutating func read<Number: BinaryNumber>(_ type: Number.Type = Number.self) throws
    -> Number
  {
    let count = Number.byteCount
    if buffer.count - place < count { try fill(count) }
    var bits: UInt64 = 0
    for k in 0..<count { bits |= UInt64(buffer[place + k]) << UInt64(8 * k) }
    place += count
    return Number(bits: bits)
  }

  /// A list of any length.
  package mutating func readList<Number: BinaryNumber>(_ type: Number.Type = Number.self) throws
    -> [Number]
  {
    let count = try read(Int.self)
    guard count >= 0 else { throw Failure.isOfAnotherPlan }
    var values: [Number] = []
    for _ in 0..<count { values.append(try read()) }
    return values
  }

  /// A list as long as the one that it takes the place of.
  package mutating func read<Number: BinaryNumber>(into values: inout [Number]) throws {
    guard try read(Int.self) == values.count else { throw Failure.isOfAnotherPlan }
    for k in values.indices { values[k] = try read() }
  }

  /// Bytes with their number before them, as `write(bytes:)` wrote them.
  ///
  /// - Throws: `isOfAnotherPlan` for a negative number, `endsEarly`, and what the source throws.
  package mutating func readBytes() throws -> [UInt8] {
    let count = try read(Int.self)
    guard count >= 0 else { throw Failure.isOfAnotherPlan }
    while buffer.count - place < count { try fill(count) }
    let bytes = Array(buffer[place..<place + count])
    place += count
    return bytes
  }

  /// - Throws: `isOfAnotherPlan` if bytes are left.
  package mutating func requireEnd() throws {
    guard place == buffer.count, try source(1).isEmpty else { throw Failure.isOfAnotherPlan }
  }

  /// Asks for bytes until so many are there.
  private mutating func fill(_ count: Int) throws {
    buffer.removeFirst(place)
    place = 0
    while buffer.count < count {
      let more = try source(max(Self.pieceSize, min(count - buffer.count, 1 << 20)))
      if more.isEmpty { throw Failure.endsEarly }
      buffer += more
    }
  }
}
