/// Christoffersen's test of conditional coverage: number and order of the exceedances together.
///
///     LR_cc = LR_uc + LR_ind → χ²₂
///
/// LR_uc over all T days, LR_ind over their T − 1 pairs; see `KupiecTest`, `IndependenceTest`.
///
/// Reference: Christoffersen (1998), "Evaluating interval forecasts", International Economic Review
/// 39(4), doi:10.2307/2527341.
public struct ConditionalCoverageTest: CoverageTest {
  /// Name in reports, with its author.
  public static let name = "Christoffersen conditional coverage"
  /// Two: the share of exceedances, and their dependence on the day before.
  public static let degreesOfFreedom = 2.0
  /// The level of the VaR forecasts; p = 1 − level.
  public let level: Level

  /// Tests forecasts of VaR at this level.
  public init(level: Level) { self.level = level }

  /// LR_cc ≥ 0.
  public func statistic(of counts: ExceedanceCounts) -> Double {
    LikelihoodRatio.coverage(
      exceedances: counts.exceedances, days: counts.days, probability: exceedanceProbability)
      + LikelihoodRatio.independence(counts.transitions)
  }
}
