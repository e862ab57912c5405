extension [UInt8] {
  /// Appends a text as UTF-8.
  package mutating func append(utf8 text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  /// Appends a text as UTF-8 if all its bytes are of a kind.
  ///
  /// - Returns: Whether they are; nothing is appended otherwise.
  @inlinable
  package mutating func append(utf8 text: String, where isPlain: (UInt8) -> Bool) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      guard utf8.allSatisfy(isPlain) else { return false }
      append(contentsOf: utf8)
      return true
    }
  }

  /// Appends the decimal digits of an integer, behind a minus if it is negative.
  package mutating func append(decimal integer: Int) {
    if integer < 0 { append(UInt8(ascii: "-")) }
    var first = count
    var rest = integer.magnitude
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    // The digits stand from the last to the first.
    var last = count - 1
    while first < last {
      swapAt(first, last)
      first += 1
      last -= 1
    }
  }
}
