/// Kupiec's test of unconditional coverage: are exceedances as many as the level says?
///
///     LR_uc = −2 ln [(1 − p)^(T − x) p^x / ((1 − x/T)^(T − x) (x/T)^x)] → χ²₁
///
/// x exceedances in T days, p = 1 − level, 0 ln 0 = 0. It is blind to their order; at 250 days and
/// 99 % a right model is rejected with probability 0.095, one with twice the exceedances with 0.24.
///
/// Reference: Kupiec (1995), "Techniques for verifying the accuracy of risk measurement models",
/// Journal of Derivatives 3(2), doi:10.3905/jod.1995.407942.
public struct KupiecTest: CoverageTest {
  /// Name in reports, with its author.
  public static let name = "Kupiec unconditional coverage"
  /// One: the share of exceedances.
  public static let degreesOfFreedom = 1.0
  /// The level of the VaR forecasts; p = 1 − level.
  public let level: Level

  /// Tests forecasts of VaR at this level.
  public init(level: Level) { self.level = level }

  /// LR_uc ≥ 0; the order of exceedances does not matter.
  public func statistic(of counts: ExceedanceCounts) -> Double {
    statistic(exceedances: counts.exceedances, days: counts.days)
  }

  /// The likelihood ratio LR_uc.
  ///
  /// - Precondition: 0 ≤ `exceedances` ≤ `days` and `days` ≥ 1.
  public func statistic(exceedances: Int, days: Int) -> Double {
    precondition(days >= 1, "a backtest has at least one day")
    precondition(exceedances >= 0 && exceedances <= days, "a day has at most one exceedance")
    return LikelihoodRatio.coverage(
      exceedances: exceedances, days: days, probability: exceedanceProbability)
  }

  /// The numbers of exceedances that are not rejected; `nil` if every number is.
  ///
  /// - Parameters:
  ///   - days: Length of the series, at least 1.
  ///   - significance: Nominal significance, in (0, 1).
  public func nonRejectionRegion(days: Int, significance: Double = 0.05) -> ClosedRange<Int>? {
    let critical = criticalValue(significance: significance)
    func isKept(_ x: Int) -> Bool { statistic(exceedances: x, days: days) <= critical }
    // The ratio falls up to x = T p and rises from there.
    guard let least = (0...days).first(where: isKept), let most = (0...days).last(where: isKept)
    else { return nil }
    return least...most
  }

  /// The sum of the law of the number of exceedances outside of the non-rejection region.
  public func rejectionProbability(
    days: Int, under law: ExceedanceLaw, significance: Double = 0.05
  ) -> Double {
    let critical = criticalValue(significance: significance)
    return law.probabilityOfNumber(days: days) { exceedances in
      statistic(exceedances: exceedances, days: days) > critical
    }
  }
}
