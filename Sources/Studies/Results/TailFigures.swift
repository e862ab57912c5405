public import RiskMeasures

/// VaR and ES of one quantity at one level.
public struct TailFigures: Sendable {
  /// 0.99, not 0.01.
  public let level: Double
  /// L_(⌈n α⌉) with its order-statistic interval.
  public let valueAtRisk: Estimate
  /// Exact average of the quantiles above the level, with its asymptotic interval.
  public let expectedShortfall: Estimate

  /// Both figures in the numeraire; losses are positive.
  public init(level: Double, valueAtRisk: Estimate, expectedShortfall: Estimate) {
    self.level = level
    self.valueAtRisk = valueAtRisk
    self.expectedShortfall = expectedShortfall
  }
}
