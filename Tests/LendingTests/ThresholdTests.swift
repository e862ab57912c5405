import Lending
import Testing

/// Where the rules of a liquidation begin and end, one step on either side.
@Suite struct ThresholdTests {
  private static let less = 2_000.0.nextDown
  private static let debts: [(Double, Double)] = [(2_000, 1_000), (less, less), (3_000, 1_500)]
  private static let collaterals: [(Double, Double)] = [(2_000, 1_500), (less, 3_000)]

  /// A call gives 5 % of bonus, a tenth of which is the protocol's: 1.045 of what is repaid stays with
  /// the liquidator, who sells it for 1.045 × 957 / 1,000 = 1.00007 of the debt, or with 956 for
  /// 0.99902 of it. A bonus of 5 % without a fee would pay at 956 too.
  @Test(arguments: [(957.0, true), (956, false)])
  func liquidatorsReckonWithTheProtocolsShare(_ market: Double, _ acts: Bool) throws {
    var position = Position(
      collateral: [
        Position.Collateral(
          terms: CollateralTerms(
            maxLoanToValue: 0.75, liquidationThreshold: 0.8, liquidationBonus: 0.05,
            liquidationProtocolFee: 0.1), units: 10, oraclePrice: 1_000, marketPrice: market)
      ], debts: [Position.Debt(units: 8_100, oraclePrice: 1, marketPrice: 1)])
    let repaid = try aave().liquidate(&position)
    #expect((repaid > 0) == acts)
    #expect((position.collateral[0].units < 10) == acts)
  }

  /// From 2,000 dollars on a call may repay half of what the account owes, below it all.
  @Test(arguments: debts)
  func closeFactorBeginsAtTheMinimum(_ debt: Double, _ most: Double) {
    let call = AaveLiquidationCall(
      AaveLiquidationCall.Pair(
        collateralUnits: 5_000, collateralPrice: 1, debtUnits: debt, debtPrice: 1,
        liquidationBonus: 0.05, liquidationProtocolFee: 0), totalDebt: debt, healthFactor: 0.97,
      rules: AaveLiquidationCall.Rules())
    #expect(call.maxLiquidatableDebt == most)
  }

  /// The same of the collateral: 2,000 dollars of it are enough for the close factor.
  @Test(arguments: collaterals)
  func collateralBeginsThereToo(_ collateral: Double, _ most: Double) {
    let call = AaveLiquidationCall(
      AaveLiquidationCall.Pair(
        collateralUnits: collateral, collateralPrice: 1, debtUnits: 3_000, debtPrice: 1,
        liquidationBonus: 0.05, liquidationProtocolFee: 0), totalDebt: 3_000, healthFactor: 0.97,
      rules: AaveLiquidationCall.Rules())
    #expect(call.maxLiquidatableDebt == most)
  }
}
