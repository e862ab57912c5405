import Passes
import VectorMath

/// The worst losses of one subject under one policy, with their paths: as many as ES needs.
///
/// Losses are never negative, so that paths which are not kept count as 0 where the tail is short.
/// Equal losses are kept by path number, so that the tail is the same for any number of workers.
struct PolicyTail: Mergeable {
  struct Entry: Sendable {
    let loss: Double
    /// Interest income of the path, in the numeraire.
    let income: Double
    let path: UInt64
  }

  /// By ascending path.
  private(set) var entries: [Entry] = []
  private let limit: Int
  /// As many losses of earlier paths as are kept are at least this large.
  private var floor = 0.0

  /// - Parameter limit: Entries that are kept, at least 1.
  init(limit: Int) { self.limit = limit }

  /// Adds the positive losses of a block.
  ///
  /// - Parameter income: Interest income by path; `nil` where there is none.
  /// - Precondition: Its paths come after those of the blocks before.
  mutating func add(_ column: Column, income: Column?, firstPath: UInt64) {
    let least = Vector(repeating: floor)
    for v in 0..<PathBlock.vectorCount {
      var found = mask(least, lessThan: column[v])
      while found != 0 {
        let path = v * Vector.laneCount + found.trailingZeroBitCount
        found &= found &- 1
        entries.append(
          Entry(
            loss: column[path: path], income: income?[path: path] ?? 0,
            path: firstPath + UInt64(path)))
      }
    }
    if entries.count > 2 * limit + 4_096 { prune() }
  }

  mutating func merge(_ other: PolicyTail) {
    entries += other.entries
    entries.sort { $0.path < $1.path }
    prune()
  }

  /// The loss of so large a rank, from 1 for the largest; `nil` if there are fewer.
  func loss(rank: Int) -> Double? {
    guard entries.count >= rank else { return nil }
    return ascending(entries.map(\.loss))[entries.count - rank]
  }

  private mutating func prune() {
    guard entries.count > limit, let least = loss(rank: limit) else { return }
    var room = limit - entries.reduce(0) { $0 + ($1.loss > least ? 1 : 0) }
    entries.removeAll { entry in
      if entry.loss > least { return false }
      if entry.loss < least || room == 0 { return true }
      room -= 1
      return false
    }
    floor = least
  }
}

extension PolicyTail: BinaryCodable {
  func write(to writer: inout BinaryWriter) throws {
    try writer.write(entries.count)
    for entry in entries {
      try writer.write(entry.loss)
      try writer.write(entry.income)
      try writer.write(entry.path)
    }
  }

  mutating func read(from reader: inout BinaryReader) throws {
    let count = try reader.read(Int.self)
    guard count >= 0 else { throw BinaryReader.Failure.isOfAnotherPlan }
    for _ in 0..<count {
      entries.append(
        Entry(
          loss: try reader.read(), income: try reader.read(), path: try reader.read()))
    }
  }
}
