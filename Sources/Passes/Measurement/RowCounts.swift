import VectorMath

/// Counts and extremes of every row, and first liquidations, whose order does not count.
package struct RowCounts: Mergeable {
  /// Paths with a positive value, by row.
  package private(set) var positive: [Int]
  /// The least loss by row; +∞ before the first path.
  package private(set) var minimum: [Double]
  /// The greatest loss by row; −∞ before the first path.
  package private(set) var maximum: [Double]
  /// Bins of the wide rows: `[row][bin]`, with the counts below and above at the ends.
  package private(set) var bins: [[Int]]
  /// First liquidations, `[step × accounts]`.
  package var accountLiquidations: [Int] = []
  /// First liquidations of any account, `[step × (books + 1)]`, as the ledger numbers them.
  package var bookLiquidations: [Int] = []

  init(_ layout: RowLayout) {
    self.init(rowCount: layout.rowCount, binnedRowCount: layout.wideRowCount)
  }

  /// Counts of no path.
  ///
  /// - Parameter binnedRowCount: Rows with a histogram, the first so many.
  package init(rowCount: Int, binnedRowCount: Int = 0) {
    positive = Array(repeating: 0, count: rowCount)
    minimum = Array(repeating: .infinity, count: rowCount)
    maximum = Array(repeating: -.infinity, count: rowCount)
    bins = Array(
      repeating: Array(repeating: 0, count: HistogramShape.binCount + 2), count: binnedRowCount)
  }

  /// Adds a block to a row.
  package mutating func add(_ block: BlockRow, row: Int) {
    positive[row] += block.positive
    minimum[row] = Swift.min(minimum[row], block.minimum)
    maximum[row] = Swift.max(maximum[row], block.maximum)
  }

  /// Gives a row the counts of another one.
  mutating func copy(_ row: Int, to other: Int) {
    positive[other] = positive[row]
    minimum[other] = minimum[row]
    maximum[other] = maximum[row]
    bins[other] = bins[row]
  }

  /// Bins the first `count` values of a wide row.
  mutating func bin(
    _ column: Column, isZero: Bool, row: Int, count: Int, shape: HistogramShape
  ) {
    if isZero {
      bins[row][shape.bin(0)] += count
      return
    }
    bins[row].withUnsafeMutableBufferPointer { shape.add(column, count: count, to: $0) }
  }

  /// Joins the counts of other paths; the order does not count.
  package mutating func merge(_ other: RowCounts) {
    for row in positive.indices {
      positive[row] += other.positive[row]
      minimum[row] = Swift.min(minimum[row], other.minimum[row])
      maximum[row] = Swift.max(maximum[row], other.maximum[row])
    }
    for row in bins.indices {
      for k in bins[row].indices { bins[row][k] += other.bins[row][k] }
    }
    accountLiquidations = Self.sum(accountLiquidations, other.accountLiquidations)
    bookLiquidations = Self.sum(bookLiquidations, other.bookLiquidations)
  }

  private static func sum(_ a: [Int], _ b: [Int]) -> [Int] {
    a.isEmpty ? b : zip(a, b).map(+)
  }
}

extension RowCounts: BinaryCodable {
  /// Numbers by row, bins, then liquidations.
  package func write(to writer: inout BinaryWriter) throws {
    try writer.write(positive)
    try writer.write(minimum)
    try writer.write(maximum)
    for row in bins { try writer.write(row) }
    try writer.write(accountLiquidations)
    try writer.write(bookLiquidations)
  }

  /// Reads what `write` has written of the same plan.
  package mutating func read(from reader: inout BinaryReader) throws {
    try reader.read(into: &positive)
    try reader.read(into: &minimum)
    try reader.read(into: &maximum)
    for row in bins.indices { try reader.read(into: &bins[row]) }
    accountLiquidations = try reader.readList()
    bookLiquidations = try reader.readList()
  }
}
