import RandomNumbers

extension ReferenceCheck {
  /// Blocks of the generator.
  static let counterKnownAnswers = ReferenceCheck(
    "rng/counter_rng_kat",
    [
      .notCovered(
        because: "the engine has one generator, philox4x32",
        where: { $0.word("generator") != "philox4x32" }),
      .claimed("block"),
    ]
  ) { reference, figures in
    let counter = try words(reference, "counter", count: 4)
    let key = try words(reference, "key", count: 2)
    let block = Philox.block(
      counter: SIMD4(counter[0], counter[1], counter[2], counter[3]),
      key: SIMD2(key[0], key[1]), rounds: try reference.integer("rounds", from: 0))
    figures.add(
      "block",
      word: (0..<4).map { hexadecimal(UInt64(block[$0]), digits: 8) }
        .joined(separator: " "))
  }

  /// Words to uniforms.
  static let uniformConversion = ReferenceCheck(
    "rng/uniform_conversion",
    [
      .notCovered(
        because: "the engine uses the conversion u52_open, and a 31-bit one that has no table",
        where: { $0.word("rule") != "u52_open" }),
      .claimed("value", "bits"),
    ]
  ) { reference, figures in
    let value = UniformConversion.open52(try bits(reference, "bits_hex"))
    figures.add("value", value)
    figures.add("bits", word: "0x" + hexadecimal(value.bitPattern, digits: 16))
  }

  /// Lower-case hexadecimal digits with leading zeros.
  static func hexadecimal(_ word: UInt64, digits: Int) -> String {
    let text = String(word, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// An input of `0x` and hexadecimal digits.
  static func bits(_ reference: ReferenceCase, _ name: String) throws -> UInt64 {
    let text = try reference.text(name)
    guard text.hasPrefix("0x"), let word = UInt64(text.dropFirst(2), radix: 16) else {
      throw UnreadableInput(name: name, text: text)
    }
    return word
  }

  /// An input of so many words of 32 bits, separated by blanks.
  private static func words(
    _ reference: ReferenceCase, _ name: String, count: Int
  ) throws -> [UInt32] {
    let text = try reference.text(name)
    let words = text.split(separator: " ").compactMap { UInt32($0, radix: 16) }
    guard words.count == count else { throw UnreadableInput(name: name, text: text) }
    return words
  }
}
