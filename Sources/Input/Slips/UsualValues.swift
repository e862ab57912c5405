import Diagnostics

/// Usual values of what documents state beside the parameters of catalogue entries.
extension UsualRange {
  /// Thresholds and loan-to-value of reserves: Aave lists assets from 0.05 % up, e-modes up to 97 %.
  static let term = share(0.0001, 0.98)
  /// Share of the bonus that the protocol keeps.
  static let protocolFee = share(0.001, 0.5)
  /// A borrow rate: 0.05 % to 50 %; reserves above their kink are factors, not constants.
  static let borrowRate = rate(0.0005, 0.5)
  /// Little-borrowed reserves pay next to nothing, so that a day's rate cannot be told from a year's.
  static let supplyRate = share(0, 0.5)
  /// What an LST is redeemed for: it starts at 1 and grows by some per cent a year.
  static let exchangeRate = exchangeRate(underlyingPrice: nil)
  /// US dollars of an ETH.
  static let etherPrice = UsualRange(
    100, 50_000, .number, [.percent, .inverse, .decimals(6), .decimals(8), .decimals(18)])
  /// US dollars of another token that is no stablecoin.
  static let tokenPrice = UsualRange(
    1e-9, 1e6, .number, [.decimals(6), .decimals(8), .decimals(18)])
  /// Degrees of freedom of the dependence.
  static let copulaDegrees = UsualRange(2.01, 60, .number, [.inverse])
  /// What borrowers keep to; contracts write it with 18 decimals.
  static let healthFactor = UsualRange(1, 10, .number, [.percent, .decimals(18)])
  /// Reserves of an exit market in the numeraire.
  static let liquidity = UsualRange(10, 1e11, .number, [.decimals(6), .decimals(18)])
  /// A limit in per cent: bad debt and its probability are limited at some thousandths of one per cent, above 500
  /// it may be basis points.
  static let percent = UsualRange(0.001, 500, .number, [.fractionOfPercent, .percent])
  /// A limit on the tail of an equity loss in per cent: below 0.1 it may be a fraction.
  static let percentOfEquity = UsualRange(0.1, 500, .number, [.fractionOfPercent, .percent])
  /// Budgets of the solver.
  static let budget = UsualRange(0.00001, 0.5, .share, [.complement, .percent, .basisPoints])

  /// - Parameter underlyingPrice: US dollars, if it is known.
  static func exchangeRate(underlyingPrice: Double?) -> UsualRange {
    let dollars = underlyingPrice.map { [Slip.dollars($0)] } ?? []
    return UsualRange(
      0.995, 2, .number,
      [.percent, .inverse] + dollars + [.basisPoints, .decimals(18), .decimals(27)])
  }

  /// US dollars of a stablecoin: within 2 % of par.
  ///
  /// - Parameter etherPrice: US dollars, if it is known.
  static func stablePrice(etherPrice: Double?) -> UsualRange {
    let ether = etherPrice.map { [Slip.ether($0)] } ?? []
    return UsualRange(
      0.98, 1.02, .number, ether + [.percent, .decimals(6), .decimals(8), .decimals(18)])
  }
}
