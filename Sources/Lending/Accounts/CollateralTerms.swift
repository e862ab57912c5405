/// A protocol's terms for one collateral token in one account, e-mode and overrides applied.
public struct CollateralTerms: Sendable, Hashable {
  /// Largest debt at opening as a share of the collateral's value, [0, 1).
  public let maxLoanToValue: Double
  /// LT: share of the value that counts for the health factor, [0, 1].
  public let liquidationThreshold: Double
  /// LB: the liquidator's premium on the debt repaid, ≥ 0.
  public let liquidationBonus: Double
  /// Share of the bonus that the protocol keeps, [0, 1].
  public let liquidationProtocolFee: Double

  /// Terms as they stand; their ranges are the reader's to check.
  public init(
    maxLoanToValue: Double, liquidationThreshold: Double, liquidationBonus: Double,
    liquidationProtocolFee: Double
  ) {
    self.maxLoanToValue = maxLoanToValue
    self.liquidationThreshold = liquidationThreshold
    self.liquidationBonus = liquidationBonus
    self.liquidationProtocolFee = liquidationProtocolFee
  }
}

extension CollateralTerms {
  /// The same terms with those that are named replaced.
  package func replacing(
    maxLoanToValue: Double? = nil, liquidationThreshold: Double? = nil,
    liquidationBonus: Double? = nil
  ) -> CollateralTerms {
    CollateralTerms(
      maxLoanToValue: maxLoanToValue ?? self.maxLoanToValue,
      liquidationThreshold: liquidationThreshold ?? self.liquidationThreshold,
      liquidationBonus: liquidationBonus ?? self.liquidationBonus,
      liquidationProtocolFee: liquidationProtocolFee)
  }
}
