import VectorMath

/// Distribution-free confidence interval of a quantile: two ranks of the ascending sample.
///
/// With B ~ Binomial(n, p) the interval [x_(l), x_(u)] covers the p-quantile of a continuous law
/// with probability P(B ≤ u − 1) − P(B ≤ l − 1), and at least that with atoms.
/// Reference: David and Nagaraja (2003), Order Statistics, section 7.1, doi:10.1002/0471722162.
public struct OrderStatisticInterval: Sendable, Hashable {
  /// Which ends are bounded.
  public enum Side: String, Sendable, Hashable, CaseIterable {
    case twoSided = "two_sided"
    case upper
    case lower
  }

  /// Rank of the lower end, 1-based; 0 = unbounded below.
  public let lowerRank: Int
  /// Rank of the upper end, 1-based; n + 1 = unbounded above.
  public let upperRank: Int
  /// Probability that the interval covers the quantile, at least the confidence asked for.
  public let coverage: Double

  /// The narrowest ranks whose ends each miss with at most their share of 1 − confidence.
  ///
  /// - Parameters:
  ///   - n: Sample size, at least 1; exact up to 1e9.
  ///   - p: Order of the quantile in (0, 1); the level of a VaR.
  ///   - confidence: Confidence in (0, 1).
  /// - Complexity: O(√(n p (1 − p))).
  public static func ranks(
    n: Int, p: Double, confidence: Double, side: Side = .twoSided
  ) -> OrderStatisticInterval {
    precondition(n >= 1, "a quantile interval needs a sample")
    precondition(p > 0 && p < 1, "the order of a quantile lies strictly between 0 and 1")
    precondition(confidence > 0 && confidence < 1, "a confidence lies strictly between 0 and 1")
    let miss = side == .twoSided ? (1 - confidence) / 2 : 1 - confidence
    let below = BinomialDistribution(trials: n, probability: p)
    let above = BinomialDistribution(trials: n, probability: 1 - p, complement: p)
    let lower = side == .upper ? 0 : below.largestRank(withProbabilityBelowAtMost: miss)
    let upper =
      side == .lower ? n + 1 : n + 1 - above.largestRank(withProbabilityBelowAtMost: miss)
    return OrderStatisticInterval(
      lowerRank: lower, upperRank: upper,
      coverage: 1 - below.cdf(lower - 1) - below.upperTail(upper))
  }
}
