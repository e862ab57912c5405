/// What is kept of paths whatever their order.
package struct CollectedLosses: Mergeable, BinaryCodable {
  /// Counts and extremes of every row.
  package var counts: RowCounts
  /// By row, or by those rows that keep a tail.
  package var tails: [TailBuffer]

  /// - Parameter tails: By row, or by those rows that keep a tail.
  package init(counts: RowCounts, tails: [TailBuffer]) {
    self.counts = counts
    self.tails = tails
  }

  /// Joins what two workers have kept; the order does not count.
  package mutating func merge(_ other: CollectedLosses) {
    counts.merge(other.counts)
    for row in tails.indices { tails[row].merge(other.tails[row]) }
  }

  /// Counts, then the tails by row.
  package func write(to writer: inout BinaryWriter) throws {
    try counts.write(to: &writer)
    for tail in tails { try tail.write(to: &writer) }
  }

  /// Reads what `write` has written of the same plan.
  package mutating func read(from reader: inout BinaryReader) throws {
    try counts.read(from: &reader)
    for row in tails.indices { try tails[row].read(from: &reader) }
  }
}
