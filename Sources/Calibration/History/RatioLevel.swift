import Diagnostics
import Foundation

/// Ratios that stand near 1 if they are the ones that are meant.
enum RatioLevel {
  /// |ln| of a median ratio up to which a market rate stands near its exchange rate, or a price near
  /// par: the deepest month of stETH, June 2022, had a median discount of 5 %.
  static let usualDistance = 0.05
  /// Standard errors by which a discount is negative on average.
  static let significance = 2.0

  static func isFar(_ median: Double) -> Bool { abs(log(median)) > usualDistance }

  /// What the estimator of a level says of its fit to a series.
  static func warnings(
    _ fit: ProcessFit, _ series: DatedSeries, by estimator: any LevelEstimator
  ) -> [String] {
    let sorted = series.values.sorted()
    guard !sorted.isEmpty, sorted[0] > 0 else { return [] }
    return type(of: estimator).slips(of: fit, median: sorted[sorted.count / 2])
  }

  /// Three significant digits.
  static func short(_ value: Double) -> String { NumberWords.short(value) }
}
