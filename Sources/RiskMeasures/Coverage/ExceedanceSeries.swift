/// Days on which the loss exceeded its VaR forecast, in the order of time.
public struct ExceedanceSeries: Sendable, Hashable {
  /// One value a day: whether the loss was above VaR.
  public let exceeded: [Bool]

  /// - Throws: `BacktestError.empty`.
  public init(_ exceeded: [Bool]) throws(BacktestError) {
    if exceeded.isEmpty { throw .empty }
    self.exceeded = exceeded
  }

  /// A day counts if its loss lies strictly above its VaR.
  ///
  /// - Parameters:
  ///   - losses: One loss a day, positive = bad.
  ///   - valueAtRisk: The VaR forecast before that day, in the same unit.
  /// - Throws: `BacktestError` for no days, unequal lengths, NaN or infinity.
  public init(losses: [Double], valueAtRisk: [Double]) throws(BacktestError) {
    try requireTestable(losses: losses, forecasts: valueAtRisk)
    exceeded = losses.indices.map { losses[$0] > valueAtRisk[$0] }
  }

  /// What the coverage tests read.
  public var counts: ExceedanceCounts {
    var transitions = TransitionCounts(n00: 0, n01: 0, n10: 0, n11: 0)
    for day in exceeded.indices.dropFirst() {
      switch (exceeded[day - 1], exceeded[day]) {
      case (false, false): transitions.n00 += 1
      case (false, true): transitions.n01 += 1
      case (true, false): transitions.n10 += 1
      case (true, true): transitions.n11 += 1
      }
    }
    return ExceedanceCounts(
      days: exceeded.count, exceedances: exceeded.count { $0 }, transitions: transitions)
  }
}

/// Pairs of consecutive days by what happened on them: 1 for an exceedance, 0 for none.
public struct TransitionCounts: Sendable, Hashable {
  /// Calm days after calm days.
  public var n00: Int
  /// Exceedances after calm days.
  public var n01: Int
  /// Calm days after exceedances.
  public var n10: Int
  /// Exceedances after exceedances.
  public var n11: Int

  /// - Precondition: No count is negative.
  public init(n00: Int, n01: Int, n10: Int, n11: Int) {
    precondition(min(n00, n01, n10, n11) >= 0, "counts are not negative")
    self.n00 = n00
    self.n01 = n01
    self.n10 = n10
    self.n11 = n11
  }
}

/// What the coverage tests know of a series.
public struct ExceedanceCounts: Sendable, Hashable {
  /// Number of days T, at least 1.
  public let days: Int
  /// Number of exceedances x, from 0 to T.
  public let exceedances: Int
  /// The T − 1 pairs of consecutive days.
  public let transitions: TransitionCounts
}
