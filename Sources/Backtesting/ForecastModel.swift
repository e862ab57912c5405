import Calibration

/// A model that a backtest refits every day: an estimator, and what takes its place where a window has
/// no parameters to give.
public struct ForecastModel: Sendable {
  /// The word used in documents.
  public let name: String
  /// One line for lists.
  public let summary: String
  /// The model's own estimator first, then its substitutes in order. Where all refuse,
  /// `FixedDecayVolatility` takes their place.
  let estimators: [any ProcessEstimator]
  /// Where a process with changing volatility starts.
  let start: Start

  enum Start: Sendable {
    /// The variance that the model itself sees after the window.
    case filtered
    /// The exponentially weighted variance (0.94) that estimators write into market documents.
    case document
  }

  init(
    _ estimator: any ProcessEstimator, substitutes: [any ProcessEstimator] = [],
    start: Start = .filtered, name: String? = nil, summary: String? = nil
  ) {
    self.name = name ?? type(of: estimator).name
    self.summary = summary ?? type(of: estimator).summary
    self.start = start
    estimators = [estimator] + substitutes
  }

  /// Names of what takes the model's place, in order.
  public var substitutes: [String] {
    estimators.dropFirst().map { type(of: $0).name } + [FixedDecayVolatility.name]
  }

  /// Fewest returns that the model accepts.
  public var leastCount: Int { estimators.map { type(of: $0).leastCount }.max() ?? 0 }
}
