/// Why history has not decided a dependence.
public enum DependenceAbsence: Sendable, Hashable {
  /// Fewer than two of the factors have a fit.
  case fits
  /// Factors share fewer intervals than `DependencePlan.leastCount`: so many of so many days, 0 days for none.
  case intervals(Int, days: Double)
  /// The mathematics failed: in words, without a full stop.
  case failure(String)
}

extension DependenceAbsence: CustomStringConvertible {
  /// A clause without a full stop.
  public var description: String {
    switch self {
    case .fits: "fewer than two factors have an estimate"
    case .intervals(let count, let days):
      "\(SeriesStep.common(count, of: days)), at least \(DependencePlan.leastCount) are needed"
    case .failure(let words): words
    }
  }
}
