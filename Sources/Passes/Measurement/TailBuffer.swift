import VectorMath

/// The losses of one row above its threshold, in whatever order their paths came.
package struct TailBuffer: Mergeable {
  let threshold: Double
  /// All of them once `finish` has been called.
  private(set) var losses: [Double] = []
  /// Losses on their way to `losses`, which asks at every visit whether anybody shares it.
  private var stagedCount = 0
  private var staged = InlineArray<16, Double>(repeating: 0)
  /// Path numbers of `losses`; empty unless the row keeps them.
  private(set) var paths: [UInt64] = []
  /// Losses equal to the threshold.
  private(set) var atThreshold = 0
  /// Their first path numbers, so many at most; the sums of a tail share ties equally, so some suffice.
  private(set) var pathsAtThreshold: [UInt64] = []
  static let tieLimit = 65_536
  /// Losses equal to the threshold on the paths below each cut.
  private(set) var tiesBelowCuts: [Int]
  private let cuts: [Int]
  private let keepsPaths: Bool

  /// - Parameter cuts: Numbers of paths, whole blocks, that ties are counted for.
  init(threshold: Double, keepsPaths: Bool, capacity: Int, cuts: [Int] = []) {
    self.threshold = threshold
    self.keepsPaths = keepsPaths
    self.cuts = cuts
    tiesBelowCuts = Array(repeating: 0, count: cuts.count)
    losses.reserveCapacity(capacity)
    if keepsPaths { paths.reserveCapacity(capacity) }
  }

  /// Memory of what is kept, in bytes.
  package var byteCount: Int { 8 * (losses.count + paths.count) }

  /// Adds a loss equal to the threshold, of a row that keeps no paths.
  mutating func addTie() { atThreshold &+= 1 }

  /// Adds a loss above the threshold, of a row that keeps no paths.
  @inline(__always)
  mutating func add(_ loss: Double) {
    staged[stagedCount] = loss
    stagedCount &+= 1
    if stagedCount == staged.count { finish() }
  }

  /// Brings the losses that were added one by one to the others.
  @inline(never)
  mutating func finish() {
    let count = stagedCount
    staged.span.withUnsafeBufferPointer { losses.append(contentsOf: $0.extracting(..<count)) }
    stagedCount = 0
  }

  /// - Precondition: Both are finished.
  package mutating func merge(_ other: TailBuffer) {
    losses += other.losses
    paths += other.paths
    atThreshold += other.atThreshold
    pathsAtThreshold = Array(
      (pathsAtThreshold + other.pathsAtThreshold).sorted().prefix(Self.tieLimit))
    for cut in cuts.indices { tiesBelowCuts[cut] += other.tiesBelowCuts[cut] }
  }

  /// Adds the first `count` losses of a column.
  ///
  /// - Parameter isZero: Whether all of them are 0.
  mutating func add(_ column: Column, isZero: Bool, count: Int, firstPath: UInt64) {
    if isZero && threshold > 0 { return }
    let limit = Vector(repeating: threshold)
    let before = atThreshold
    defer {
      for (k, cut) in cuts.enumerated() where firstPath < UInt64(cut) {
        tiesBelowCuts[k] += atThreshold - before
      }
    }
    for v in 0..<(count + Vector.laneCount - 1) / Vector.laneCount {
      let loss = column[v]
      let valid = UInt32(
        truncatingIfNeeded: (1 << min(Vector.laneCount, count - v * Vector.laneCount)) - 1)
      let notBelow = ~mask(loss, lessThan: limit) & valid
      if notBelow == 0 { continue }
      var above = mask(limit, lessThan: loss) & valid
      var tied = notBelow & ~above
      atThreshold += tied.nonzeroBitCount
      while keepsPaths && tied != 0 && pathsAtThreshold.count < Self.tieLimit {
        pathsAtThreshold.append(
          firstPath + UInt64(v * Vector.laneCount + tied.trailingZeroBitCount))
        tied &= tied &- 1
      }
      while above != 0 {
        let lane = above.trailingZeroBitCount
        above &= above &- 1
        losses.append(loss[lane])
        if keepsPaths { paths.append(firstPath + UInt64(v * Vector.laneCount + lane)) }
      }
    }
  }
}

extension TailBuffer: BinaryCodable {
  /// Losses, path numbers and ties.
  package func write(to writer: inout BinaryWriter) throws {
    try writer.write(losses)
    try writer.write(paths)
    try writer.write(atThreshold)
    try writer.write(pathsAtThreshold)
    try writer.write(tiesBelowCuts)
  }

  /// Reads what `write` has written of the same row.
  package mutating func read(from reader: inout BinaryReader) throws {
    losses = try reader.readList()
    paths = try reader.readList()
    atThreshold = try reader.read()
    pathsAtThreshold = try reader.readList()
    try reader.read(into: &tiesBelowCuts)
  }
}
