/// What a policy grants one token against one debt, averaged over the accounts by collateral value.
public struct PairTerms: Sendable, Hashable {
  /// Symbol of the collateral.
  public let collateral: String
  /// Symbol of the token that most of the accounts' debt is in.
  public let debt: String
  /// Collateral at oracle prices, in the numeraire.
  public let value: Double
  /// Fractions.
  public let haircut: Double
  /// LT, a fraction.
  public let liquidationThreshold: Double
  /// LB, a fraction: 0.05 for 5 % more collateral than debt repaid.
  public let liquidationBonus: Double

  /// Averages over accounts with this collateral and this largest debt.
  public init(
    collateral: String, debt: String, value: Double, haircut: Double,
    liquidationThreshold: Double, liquidationBonus: Double
  ) {
    self.collateral = collateral
    self.debt = debt
    self.value = value
    self.haircut = haircut
    self.liquidationThreshold = liquidationThreshold
    self.liquidationBonus = liquidationBonus
  }
}
