/// What the values of a series measure.
public enum SeriesQuantity: String, Sendable, CaseIterable {
  /// A price, or a ratio of prices.
  case price
  /// A rate per year.
  case rate
  /// A share of a whole.
  case share
  /// A waiting time.
  case wait
}
