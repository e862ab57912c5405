public import RiskMeasures

/// The smallest haircut of one collateral against one debt that keeps a budget.
public struct SolvedHaircut: Sendable {
  /// Symbol of the token that is held.
  public let collateral: String
  /// Symbol of the token that is owed.
  public let debt: String
  /// The run document's name of the protocol whose rules liquidate.
  public let protocolName: String
  /// Smallest haircut whose estimate keeps the budget, a fraction; the interval holds every haircut at
  /// which the 95 % interval of the measure holds the limit.
  public let haircut: Estimate
  /// LT that goes with it.
  public let liquidationThreshold: Double
}
