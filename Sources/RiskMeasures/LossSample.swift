import VectorMath

/// A whole sample of losses: finite, not empty, sorted. Positive = bad.
///
/// Its measures (`valueAtRisk`, `expectedShortfall`) stand in `RankedLosses` and do not throw.
public struct LossSample: RankedLosses {
  public typealias Failure = Never

  private let ascending: [Double]

  /// - Parameter losses: One loss a path, in any order.
  /// - Throws: `SampleError.empty`, `SampleError.notFinite` with the first offending index.
  /// - Complexity: O(n log n), one copy of the losses.
  public init(_ losses: [Double]) throws(SampleError) {
    if losses.isEmpty { throw .empty }
    try requireFinite(losses)
    ascending = VectorMath.ascending(losses)
  }

  public var count: Int { ascending.count }

  public func loss(rank: Int) -> Double {
    precondition(rank >= 1 && rank <= count, "ranks run from 1 to the number of losses")
    return ascending[rank - 1]
  }

  /// The left-continuous quantiles x_(⌈n p⌉), in the order of `levels`.
  public func quantiles(_ levels: [Level]) -> [Double] {
    levels.map { loss(rank: $0.rank(in: count)) }
  }

  /// Moments of all the losses, folded in ascending order.
  public var moments: RunningMoments { RunningMoments(ascending) }
}

/// Refuses NaN and infinity before ranking.
func requireFinite(_ values: [Double]) throws(SampleError) {
  for i in values.indices where !values[i].isFinite { throw .notFinite(index: i) }
}
