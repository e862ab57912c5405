public import Paths

/// Quantiles by day of one observed series.
public struct SeriesQuantiles: Sendable {
  /// What was observed, with its unit.
  public let series: ObservedSeries
  /// Days from the valuation date, 0 first.
  public let days: [Double]
  /// For example 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99.
  public let probabilities: [Double]
  /// `[days][probabilities]`.
  public let values: [[Double]]
  /// Paths behind the quantiles: the first so many of the run.
  public let paths: Int

  /// Quantiles by day, then by probability.
  public init(
    series: ObservedSeries, days: [Double], probabilities: [Double], values: [[Double]],
    paths: Int
  ) {
    self.series = series
    self.days = days
    self.probabilities = probabilities
    self.values = values
    self.paths = paths
  }
}
