import RiskMeasures

/// The merged tail of one row: every loss above its threshold, and how many lie on it.
package struct TailRow: Sendable {
  let paths: Int
  let threshold: Double
  /// Above the threshold, in no order.
  package let losses: [Double]
  /// Path numbers of `losses`; empty for accounts.
  package let pathNumbers: [UInt64]
  /// Another number of each path of `losses`; empty unless the row keeps it.
  private let companions: [Double]
  let atThreshold: Int
  /// Path numbers of the first of them, ascending.
  let pathsAtThreshold: [UInt64]
  /// Losses equal to the threshold on the paths below each cut of the convergence.
  let tiesBelowCuts: [Int]

  /// - Parameter paths: Of the whole run.
  package init(_ buffer: TailBuffer, paths: Int) {
    self.paths = paths
    threshold = buffer.threshold
    losses = buffer.losses
    pathNumbers = buffer.paths
    companions = buffer.companions
    atThreshold = buffer.atThreshold
    tiesBelowCuts = buffer.tiesBelowCuts
    pathsAtThreshold = buffer.pathsAtThreshold.sorted()
  }

  /// The tail as a sample of all paths.
  package func sample() throws(SampleError) -> TailSample {
    try TailSample(paths: paths, above: losses, threshold: threshold, atThreshold: atThreshold)
  }

  /// The expected shortfall with what each path adds to it.
  ///
  /// - Throws: `SampleError.tailTooShort` if the tail does not reach the level.
  /// - Precondition: The row keeps paths and companions.
  package func shortfallInfluence(level: Level) throws(SampleError) -> ShortfallInfluence {
    var worst: [ShortfallInfluence.TailLoss] = []
    worst.reserveCapacity(losses.count)
    for k in losses.indices {
      worst.append(.init(path: pathNumbers[k], loss: losses[k], companion: companions[k]))
    }
    return try ShortfallInfluence(sample(), level: level, worst: worst)
  }

  /// The tail of the first so many paths, one of the cuts that the buffers counted ties for.
  package func sample(ofFirst count: Int, cut: Int) throws(SampleError) -> TailSample {
    let limit = UInt64(count)
    var above: [Double] = []
    for (loss, path) in zip(losses, pathNumbers) where path < limit { above.append(loss) }
    return try TailSample(
      paths: count, above: above, threshold: threshold, atThreshold: tiesBelowCuts[cut])
  }
}
