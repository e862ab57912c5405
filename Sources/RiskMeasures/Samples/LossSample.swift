import VectorMath

/// A whole sample of losses: finite, not empty, sorted. Positive = bad.
///
/// Its measures (`valueAtRisk`, `expectedShortfall`) stand in `RankedLosses` and do not throw.
public struct LossSample: RankedLosses {
  /// Every rank can be read.
  public typealias Failure = Never

  /// The losses that are held, ascending.
  public let worst: [Double]

  /// - Parameter losses: One loss a path, in any order.
  /// - Throws: `SampleError.empty`, `SampleError.notFinite` with the first offending index.
  /// - Complexity: O(n log n), one copy of the losses.
  public init(_ losses: [Double]) throws(SampleError) {
    if losses.isEmpty { throw .empty }
    worst = try ranked(losses)
  }

  /// Number of paths n.
  public var count: Int { worst.count }

  /// Rank 1 is the smallest loss, rank n the largest.
  public func loss(rank: Int) -> Double {
    precondition(rank >= 1 && rank <= count, "ranks run from 1 to the number of losses")
    return worst[rank - 1]
  }

  /// The left-continuous quantiles x_(⌈n p⌉), in the order of `levels`.
  public func quantiles(_ levels: [Level]) -> [Double] {
    levels.map { loss(rank: $0.rank(in: count)) }
  }

  /// Moments of all the losses, folded in ascending order.
  public var moments: RunningMoments { RunningMoments(worst) }
}

/// The losses in ascending order.
///
/// - Throws: `SampleError.notFinite` with the first offending index.
func ranked(_ losses: [Double]) throws(SampleError) -> [Double] {
  let ascending = VectorMath.ascending(losses)
  // NaN and infinity come to stand at the ends.
  if ascending.first?.isFinite ?? true && ascending.last?.isFinite ?? true { return ascending }
  for i in losses.indices where !losses[i].isFinite { throw .notFinite(index: i) }
  return ascending
}
