import Foundation
import TestSupport
import Testing
import VectorMath

/// Tables by row and path that kernels walk through.
@Suite struct BlockTableTests {
  /// Bit i of `lanes` is the flag of path 8v + i, for all flags of random bytes.
  @Test func lanesCollectOneFlagOfEightPaths() {
    let table = MaskTable(rowCount: 3)
    var generator = TestGenerator(seed: 41)
    for row in 0..<3 {
      for path in 0..<PathBlock.pathCount {
        table[row, path] = UInt8(truncatingIfNeeded: generator.next())
      }
    }
    var differences = 0
    for row in 0..<3 {
      for v in 0..<PathBlock.vectorCount {
        for bit in 0..<8 {
          var want: UInt32 = 0
          for i in 0..<8 where table[row, 8 * v + i] & (1 << UInt8(bit)) != 0 {
            want |= 1 << UInt32(i)
          }
          if table.lanes(row: row, bit: bit, vector: v) != want { differences += 1 }
        }
      }
    }
    #expect(differences == 0)
  }

  /// Bit i of `paths(otherThan:)` is whether the byte of path 8v + i differs, for bytes that are equal, that
  /// differ in one bit, and for all others.
  @Test func pathsWhoseFlagsDiffer() {
    let table = MaskTable(rowCount: 2)
    var generator = TestGenerator(seed: 43)
    var differences = 0
    for flags: UInt8 in [0, 1, 0x5a, 0x80, 0xff] {
      for path in 0..<PathBlock.pathCount {
        let drawn = generator.next()
        let other = UInt8(truncatingIfNeeded: drawn)
        let flipped = flags ^ (1 << UInt8(drawn >> 8 & 7))
        table[1, path] = [flags, flipped, other][Int((drawn >> 16) % 3)]
      }
      for v in 0..<PathBlock.vectorCount {
        var want: UInt32 = 0
        for i in 0..<8 where table[1, 8 * v + i] != flags { want |= 1 << UInt32(i) }
        if table.paths(row: 1, otherThan: flags, vector: v) != want { differences += 1 }
      }
    }
    #expect(differences == 0)
  }

  /// Eight sums at a time have the bits of one at a time.
  @Test func laneSumsHaveTheBitsOfOneAtATime() {
    let table = VectorTable(count: 24)
    var generator = TestGenerator(seed: 44)
    for i in 0..<24 * 8 {
      table[scalar: i] = Double(generator.next() >> 11) * 0x1p-53 * exp2(Double(i % 40) - 20)
    }
    let weight = Vector(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
    for first in [0, 5, 16] {
      let sums = table.laneSums(from: first, weight: weight)
      for k in 0..<8 { #expect(sums[k] == (table[first + k] * weight).laneSum) }
    }
  }

  /// Paths from `count` on have no flags, and neighbours keep theirs.
  @Test(arguments: [0, 1, 100, PathBlock.pathCount]) func fillEndsAtTheLastPath(_ count: Int) {
    let table = MaskTable(rowCount: 3)
    for row in 0..<3 { table.fill(row: row, 0xff) }
    table.fill(row: 1, 0x5a, count: count)
    for path in 0..<PathBlock.pathCount {
      #expect(table[0, path] == 0xff && table[2, path] == 0xff)
      #expect(table[1, path] == (path < count ? 0x5a : 0))
    }
  }

  /// A copy has the numbers of the first and zeros after them, and is its own.
  @Test func copiesAreTheirOwn() {
    let first = VectorTable(count: 3)
    for i in 0..<24 { first[scalar: i] = Double(i) + 0.5 }
    let copy = VectorTable(first, count: 5)
    first[scalar: 0] = -1
    #expect(copy.count == 5)
    for i in 0..<40 { #expect(copy[scalar: i] == (i < 24 ? Double(i) + 0.5 : 0)) }
    copy[4] = Vector(repeating: 2)
    #expect(copy[scalar: 39] == 2 && first[2][7] == 23.5)
  }

  /// Small numbers and counts keep their sign and place.
  @Test func indicesAndCounts() {
    let indices = PathIndices(rowCount: 2)
    indices[0, PathBlock.pathCount - 1] = 70_000
    indices[1, 0] = -1
    #expect(indices[0, PathBlock.pathCount - 1] == 70_000 && indices[1, 0] == -1)
    #expect(indices[0, 0] == 0 && indices[1, 1] == 0)
    let counts = CountTable(count: 2)
    counts[1] -= 3
    #expect(counts[0] == 0 && counts[1] == -3)
  }

  /// Columns keep their order, also when one stands twice, and write into their block.
  @Test func columnListsAreViews() {
    let block = PathBlock(columnCount: 2)
    let list = ColumnList([block[1], block[0], block[1]])
    block[1].fill(4)
    list[1].fill(9)
    #expect(list.count == 3 && list[0][path: 3] == 4 && list[2][path: 3] == 4)
    #expect(block[0][path: PathBlock.pathCount - 1] == 9 && block[1][path: 0] == 4)
  }
}
