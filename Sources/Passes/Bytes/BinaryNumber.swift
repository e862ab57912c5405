/// Numbers that are stored as their bytes.
package protocol BinaryNumber: BitwiseCopyable {
  /// At most 8.
  static var byteCount: Int { get }
  init(bits: UInt64)
  var bits: UInt64 { get }
}

extension Double: BinaryNumber {
  /// 8 bytes, least significant first.
  package static let byteCount = 8
  /// The number with these bits, as `bits` gave them.
  package init(bits: UInt64) { self.init(bitPattern: bits) }
  /// The IEEE 754 pattern, so that NaN and −0 come back as they were.
  package var bits: UInt64 { bitPattern }
}

extension Float: BinaryNumber {
  /// 4 bytes, least significant first.
  package static let byteCount = 4
  /// The number with these bits, as `bits` gave them.
  package init(bits: UInt64) { self.init(bitPattern: UInt32(truncatingIfNeeded: bits)) }
  /// The IEEE 754 pattern in the lower 32 bits.
  package var bits: UInt64 { UInt64(bitPattern) }
}

extension UInt64: BinaryNumber {
  /// 8 bytes, least significant first.
  package static let byteCount = 8
  /// The number with these bits, as `bits` gave them.
  package init(bits: UInt64) { self = bits }
  /// The number itself.
  package var bits: UInt64 { self }
}

extension Int: BinaryNumber {
  /// 8 bytes, least significant first.
  package static let byteCount = 8
  /// The number with these bits, as `bits` gave them.
  package init(bits: UInt64) { self.init(truncatingIfNeeded: bits) }
  /// Two's complement.
  package var bits: UInt64 { UInt64(truncatingIfNeeded: self) }
}
