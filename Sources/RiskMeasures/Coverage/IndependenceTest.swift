/// Christoffersen's test of independence: does an exceedance make one on the next day more likely?
///
///     LR_ind = −2 ln [L(π) / L(π01, π11)] → χ²₁
///     L(π01, π11) = (1 − π01)^n00 π01^n01 (1 − π11)^n10 π11^n11
///
/// over the T − 1 pairs of consecutive days, at the shares found in them, 0 ln 0 = 0. Without an
/// exceedance the statistic is 0. It sees dependence from one day to the next only, and is blind to
/// the number of exceedances. Its size is stated for independent exceedances with p = 1 − level.
///
/// Reference: Christoffersen (1998), "Evaluating interval forecasts", International Economic Review
/// 39(4), doi:10.2307/2527341.
public struct IndependenceTest: CoverageTest {
  /// Name in reports, with its author.
  public static let name = "Christoffersen independence"
  /// One: the dependence on the day before.
  public static let degreesOfFreedom = 1.0
  /// The level of the VaR forecasts; p = 1 − level.
  public let level: Level

  /// Tests forecasts of VaR at this level.
  public init(level: Level) { self.level = level }

  /// LR_ind ≥ 0; 0 without an exceedance.
  public func statistic(of counts: ExceedanceCounts) -> Double {
    statistic(of: counts.transitions)
  }

  /// The likelihood ratio LR_ind from the four counts.
  public func statistic(of transitions: TransitionCounts) -> Double {
    LikelihoodRatio.independence(transitions)
  }
}
