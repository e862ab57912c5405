/// Floating-point sums of every row over the blocks of some tasks. Their order counts.
package struct RowSums: Mergeable {
  /// Σ(x − center) by row.
  package private(set) var sums: [Double]
  /// Σ(x − center)² by row.
  package private(set) var squares: [Double]

  /// Sums of no path.
  package init(rowCount: Int) {
    sums = Array(repeating: 0, count: rowCount)
    squares = sums
  }

  /// Adds a block, measured from the row's center.
  package mutating func add(_ block: BlockRow, row: Int) {
    sums[row] += block.sum
    squares[row] += block.squares
  }

  /// Gives a row the sums of another one.
  mutating func copy(_ row: Int, to other: Int) {
    sums[other] = sums[row]
    squares[other] = squares[row]
  }

  /// Adds the sums of the paths that follow.
  package mutating func merge(_ next: RowSums) {
    for row in sums.indices {
      sums[row] += next.sums[row]
      squares[row] += next.squares[row]
    }
  }
}

extension RowSums: BinaryCodable, Checked {
  /// Sums, then squares.
  package func write(to writer: inout BinaryWriter) throws {
    try writer.write(sums)
    try writer.write(squares)
  }

  /// Reads what `write` has written of as many rows.
  package mutating func read(from reader: inout BinaryReader) throws {
    try reader.read(into: &sums)
    try reader.read(into: &squares)
  }

  /// Of the bits of both sums.
  package var checksum: UInt64 {
    var checksum = Checksum()
    checksum.add(sums)
    checksum.add(squares)
    return checksum.value
  }
}
