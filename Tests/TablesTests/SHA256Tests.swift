import Tables
import Testing

@Suite struct SHA256Tests {
  private func digest(_ message: [UInt8], usesInstructions: Bool) -> String {
    var hash = SHA256(usesInstructions: usesInstructions)
    hash.update(message)
    return hash.hexDigest
  }

  /// reference/numerics/sha256.csv, with FIPS 180-4's own examples, with and without the CPU's
  /// instructions.
  @Test(arguments: try Reference.rows("numerics/sha256"))
  func agreesWithReference(_ row: ReferenceRow) throws {
    let message = try Reference.unescaped(row.input("message_utf8"))
    #expect(digest(Array(message.utf8), usesInstructions: true) == row.expected)
    #expect(digest(Array(message.utf8), usesInstructions: false) == row.expected)
    #expect(SHA256.hexDigest(of: Array(message.utf8)) == row.expected)
  }

  /// A hundred thousand times «a»; the digest is that of Python's hashlib.
  @Test(arguments: [true, false]) func longMessage(usesInstructions: Bool) {
    let message = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
    #expect(
      digest(message, usesInstructions: usesInstructions)
        == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
  }

  /// Any cut of the message gives the digest of the whole, at every length around the block.
  @Test(arguments: [true, false]) func partsGiveTheDigestOfTheWhole(usesInstructions: Bool) {
    for count in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 200] {
      let message = (0..<count).map { UInt8($0) }
      let whole = digest(message, usesInstructions: false)
      for cut in stride(from: 0, through: count, by: 7) {
        var hash = SHA256(usesInstructions: usesInstructions)
        hash.update(Array(message[..<cut]))
        _ = hash.hexDigest
        hash.update(Array(message[cut...]))
        #expect(hash.hexDigest == whole)
      }
    }
  }
}
