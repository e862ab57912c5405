/// A result whose bits can be compared with those of the same task done elsewhere.
package protocol Checked {
  /// A number that differs, but for one case in 2⁶⁴, where a bit does.
  var checksum: UInt64 { get }
}

/// A number that changes with every bit of what it is taken over, and with the order.
package struct Checksum {
  /// Of all numbers so far; the start is an arbitrary constant that is not 0.
  package private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Of no numbers.
  package init() {}

  /// Takes the bits of numbers in, in order.
  package mutating func add(_ numbers: [some BinaryNumber]) {
    // Every step is one-to-one in the sum so far and in the number.
    for number in numbers {
      value = (value ^ number.bits) &* 0xD6E8_FEB8_6659_FD93
      value ^= value >> 32
    }
  }
}
