import Testing
import VectorMath

@Suite struct SetBitsTests {
  /// Every set bit once, from the lowest up, the first and the last of the word among them.
  @Test(arguments: [[], [0], [63], [0, 1, 31, 32, 62, 63], Array(0..<64)])
  func bitsComeInOrder(_ bits: [Int]) {
    var found: [Int] = []
    forEachSetBit(of: bits.reduce(0) { $0 | 1 << UInt64($1) }) { found.append($0) }
    #expect(found == bits)
  }
}
