import Foundation
import RandomNumbers
import Testing

@Suite struct PhiloxTests {
  /// Vectors published with Random123 (kat_vectors) and further ones, in Tests/References.
  @Test func reproducesThePublishedVectors() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "References/rng/counter_rng_kat.csv")
    let text = try String(contentsOf: path, encoding: .utf8)
    var checked = 0
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count > 6, cells[1] == "philox4x32" else { continue }
      func words(_ cell: String) -> [UInt32] {
        cell.split(separator: " ").compactMap { UInt32($0, radix: 16) }
      }
      let counter = words(cells[3])
      let key = words(cells[4])
      let block = Philox.block(
        counter: SIMD4(counter), key: SIMD2(key), rounds: try #require(Int(cells[2])))
      #expect((0..<4).map { block[$0] } == words(cells[6]))
      checked += 1
    }
    #expect(checked >= 6)
  }

  /// Every (path, stream, step, block) has a counter of its own: 1.5 million of them, none twice.
  @Test func addressesAreDistinct() {
    var seen = Set<SIMD4<UInt32>>()
    for path in (0..<100).map({ UInt64($0) << 32 | UInt64($0) * 7 }) {
      for stream in DrawAddress.Stream.allCases {
        for step in 0..<50 as Range<UInt32> {
          for block in 0..<100 as Range<UInt32> {
            seen.insert(
              DrawAddress(path: path, stream: stream, step: step, block: block).counter)
          }
        }
      }
    }
    #expect(seen.count == 100 * DrawAddress.Stream.allCases.count * 50 * 100)
  }
}
