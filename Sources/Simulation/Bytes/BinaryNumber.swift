/// Numbers that are stored as their bytes.
package protocol BinaryNumber: BitwiseCopyable {
  /// At most 8.
  static var byteCount: Int { get }
  init(bits: UInt64)
  var bits: UInt64 { get }
}

extension Double: BinaryNumber {
  package static let byteCount = 8
  package init(bits: UInt64) { self.init(bitPattern: bits) }
  package var bits: UInt64 { bitPattern }
}

extension Float: BinaryNumber {
  package static let byteCount = 4
  package init(bits: UInt64) { self.init(bitPattern: UInt32(truncatingIfNeeded: bits)) }
  package var bits: UInt64 { UInt64(bitPattern) }
}

extension UInt64: BinaryNumber {
  package static let byteCount = 8
  package init(bits: UInt64) { self = bits }
  package var bits: UInt64 { self }
}

extension Int: BinaryNumber {
  package static let byteCount = 8
  package init(bits: UInt64) { self.init(truncatingIfNeeded: bits) }
  package var bits: UInt64 { UInt64(truncatingIfNeeded: self) }
}
