/// What a lending protocol believes a token to be worth, in its base asset.
public enum OracleKind: Sendable, Hashable {
  /// min(E, cap + growth × t): the exchange rate, held below a line that rises from the cap at
  /// time 0 (base asset per token) by `growth` (base asset per token and year).
  case cappedRate(cap: Double, growth: Double)
  /// The exchange rate E, whatever the market pays.
  case exchangeRate
  /// The market rate E (1 − d).
  case market
}

extension OracleKind {
  /// Aave's correlated-asset price oracle (CAPO): the cap grows in a straight line from a snapshot.
  ///
  ///     cap(t) = snapshot + snapshot × yearly growth × (age + t)
  ///
  /// It does not compound. Source: bgd-labs/aave-capo, `PriceCapAdapterBase.sol` (2025).
  ///
  /// - Parameters:
  ///   - snapshotRate: Exchange rate of the snapshot, base asset per token, positive.
  ///   - age: Age of the snapshot at time 0, in years, not negative.
  ///   - yearlyGrowth: Largest growth a year as a share of the snapshot, 0.0968 for 9.68 %.
  public static func capped(
    snapshotRate: Double, age: Double, yearlyGrowth: Double
  ) -> OracleKind {
    let growth = snapshotRate * yearlyGrowth
    return .cappedRate(cap: snapshotRate + growth * age, growth: growth)
  }

  /// The rate that the protocol believes in, base asset per token.
  ///
  /// - Parameters:
  ///   - exchangeRate: E, base asset per token.
  ///   - discount: d, fraction; positive = trades below redemption value.
  ///   - time: Years from the valuation date.
  public func rate(exchangeRate: Double, discount: Double, at time: Double) -> Double {
    switch self {
    case .cappedRate(let cap, let growth): min(exchangeRate, cap + growth * time)
    case .exchangeRate: exchangeRate
    case .market: exchangeRate * (1 - discount)
    }
  }
}
