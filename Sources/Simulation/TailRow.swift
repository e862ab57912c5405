import RiskMeasures

/// The merged tail of one row: every loss above its threshold, and how many lie on it.
struct TailRow: Sendable {
  let paths: Int
  let threshold: Double
  let losses: [Double]
  /// Path numbers of `losses`; empty for accounts.
  let pathNumbers: [UInt64]
  let atThreshold: Int
  /// Path numbers of the first of them, ascending.
  let pathsAtThreshold: [UInt64]
  /// Losses equal to the threshold on the paths below each cut of the convergence.
  let tiesBelowCuts: [Int]

  init(_ buffers: [TailBuffer], paths: Int) {
    self.paths = paths
    threshold = buffers[0].threshold
    // One worker's are taken over without a copy.
    losses = buffers.count == 1 ? buffers[0].losses : buffers.flatMap(\.losses)
    pathNumbers = buffers.count == 1 ? buffers[0].paths : buffers.flatMap(\.paths)
    atThreshold = buffers.reduce(0) { $0 + $1.atThreshold }
    tiesBelowCuts = buffers[0].tiesBelowCuts.indices.map { cut in
      buffers.reduce(0) { $0 + $1.tiesBelowCuts[cut] }
    }
    pathsAtThreshold = Array(
      buffers.flatMap(\.pathsAtThreshold).sorted().prefix(TailBuffer.tieLimit))
  }

  /// The tail as a sample of all paths.
  func sample() throws(SampleError) -> TailSample {
    try TailSample(paths: paths, above: losses, threshold: threshold, atThreshold: atThreshold)
  }

  /// The tail of the first so many paths, one of the cuts that the buffers counted ties for.
  func sample(ofFirst count: Int, cut: Int) throws(SampleError) -> TailSample {
    let limit = UInt64(count)
    var above: [Double] = []
    for (loss, path) in zip(losses, pathNumbers) where path < limit { above.append(loss) }
    return try TailSample(
      paths: count, above: above, threshold: threshold, atThreshold: tiesBelowCuts[cut])
  }
}
