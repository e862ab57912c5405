import Diagnostics
import Lending
import Testing

func aave(_ values: [String: Double] = [:]) throws -> AaveV3 {
  try AaveV3(ParameterTable(values, declared: AaveV3.parameters))
}

@Suite struct AaveV3Tests {
  @Test func isInTheCatalogue() {
    #expect(ProtocolCatalog.adapter(named: "aave-v3") == AaveV3.self)
  }

  /// Aave's documentation, first example: 10 ETH against 5 ETH worth of DAI, bonus 5 %. ETH 3,000,
  /// LT 0.48, HF = 30,000 × 0.48 / 15,000 = 0.96: half of the debt, 7,500. Seized 7,500 × 1.05 /
  /// 3,000 = 2.625 ETH. HF after = 0.48 × 22,125 / 7,500 = 1.416, so there is one call.
  @Test func documentationExampleOneCollateral() throws {
    var position = simplePosition(units: 10, price: 3000, threshold: 0.48, bonus: 0.05, debt: 15000)
    #expect(try aave().liquidate(&position) == 7500)
    #expect(isClose(position.collateral[0].units, 7.375))
    #expect(position.debts[0].units == 7500)
    #expect(position.collateral[0].cancelled == 7500 && position.debts[0].cancelled == 7500)
    #expect(position.debts[0].burned == 0 && position.collateral[0].cash == 0)
    #expect(isClose(position.healthFactor, 1.416))
  }

  /// Second example: 5 ETH (bonus 5 %) and YFI worth 4 ETH (bonus 15 %) against 5 ETH worth of DAI.
  /// The higher bonus is taken: 2.5 × 1.15 = 2.875 ETH worth of YFI. LT 0.54: HF = 0.972 before and
  /// 0.54 × 6.125 / 2.5 = 1.323 after.
  @Test func documentationExampleHighestBonus() throws {
    var position = Position(
      collateral: [
        leg(5, at: 3000, threshold: 0.54, bonus: 0.05),
        leg(4, at: 3000, threshold: 0.54, bonus: 0.15),
      ], debts: [Position.Debt(units: 15000, oraclePrice: 1, marketPrice: 1)])
    #expect(try aave().liquidate(&position) == 7500)
    #expect(position.collateral[0].units == 5)
    #expect(isClose(position.collateral[1].units, 4 - 2.875))
    #expect(position.collateral[1].cancelled == 7500)
  }

  /// With equal bonuses the larger value goes first, whatever its place and unit count.
  @Test func equalBonusesTakeTheLargerValue() throws {
    var position = Position(
      collateral: [
        leg(9000, at: 1, threshold: 0.5, bonus: 0.05),
        leg(1, at: 19000, threshold: 0.5, bonus: 0.05),
      ], debts: [Position.Debt(units: 14200, oraclePrice: 1, marketPrice: 1)])
    _ = try aave().liquidate(&position)
    #expect(position.collateral[0].units == 9000)
    #expect(position.collateral[1].units < 1)
  }

  /// 10 ETH at 1,400 against 15,000, LT 0.83: HF 0.7747, all may be repaid; 14,000 / 1.05 = 13,333.33
  /// takes all the collateral, the rest of every reserve is burned.
  @Test func deficitIsBurned() throws {
    var position = simplePosition(
      units: 10, price: 1400, threshold: 0.83, bonus: 0.05, fee: 0.1, debt: 14000)
    position.debts.append(Position.Debt(units: 10, oraclePrice: 100, marketPrice: 99))
    #expect(isClose(try aave().liquidate(&position), 14000 / 1.05))
    #expect(position.collateral[0].units == 0)
    #expect(position.debts[0].units == 0 && position.debts[1].units == 0)
    #expect(isClose(position.debts[0].burned, 14000 - 14000 / 1.05))
    #expect(position.debts[1].burned == 990)
  }

  /// The same in version 2: calls of 7,000, 3,500, 1,750 and 875 seize 9.84375 ETH; the last,
  /// capped one takes 218.75 / 1.05 = 208.33. What is owed then stays.
  @Test func versionTwoLeavesTheDebtStanding() throws {
    var position = simplePosition(units: 10, price: 1400, threshold: 0.83, bonus: 0.05, debt: 14000)
    #expect(isClose(try aave(["version": 2]).liquidate(&position), 14000 / 1.05))
    #expect(position.collateral[0].units == 0)
    #expect(isClose(position.debts[0].units, 14000 - 14000 / 1.05))
    #expect(position.debts[0].burned == 0)
    #expect(try aave(["version": 2]).liquidate(&position) == 0)
    let loss = PositionLoss(initial: ([14000], [14000]), final: position)
    #expect(isClose(loss.badDebt, 14000 - 14000 / 1.05))
  }

  /// Debts of 2,500 and 2,300, HF 6,000 × 0.78 / 4,800 = 0.975: half of the total is 2,400, which
  /// would leave 100 of the larger reserve; 1,500 leaves 1,000. Seized 1,575.
  @Test func dustRuleLowersTheAmountForTheDebt() throws {
    var position = simplePosition(units: 6000, price: 1, threshold: 0.78, bonus: 0.05, debt: 2300)
    position.debts.append(Position.Debt(units: 2500, oraclePrice: 1, marketPrice: 1))
    #expect(isClose(try aave().liquidate(&position), 1500))
    #expect(isClose(position.debts[1].units, 1000))
    #expect(position.debts[0].units == 2300)
    #expect(isClose(position.collateral[0].units, 4425))
  }

  /// Two collaterals of 3,000, LT 0.75, debt 4,600, HF 0.978: half of the debt, 2,300, would leave
  /// 562 of the first (bonus 6 %); 2,000 / 1.06 leaves 1,000 and brings HF to 1.1.
  @Test func dustRuleLowersTheAmountForTheCollateral() throws {
    var position = simplePosition(units: 3000, price: 1, threshold: 0.75, bonus: 0.06, debt: 4600)
    position.collateral.append(leg(3000, at: 1, threshold: 0.75, bonus: 0.05))
    #expect(isClose(try aave().liquidate(&position), 2000 / 1.06))
    #expect(isClose(position.collateral[0].units, 1000))
    #expect(position.collateral[1].units == 3000)
  }

  /// 6 ETH of collateral (LT 0.48) against 2.94 ETH of debt in an ETH numeraire. At 3,000 dollars
  /// that is above 2,000 dollars: half of it, 1.47. At 100 dollars it is below: all of it.
  @Test(arguments: [(3000.0, 1.47), (100.0, 2.94)])
  func limitsAreDollars(dollarsPerNumeraire: Double, repaid: Double) throws {
    var position = simplePosition(
      units: 6, price: 1, threshold: 0.48, bonus: 0.01, debt: 2.94,
      dollarsPerNumeraire: dollarsPerNumeraire)
    #expect(isClose(try aave().liquidate(&position), repaid, relative: 1e-14))
  }

  /// HF' − HF = r (HF − LT (1 + LB)) / (D − r): HF 0.98, LT 0.95, LB 1 %, D 100,000, r 50,000 gives
  /// 1.0005 (MODEL, golden numbers).
  @Test func partialLiquidationGoldenNumber() throws {
    var position = simplePosition(
      units: 0.98 * 100_000 / 0.95, price: 1, threshold: 0.95, bonus: 0.01, debt: 100_000)
    #expect(isClose(try aave().liquidate(&position), 50_000))
    #expect(isClose(position.healthFactor, 1.0005))
  }

  /// LB 5 %, fee 10 %: the liquidator keeps 4.5 %. At 0.956 of the oracle's price 1.045 × 0.956 =
  /// 0.99902 < 1: nobody acts, although 1.05 × 0.956 = 1.0038. At 0.957 it is 1.000065.
  @Test func gateCountsTheProtocolsShare() throws {
    for (market, acts) in [(0.5, false), (0.956, false), (0.957, true)] {
      var position = simplePosition(
        units: 10, price: 3000, threshold: 0.45, bonus: 0.05, fee: 0.1, debt: 15000)
      position.collateral[0].marketPrice = 3000 * market
      let repaid = try aave().liquidate(&position)
      #expect((repaid > 0) == acts)
      #expect((position.collateral[0].units < 10) == acts)
    }
  }

  /// A debt token below its oracle price pays for a collateral below its own.
  @Test func gateComparesWithTheDebtsPrice() throws {
    var position = simplePosition(units: 10, price: 3000, threshold: 0.45, bonus: 0.05, debt: 15000)
    position.collateral[0].marketPrice = 0.9 * 3000
    #expect(try aave().liquidate(&position) == 0)
    position.debts[0].marketPrice = 0.9
    #expect(isClose(try aave().liquidate(&position), 0.9 * 15000))
  }

  @Test func withoutABonusNobodyActs() throws {
    var position = simplePosition(units: 10, price: 3000, threshold: 0.45, bonus: 0, debt: 15000)
    #expect(try aave().liquidate(&position) == 0)
  }

  /// The pair with the highest bonus cannot be sold; the next one is taken.
  @Test func unprofitablePairIsSkipped() throws {
    var position = simplePosition(units: 10, price: 3000, threshold: 0.3, bonus: 0.05, debt: 15000)
    position.collateral.append(leg(10, at: 1500, market: 1200, threshold: 0.3, bonus: 0.1))
    #expect(try aave().liquidate(&position) > 0)
    #expect(position.collateral[1].units == 10)
    #expect(position.collateral[0].units < 10)
    #expect(position.debts[0].burned == 0)
  }

  /// A leg with LT 0 is no collateral: it stays with the borrower while the rest of the debt burns.
  @Test func zeroThresholdIsNeverSeized() throws {
    var position = simplePosition(units: 10, price: 1400, threshold: 0.83, bonus: 0.05, debt: 15000)
    position.collateral.append(leg(7, at: 100, threshold: 0, bonus: 0.5))
    _ = try aave().liquidate(&position)
    #expect(position.collateral[1].units == 7)
    #expect(isClose(position.debts[0].burned, 15000 - 14000 / 1.05))
  }

  /// At most 20 calls: with a close factor of 1 % in version 2, 0.99^20 of the debt stays.
  @Test func callsOfOneMomentAreLimited() throws {
    var position = simplePosition(units: 100, price: 1, threshold: 0.4, bonus: 0.05, debt: 80)
    _ = try aave(["version": 2, "closeFactor": 0.01]).liquidate(&position)
    var expected = 80.0
    for _ in 0..<20 { expected *= 0.99 }
    #expect(isClose(position.debts[0].units, expected))
  }

  @Test func healthyAccountIsLeftAlone() throws {
    var position = simplePosition(units: 10, price: 3000, threshold: 0.5, bonus: 0.05, debt: 15000)
    #expect(position.healthFactor == 1)
    #expect(try aave().liquidate(&position) == 0)
    #expect(position.collateral[0].units == 10)
  }

  @Test func refusesOtherVersions() {
    let error = #expect(throws: InputError.self) { try aave(["version": 2.5]) }
    #expect(error?.message == "aave-v3.version is 2.5; it must be 2 or 3")
  }
}
