/// What one account lost from time 0 to the horizon, and through which legs.
///
///     equity loss = max(0, C₀ − D₀) − max(0, C_T − D_T) − cash
///     bad debt    = Σ burned + max(0, D_T − C_T)
///
/// at market prices, in the numeraire, positive is bad. The first is the borrower's, the second the
/// lender's; they are never added. The legs sum to the equity loss:
///
///     collateral leg = value at 0 − value at T − debt that its sales cancelled − cash they left
///     debt leg       = value at T + cancelled + burned − value at 0
///     limited recourse = −bad debt + max(0, D₀ − C₀)
package struct PositionLoss: Sendable, Hashable {
  /// The borrower's loss of equity; negative is a gain.
  package let equityLoss: Double
  /// The lender's loss, not negative.
  package let badDebt: Double
  /// Whether any debt was repaid by a liquidator or burned up to the horizon.
  package let liquidated: Bool
  /// Each collateral leg's part of the equity loss.
  package let collateralLegs: [Double]
  /// Each debt's part of the equity loss.
  package let debtLegs: [Double]
  /// What the borrower does not bear: the part of the equity loss that closes the sum.
  package let limitedRecourse: Double
  /// Each debt's part of the bad debt: its deficits, and its share of the shortfall at the horizon
  /// pro rata to what is owed then.
  package let badDebtByDebt: [Double]

  /// The loss of an account that was followed to the horizon.
  ///
  /// - Parameters:
  ///   - initial: Value of each leg at time 0 at market prices, in the order of the position.
  ///   - position: The account at the horizon, with all its flows and at the horizon's prices.
  package init(
    initial: (collateralValues: [Double], debtValues: [Double]), final position: Position
  ) {
    precondition(
      initial.collateralValues.count == position.collateral.count
        && initial.debtValues.count == position.debts.count,
      "every leg needs its value at time 0")
    let initialEquity =
      initial.collateralValues.reduce(0, +) - initial.debtValues.reduce(0, +)
    let debt = position.marketDebt
    let finalEquity = position.marketCollateral - debt
    let shortfall = max(0, -finalEquity)
    let cash = position.collateral.reduce(0) { $0 + $1.cash }
    equityLoss = max(0, initialEquity) - max(0, finalEquity) - cash
    badDebt = position.debts.reduce(0) { $0 + $1.burned } + shortfall
    liquidated = position.debts.contains { $0.cancelled > 0 || $0.burned > 0 }
    collateralLegs = zip(initial.collateralValues, position.collateral).map { value, leg in
      value - leg.units * leg.marketPrice - leg.cancelled - leg.cash
    }
    debtLegs = zip(initial.debtValues, position.debts).map { value, leg in
      leg.units * leg.marketPrice + leg.cancelled + leg.burned - value
    }
    limitedRecourse = max(0, -initialEquity) - badDebt
    badDebtByDebt = position.debts.map { leg in
      leg.burned + (shortfall > 0 ? shortfall * (leg.units * leg.marketPrice / debt) : 0)
    }
  }
}
