import Diagnostics

/// When two names that differ as texts may be one name: an address in capitals, an id with a character that cannot
/// be seen.
enum NameIdentity {
  /// The visible characters in small letters. Names of one key look alike or differ in capitals alone.
  static func key(of name: String) -> String {
    isPlain(name) ? name : visible(name).lowercased()
  }

  /// What keeps two names of one key apart.
  enum Difference {
    /// One address, or one visible text: the names are one.
    case invisible, capitalsOfAddress
    /// Names that somebody may have chosen to be two.
    case capitals
  }

  /// - Precondition: The names differ and have one key.
  static func difference(_ a: String, _ b: String) -> Difference {
    if visible(a) == visible(b) { return .invisible }
    return isAddress(key(of: a)) ? .capitalsOfAddress : .capitals
  }

  /// The name of a list that is the same account: itself, or the one that differs by capitals of an address or by
  /// invisible characters.
  static func match(of name: String, among names: some Collection<String>) -> String? {
    let key = key(of: name)
    return names.first { other in
      self.key(of: other) == key && (other == name || difference(other, name) != .capitals)
    }
  }

  /// Hexadecimal digits behind 0x, or a name of the Ethereum Name Service: both are the same in capitals.
  private static func isAddress(_ key: String) -> Bool {
    if key.hasSuffix(".eth") { return true }
    guard key.hasPrefix("0x") else { return false }
    let digits = key.dropFirst(2)
    return digits.count >= 8 && digits.allSatisfy(\.isHexDigit)
  }

  /// Without what has no shape of its own: zero-width characters, byte order marks, soft hyphens, marks of direction.
  private static func visible(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.filter { !isInvisible($0) }))
  }

  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .format
  }

  /// Small ASCII letters, digits and signs alone: its own key.
  private static func isPlain(_ name: String) -> Bool {
    name.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }
}
