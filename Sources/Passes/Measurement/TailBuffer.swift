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
  /// Another number of the path of each loss; empty unless the row keeps it.
  private(set) var companions: [Double] = []
  /// Losses equal to the threshold.
  private(set) var atThreshold = 0
  /// Their first path numbers, `tieLimit` at most.
  private(set) var pathsAtThreshold: [UInt64] = []
  private let tieLimit: Int
  /// Losses equal to the threshold on the paths below each cut.
  private(set) var tiesBelowCuts: [Int]
  private let cuts: [Int]
  private let keepsPaths: Bool
  private let keepsCompanions: Bool

  /// - Parameters:
  ///   - capacity: Losses that there is room for at first.
  ///   - cuts: Numbers of paths, whole blocks, that ties are counted for.
  ///   - tieLimit: Path numbers kept of losses equal to the threshold. The sums of a tail share ties
  ///     equally, so that some suffice.
  ///   - keepsCompanions: Whether `add` is given another number of every path.
  package init(
    threshold: Double, keepsPaths: Bool, capacity: Int, cuts: [Int] = [], tieLimit: Int = 65_536,
    keepsCompanions: Bool = false
  ) {
    self.threshold = threshold
    self.keepsPaths = keepsPaths
    self.cuts = cuts
    self.tieLimit = tieLimit
    self.keepsCompanions = keepsCompanions
    tiesBelowCuts = Array(repeating: 0, count: cuts.count)
    losses.reserveCapacity(capacity)
    if keepsPaths { paths.reserveCapacity(capacity) }
  }

  /// Memory of what is kept, in bytes.
  package var byteCount: Int { 8 * (losses.count + paths.count + companions.count) }

  /// Adds losses equal to the threshold whose paths nobody asks for.
  package mutating func addTies(_ count: Int = 1) { atThreshold &+= count }

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
    companions += other.companions
    atThreshold += other.atThreshold
    pathsAtThreshold = Array(
      (pathsAtThreshold + other.pathsAtThreshold).sorted().prefix(tieLimit))
    for cut in cuts.indices { tiesBelowCuts[cut] += other.tiesBelowCuts[cut] }
  }

  /// Adds the first `count` losses of a column.
  ///
  /// - Parameters:
  ///   - isZero: Whether all of them are 0.
  ///   - companions: By path, for a row that keeps them; `nil` if all are 0.
  package mutating func add(
    _ column: Column, isZero: Bool, count: Int, firstPath: UInt64, companions: Column? = nil
  ) {
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
      while keepsPaths && tied != 0 && pathsAtThreshold.count < tieLimit {
        pathsAtThreshold.append(
          firstPath + UInt64(v * Vector.laneCount + tied.trailingZeroBitCount))
        tied &= tied &- 1
      }
      while above != 0 {
        let lane = above.trailingZeroBitCount
        above &= above &- 1
        losses.append(loss[lane])
        if keepsPaths { paths.append(firstPath + UInt64(v * Vector.laneCount + lane)) }
        if keepsCompanions { self.companions.append(companions?[v][lane] ?? 0) }
      }
    }
  }
}

extension TailBuffer: BinaryCodable {
  /// Losses, path numbers, companions where they are kept, and ties.
  package func write(to writer: inout BinaryWriter) throws {
    try writer.write(losses)
    try writer.write(paths)
    if keepsCompanions { try writer.write(companions) }
    try writer.write(atThreshold)
    try writer.write(pathsAtThreshold)
    try writer.write(tiesBelowCuts)
  }

  /// Reads what `write` has written of the same row.
  package mutating func read(from reader: inout BinaryReader) throws {
    losses = try reader.readList()
    paths = try reader.readList()
    if keepsCompanions { companions = try reader.readList() }
    atThreshold = try reader.read()
    pathsAtThreshold = try reader.readList()
    try reader.read(into: &tiesBelowCuts)
  }
}
