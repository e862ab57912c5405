import Testing

@testable import Passes

@Suite struct BinaryCodableTests {
  /// Bytes of what a body writes.
  private func bytes(_ body: (inout BinaryWriter) throws -> Void) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = BinaryWriter { bytes += $0 }
    try body(&writer)
    try writer.finish()
    return bytes
  }

  /// Hands the bytes out a few at a time.
  private func reader(_ bytes: [UInt8], pieces: Int) -> BinaryReader {
    var rest = bytes[...]
    return BinaryReader { count in
      let piece = Array(rest.prefix(min(count, pieces)))
      rest = rest.dropFirst(piece.count)
      return piece
    }
  }

  /// Least significant byte first: 1.5 is 0x3FF8000000000000 (IEEE 754-2019).
  @Test func bytesAreLittleEndian() throws {
    #expect(try bytes { try $0.write(1.5) } == [0, 0, 0, 0, 0, 0, 0xF8, 0x3F])
    #expect(try bytes { try $0.write(-2) } == [0xFE] + Array(repeating: 0xFF, count: 7))
    #expect(try bytes { try $0.write(Float(1)) } == [0, 0, 0x80, 0x3F])
    #expect(
      try bytes { try $0.write([UInt64(258)]) } == [1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0])
  }

  /// Every bit comes back, whatever the pieces: signed zero, infinities, a NaN's payload, subnormals.
  @Test(arguments: [1, 3, 8, 1_000]) func everyBitComesBack(_ pieces: Int) throws {
    let values: [Double] = [
      -0.0, .infinity, -.infinity, Double(bitPattern: 0x7FF8_0000_0000_0123),
      .leastNonzeroMagnitude, .pi, -1e300,
    ]
    let written = try bytes {
      try $0.write(values)
      try $0.write([Float(0.1), -Float.greatestFiniteMagnitude])
      try $0.write(Int.min)
      try $0.write(bytes: [7, 8, 9])
    }
    var reader = reader(written, pieces: pieces)
    #expect(try reader.readList(Double.self).map(\.bitPattern) == values.map(\.bitPattern))
    #expect(try reader.readList(Float.self) == [0.1, -Float.greatestFiniteMagnitude])
    #expect(try reader.read(Int.self) == Int.min)
    #expect(try reader.readBytes() == [7, 8, 9])
    try reader.requireEnd()
  }

  @Test func missingAndSurplusBytesAreRefused() throws {
    let written = try bytes { try $0.write([1.0, 2.0]) }
    #expect(throws: BinaryReader.Failure.endsEarly) {
      var reader = reader(Array(written.dropLast()), pieces: 5)
      _ = try reader.readList(Double.self)
    }
    #expect(throws: BinaryReader.Failure.isOfAnotherPlan) {
      var reader = reader(written, pieces: 5)
      var three = [0.0, 0, 0]
      try reader.read(into: &three)
    }
    #expect(throws: BinaryReader.Failure.isOfAnotherPlan) {
      var reader = reader(written, pieces: 5)
      _ = try reader.read(Int.self)
      try reader.requireEnd()
    }
  }

  /// A flipped bit and exchanged numbers change a checksum.
  @Test func checksumsSeeBitsAndOrder() {
    func sum(_ values: [Double]) -> UInt64 {
      var checksum = Checksum()
      checksum.add(values)
      return checksum.value
    }
    let values = [1.0, 2.0, 3.0]
    #expect(sum(values) == sum([1.0, 2.0, 3.0]))
    #expect(sum(values) != sum([2.0, 1.0, 3.0]))
    #expect(sum(values) != sum([1.0, 2.0.nextUp, 3.0]))
    #expect(sum([0.0]) != sum([-0.0]))
    #expect(sum([]) != sum([0.0]))
  }
}
