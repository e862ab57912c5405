public import RiskMeasures

/// The smallest haircut of one collateral against one debt that keeps a budget.
public struct SolvedHaircut: Sendable {
  public let collateral: String
  public let debt: String
  public let protocolName: String
  /// Smallest haircut whose estimate keeps the budget, a fraction; the interval holds every haircut at
  /// which the 95 % interval of the measure holds the limit.
  public let haircut: Estimate
  /// LT that goes with it.
  public let liquidationThreshold: Double
}
