import VectorMath

/// Losses that can be read by ascending rank: a whole sample, or the tail of one.
///
/// The measures below are written once for both, so that a tail gives the bits of its sample.
/// Losses are in one unit, positive = bad.
public protocol RankedLosses: Sendable {
  /// What reading a rank can throw: `Never` for a whole sample.
  associatedtype Failure: Error

  /// Number of paths n, at least 1.
  var count: Int { get }

  /// The loss x_(rank) of the ascending sample, rank from 1 to n.
  func loss(rank: Int) throws(Failure) -> Double

  /// The largest losses, ascending up to x_(n): all that can be above the least loss of any readable rank.
  var worst: [Double] { get }
}

extension RankedLosses {
  /// Value at risk: the left-continuous quantile x_(⌈n α⌉), with its order-statistic interval.
  ///
  /// The interval is exact for continuous laws and conservative with atoms. The standard error is
  /// the interval's half-width over its normal quantile; infinity if the interval is unbounded.
  /// VaR is not subadditive; use `expectedShortfall` to add risks up.
  ///
  /// Reference: David and Nagaraja (2003), Order Statistics, section 7.1, doi:10.1002/0471722162.
  ///
  /// - Complexity: O(√(n α (1 − α))) for the ranks.
  public func valueAtRisk(
    level: Level, confidence: Double = 0.95
  ) throws(Failure) -> Estimate {
    try quantileEstimate(rank: level.rank(in: count), level: level, confidence: confidence)
  }

  /// Upper value at risk: the right-continuous quantile x_(⌊n α⌋ + 1), with the same interval.
  public func valueAtRiskUpper(
    level: Level, confidence: Double = 0.95
  ) throws(Failure) -> Estimate {
    try quantileEstimate(rank: level.upperRank(in: count), level: level, confidence: confidence)
  }

  /// Expected shortfall: the mean of the worst 1 − α share of losses, the boundary loss weighted
  /// by its fraction.
  ///
  ///     ES = (1 / (n(1 − α))) (Σ_{i>k} x_(i) + (k − n α) x_(k)),   k = ⌈n α⌉
  ///
  /// This is the exact average of quantiles, coherent for every sample. The standard error is
  ///
  ///     √((Var(L | tail) + α (ES − VaR)²) / (n(1 − α)))
  ///
  /// and the interval is normal; both need a finite variance of the tail and about 100 tail paths.
  /// If no loss exceeds VaR the sample is silent about the error: it is infinite, the interval
  /// runs from VaR's lower end to infinity, and the method is `unknown`.
  ///
  /// References: Acerbi and Tasche (2002), doi:10.1016/S0378-4266(02)00283-2;
  /// Hong, Hu and Liu (2014), doi:10.1145/2661631.
  ///
  /// - Complexity: O(n(1 − α)).
  public func expectedShortfall(
    level: Level, confidence: Double = 0.95
  ) throws(Failure) -> Estimate {
    let quantile = try valueAtRisk(level: level, confidence: confidence)
    let threshold = quantile.value
    var excess = CompensatedSum()
    var squares = CompensatedSum()
    // Losses above VaR alone: the others add nothing.
    for loss in worst.reversed() {
      let d = loss - threshold
      if d <= 0 { break }
      excess.add(d)
      squares.add(d * d)
    }
    let tailPaths = Double(count) - level.position(in: count)
    if excess.value == 0 {
      return Estimate(
        value: threshold, standardError: .infinity, lower: quantile.lower, upper: .infinity,
        confidence: confidence, method: .unknown)
    }
    // With mean excess e and mean squared excess m the variance is (m − (1 − α) e²) / (n(1 − α)).
    let mean = excess.value / tailPaths
    let share = tailPaths / Double(count)
    let variance = max(0, squares.value / tailPaths - share * mean * mean) / tailPaths
    return Estimate(
      value: threshold + mean, standardError: variance.squareRoot(), confidence: confidence)
  }

  private func quantileEstimate(
    rank: Int, level: Level, confidence: Double
  ) throws(Failure) -> Estimate {
    let value = try loss(rank: rank)
    let interval = OrderStatisticInterval.ranks(
      n: count, p: level.value, confidence: confidence, side: .twoSided)
    var lower = -Double.infinity
    var upper = Double.infinity
    if interval.lowerRank > 0 { lower = min(value, try loss(rank: interval.lowerRank)) }
    if interval.upperRank <= count { upper = max(value, try loss(rank: interval.upperRank)) }
    return Estimate(
      value: value, standardError: (upper - lower) / (2 * twoSidedQuantile(confidence)),
      lower: lower, upper: upper, confidence: confidence, method: .orderStatistics)
  }
}
