/// Sums and observed values of some tasks, whose order counts.
package struct PathSums: Mergeable, BinaryCodable, Checked {
  var sums: RowSums
  var observed: ObservedSamples

  init(_ plan: LossPlan) {
    sums = RowSums(rowCount: RowLayout(plan).rowCount)
    observed = ObservedSamples(plan)
  }

  /// Adds the sums of the paths that follow.
  package mutating func merge(_ next: PathSums) {
    sums.merge(next.sums)
    observed.merge(next.observed)
  }

  /// Sums by row, then the observed series.
  package func write(to writer: inout BinaryWriter) throws {
    try sums.write(to: &writer)
    try observed.write(to: &writer)
  }

  /// Reads what `write` has written of the same plan.
  package mutating func read(from reader: inout BinaryReader) throws {
    try sums.read(from: &reader)
    try observed.read(from: &reader)
  }

  /// Of the sums, which every path of the task is part of.
  package var checksum: UInt64 { sums.checksum }
}
