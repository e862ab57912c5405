import RiskMeasures

/// A figure of a pair's history that takes a pass over it.
package enum PairMeasure: Hashable, Sendable {
  /// `PairHistory.valueAtRisk`.
  case valueAtRisk(level: Level, days: Int)
  /// `PairHistory.expectedShortfall`.
  case expectedShortfall(level: Level, days: Int)
  /// `PairHistory.volatility`.
  case volatility(decay: Double)
}
