import VectorMath

/// The worst losses of a run: all that a tail measure needs, without holding every path.
///
/// Holds the losses strictly above a threshold, the number of losses equal to it (an atom, for
/// example the zero loss of most paths), and the number of paths. Its measures are bit for bit
/// those of a `LossSample` of all the paths, or throw `tailTooShort`.
public struct TailSample: RankedLosses {
  /// A rank below what is held cannot be read.
  public typealias Failure = SampleError

  /// Number of paths of the run, not of the losses held.
  public let count: Int
  /// The loss that everything held lies above, or at.
  public let threshold: Double
  /// Number of paths whose loss equals the threshold.
  public let atThreshold: Int
  /// The losses that are held, ascending.
  public let worst: [Double]

  /// - Parameters:
  ///   - paths: Number of paths of the run, at least 1.
  ///   - above: The losses strictly above the threshold, in any order.
  ///   - threshold: A finite loss.
  ///   - atThreshold: Number of paths whose loss equals the threshold.
  /// - Throws: `SampleError.empty` for no paths, `SampleError.notFinite` with the first offending
  ///   index of `above`.
  /// - Precondition: `above` lies above the threshold, and the counts fit into `paths`.
  public init(
    paths: Int, above: [Double], threshold: Double, atThreshold: Int = 0
  ) throws(SampleError) {
    if paths <= 0 { throw .empty }
    precondition(threshold.isFinite, "a tail threshold is finite")
    precondition(
      atThreshold >= 0 && above.count + atThreshold <= paths, "a tail has at most all paths")
    worst = try ranked(above)
    precondition(worst.first.map { $0 > threshold } ?? true, "tail losses exceed the threshold")
    count = paths
    self.threshold = threshold
    self.atThreshold = atThreshold
  }

  /// The smallest ascending rank that the tail can answer for; `count + 1` if it holds nothing.
  public var heldFrom: Int { count - worst.count - atThreshold + 1 }

  /// - Throws: `SampleError.tailTooShort` if the rank lies below `heldFrom`.
  public func loss(rank: Int) throws(SampleError) -> Double {
    precondition(rank >= 1 && rank <= count, "ranks run from 1 to the number of paths")
    let index = rank - 1 - (count - worst.count)
    if index >= 0 { return worst[index] }
    if rank >= heldFrom { return threshold }
    throw .tailTooShort(neededRank: rank, heldFrom: heldFrom)
  }
}

extension TailSample {
  /// Rank of the pilot loss to use as threshold, so that a run's tail answers for its lowest level
  /// with the lower end of its interval.
  ///
  /// The run needs x_(l), l its interval's lower rank. With the laws of order statistics of both
  /// samples, the threshold lies above it with probability at most 2e-9, whatever the law of loss.
  ///
  /// - Parameters:
  ///   - lowestLevel: The lowest level that will be asked for.
  ///   - paths: Number of paths of the run, at least 1.
  ///   - confidence: Confidence of the intervals that will be asked for.
  ///   - pilotPaths: Number of paths that the threshold is chosen from, at least 1.
  /// - Returns: An ascending rank of the pilot; 0 if the run must keep every path.
  public static func pilotRank(
    lowestLevel: Level, paths: Int, confidence: Double = 0.95, pilotPaths: Int
  ) -> Int {
    let interval = OrderStatisticInterval.ranks(
      n: paths, p: lowestLevel.value, confidence: confidence, side: .twoSided)
    let needed = min(interval.lowerRank, lowestLevel.rank(in: paths))
    if needed == 0 { return 0 }
    // Where the needed loss stands in the law at worst: its share below is a beta variable.
    let share = BetaDistribution(a: Double(needed), b: Double(paths - needed + 1)).quantile(1e-9)
    return BinomialDistribution(trials: pilotPaths, probability: share)
      .largestRank(withProbabilityBelowAtMost: 1e-9)
  }
}
