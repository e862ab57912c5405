import Foundation

/// Warns where the ratio that a level is read from cannot be the one that is meant.
enum RatioLevel {
  /// |ln| of a median ratio up to which a market rate stands near its exchange rate, or a price near
  /// par: the deepest month of stETH, June 2022, had a median discount of 5 %.
  static let usualDistance = 0.05
  /// Standard errors by which a discount is negative on average.
  static let significance = 2.0

  /// - Parameter series: The ratios in the window of the fit.
  static func warnings(_ fit: ProcessFit, _ series: DatedSeries) -> [String] {
    let sorted = series.values.sorted()
    guard !sorted.isEmpty, sorted[0] > 0 else { return [] }
    let median = sorted[sorted.count / 2]
    let isFar = abs(log(median)) > usualDistance
    switch fit.estimator {
    case DiscountEstimator.name where isFar:
      return [
        "the ratio has the median \(short(median)); market rate over exchange rate lies near 1: "
          + "divide by the exchange rate"
      ]
    case DiscountEstimator.name:
      let level = fit["level"]
      guard let error = level.standardError, level.value < -significance * error else { return [] }
      return ["the discount is negative on average: is the ratio upside down?"]
    case PegEstimator.name where isFar:
      return [
        "the price has the median \(short(median)); a stablecoin's price over its par lies near 1"
      ]
    default: return []
    }
  }

  /// Three significant digits.
  private static func short(_ value: Double) -> String { String(format: "%.3g", value) }
}
