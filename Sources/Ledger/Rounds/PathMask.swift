import VectorMath

/// Some paths of a block. As a sequence: their numbers within the block, ascending.
package struct PathMask: Sendable, Hashable {
  /// Bit i of word w is path 64 w + i.
  private var words = SIMD4<UInt64>()

  /// No path.
  package init() {}

  /// Whether no path is in it.
  package var isEmpty: Bool { words == SIMD4() }

  /// Number of its paths.
  package var count: Int {
    words[0].nonzeroBitCount + words[1].nonzeroBitCount + words[2].nonzeroBitCount
      + words[3].nonzeroBitCount
  }

  /// Whether a path of the block is in it.
  package func contains(_ path: Int) -> Bool {
    words[path / UInt64.bitWidth] &>> UInt64(path % UInt64.bitWidth) & 1 != 0
  }

  /// Adds a path of the block.
  package mutating func insert(_ path: Int) {
    words[path / UInt64.bitWidth] |= 1 &<< UInt64(path % UInt64.bitWidth)
  }

  /// Removes the paths that another mask lacks.
  package mutating func formIntersection(_ other: PathMask) { words &= other.words }

  /// Removes the paths of another mask.
  package mutating func subtract(_ other: PathMask) { words &= ~other.words }

  /// Adds the paths of another mask.
  package mutating func formUnion(_ other: PathMask) { words |= other.words }
}

extension PathMask: Sequence {
  /// Walks the paths upwards.
  package struct Iterator: IteratorProtocol {
    fileprivate var words: SIMD4<UInt64>
    private var word = 0

    fileprivate init(_ words: SIMD4<UInt64>) { self.words = words }

    /// The next path, or `nil` behind the last.
    package mutating func next() -> Int? {
      while words[word] == 0 {
        if word == 3 { return nil }
        word += 1
      }
      let bit = words[word].trailingZeroBitCount
      words[word] &= words[word] &- 1
      return word * UInt64.bitWidth + bit
    }
  }

  /// From the lowest path on.
  package func makeIterator() -> Iterator { Iterator(words) }
}
