import VectorMath

/// The Basel Committee's zones of the number of exceedances.
///
///     green:  P(B ≤ x) < 0.95      yellow:  P(B ≤ x) < 0.9999      red: above
///
/// B binomial over the days with p = 1 − level. At 250 days and 99 %: green to 4, yellow to 9.
///
/// Reference: Basel Committee on Banking Supervision (1996), "Supervisory framework for the use of
/// «backtesting» in conjunction with the internal models approach", table 2; Basel Framework MAR99.
public struct TrafficLight: Sendable, Hashable {
  /// From the fewest exceedances up.
  public enum Zone: String, Sendable, Hashable, CaseIterable { case green, yellow, red }

  /// Length of the series, at least 1.
  public let days: Int
  /// The level of the VaR forecasts.
  public let level: Level

  /// - Precondition: `days` ≥ 1.
  public init(days: Int, level: Level) {
    precondition(days >= 1, "a backtest has at least one day")
    self.days = days
    self.level = level
  }

  /// The law of the number of exceedances of a right model.
  private var law: BinomialDistribution {
    BinomialDistribution(trials: days, probability: 1 - level.value, complement: level.value)
  }

  /// P(B ≤ x): probability that a right model has at most so many exceedances.
  public func probability(ofAtMost exceedances: Int) -> Double { law.cdf(exceedances) }

  /// P(B ≥ x): probability that a right model has at least so many exceedances.
  public func probability(ofAtLeast exceedances: Int) -> Double { law.upperTail(exceedances) }

  /// The zone of a number of exceedances from 0 to `days`.
  public func zone(exceedances: Int) -> Zone {
    precondition(exceedances >= 0 && exceedances <= days, "a day has at most one exceedance")
    let cumulative = probability(ofAtMost: exceedances)
    return cumulative < 0.95 ? .green : cumulative < 0.9999 ? .yellow : .red
  }

  /// Exact probability of a zone if the exceedances follow a law: with `ExceedanceLaw.independent`
  /// at p = 1 − level those of a right model, with another law what the zones see of it.
  public func probability(of zone: Zone, under law: ExceedanceLaw) -> Double {
    let members = (0...days).map { self.zone(exceedances: $0) == zone }
    return law.probabilityOfNumber(days: days) { members[$0] }
  }

  /// The supervisor's factors for a number of exceedances; `nil` unless 250 days and 99 % are
  /// tested, the only case that they are published for.
  public func factors(exceedances: Int) -> CapitalFactors? {
    precondition(exceedances >= 0 && exceedances <= days, "a day has at most one exceedance")
    guard days == 250, level == 0.99 else { return nil }
    let column = max(0, min(exceedances, 10) - 4)
    return CapitalFactors(
      multiplier: [1.50, 1.70, 1.76, 1.83, 1.88, 1.92, 2.00][column],
      plusFactor1996: [0, 0.40, 0.50, 0.65, 0.75, 0.85, 1.00][column])
  }

  /// What a capital requirement is multiplied by.
  public struct CapitalFactors: Sendable, Hashable {
    /// Multiplier of the Basel Framework, MAR99.
    public let multiplier: Double
    /// Increase of the multiplier 3 of the framework of 1996.
    public let plusFactor1996: Double
  }
}
