import Lending
import Testing

@Suite struct PositionLossTests {
  /// No liquidation. 10 units fall from 100 to 80, a debt of 600 grows to 620: equity 400 → 180.
  @Test func withoutLiquidation() {
    let position = simplePosition(units: 10, price: 80, threshold: 0.8, bonus: 0.05, debt: 620)
    let loss = PositionLoss(initial: ([1000], [600]), final: position)
    #expect(loss.equityLoss == 220 && loss.badDebt == 0 && !loss.liquidated)
    #expect(loss.collateralLegs == [200] && loss.debtLegs == [20])
    #expect(loss.limitedRecourse == 0 && loss.badDebtByDebt == [0])
  }

  /// Under water at the horizon: 10 units at 50 against debts of 450 and 150. Equity was 400 and is
  /// 0; the lender lacks 100, by what is owed 75 and 25. Legs: 500 + 0 + 0 − 100 = 400.
  @Test func shortfallAtTheHorizon() {
    var position = simplePosition(units: 10, price: 50, threshold: 0.8, bonus: 0.05, debt: 450)
    position.debts.append(Position.Debt(units: 150, oraclePrice: 1, marketPrice: 1))
    let loss = PositionLoss(initial: ([1000], [450, 150]), final: position)
    #expect(loss.equityLoss == 400 && loss.badDebt == 100)
    #expect(loss.collateralLegs == [500] && loss.debtLegs == [0, 0])
    #expect(loss.limitedRecourse == -100)
    #expect(isClose(loss.badDebtByDebt[0], 75) && isClose(loss.badDebtByDebt[1], 25))
  }

  /// A deficit belongs to its own reserve, the shortfall at the horizon to what is still owed:
  /// 30 burned of the first debt, 40 owed of the second against 10 of collateral.
  @Test func deficitBelongsToItsReserve() {
    var position = simplePosition(units: 1, price: 10, threshold: 0.8, bonus: 0.05, debt: 0)
    position.collateral[0].cancelled = 70
    position.debts[0].cancelled = 70
    position.debts[0].burned = 30
    position.debts.append(Position.Debt(units: 40, oraclePrice: 1, marketPrice: 1))
    let loss = PositionLoss(initial: ([200], [100, 40]), final: position)
    #expect(loss.badDebtByDebt == [30, 30] && loss.badDebt == 60 && loss.liquidated)
    // 200 − 10 − 70 = 120; 100 − 100 = 0 and 40 − 40 = 0; 120 − 60 = 60 = the equity of 200 − 140.
    #expect(loss.collateralLegs == [120] && loss.debtLegs == [0, 0])
    #expect(loss.limitedRecourse == -60 && loss.equityLoss == 60)
  }

  /// Full close: 1,000 against 900 at a bonus of 5 % leaves 55 of cash that later prices cannot
  /// touch. Equity was 300 (1,200 − 900): loss 245, 200 of price and 45 of bonus.
  @Test func cashOfAFullCloseIsFrozen() throws {
    let adapter = try FullClose(.init(["liquidationBonus": 0.05], declared: FullClose.parameters))
    var position = simplePosition(units: 10, price: 100, threshold: 0.8, bonus: 0.05, debt: 900)
    #expect(adapter.liquidate(&position) == 900)
    position.collateral[0].marketPrice = 1
    let loss = PositionLoss(initial: ([1200], [900]), final: position)
    #expect(isClose(loss.equityLoss, 245) && loss.badDebt == 0 && loss.liquidated)
    #expect(isClose(loss.collateralLegs[0], 245) && loss.debtLegs == [0])
  }

  /// An account that is under water at time 0 has no equity to lose: 800 against 900 that fall to
  /// 700; the lender lacks 200, of which 100 at the start.
  @Test func underWaterFromTheStart() {
    let position = simplePosition(units: 1, price: 700, threshold: 0.8, bonus: 0.05, debt: 900)
    let loss = PositionLoss(initial: ([800], [900]), final: position)
    #expect(loss.equityLoss == 0 && loss.badDebt == 200)
    #expect(loss.collateralLegs == [100] && loss.limitedRecourse == -100)
  }

  @Test func everyLegNeedsItsInitialValue() async {
    await #expect(processExitsWith: .failure) {
      let position = Position(
        collateral: [], debts: [Position.Debt(units: 1, oraclePrice: 1, marketPrice: 1)])
      _ = PositionLoss(initial: ([], []), final: position)
    }
  }
}
