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
  public let liquidationThreshold: Double
  public let liquidationBonus: Double

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
