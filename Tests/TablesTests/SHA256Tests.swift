import Tables
import Testing

@Suite struct SHA256Tests {
  /// reference/numerics/sha256.csv, with FIPS 180-4's own examples.
  @Test(arguments: try Reference.rows("numerics/sha256"))
  func agreesWithReference(_ row: ReferenceRow) throws {
    let message = try Reference.unescaped(row.input("message_utf8"))
    #expect(SHA256.hexDigest(of: Array(message.utf8)) == row.expected)
  }

  /// A hundred thousand times «a»; the digest is that of Python's hashlib.
  @Test func longMessage() {
    let digest = SHA256.hexDigest(of: [UInt8](repeating: UInt8(ascii: "a"), count: 100_000))
    #expect(digest == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
  }

  /// Any cut of the message gives the digest of the whole, at every length around the block.
  @Test func partsGiveTheDigestOfTheWhole() {
    for count in [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 200] {
      let message = (0..<count).map { UInt8($0) }
      let whole = SHA256.hexDigest(of: message)
      for cut in stride(from: 0, through: count, by: 7) {
        var hash = SHA256()
        hash.update(Array(message[..<cut]))
        _ = hash.hexDigest
        hash.update(Array(message[cut...]))
        #expect(hash.hexDigest == whole)
      }
    }
  }
}
