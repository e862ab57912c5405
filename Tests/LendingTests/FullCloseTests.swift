import Lending
import Testing

@Suite struct FullCloseTests {
  private func adapter() throws -> FullClose {
    try FullClose(.init(["liquidationBonus": 0.05], declared: FullClose.parameters))
  }

  /// 600 and 300 at market prices against 1,000: repaid 900 / 1.05 = 857.14, two thirds of it from
  /// the first leg; the rest, 142.86, is burned, a quarter of it on the smaller debt.
  @Test func deficitIsSharedProRata() throws {
    var position = Position(
      collateral: [
        leg(6, at: 110, market: 100, threshold: 0.8, bonus: 0),
        leg(3, at: 110, market: 100, threshold: 0.8, bonus: 0),
      ],
      debts: [
        Position.Debt(units: 750, oraclePrice: 1, marketPrice: 1),
        Position.Debt(units: 250, oraclePrice: 1, marketPrice: 1),
      ])
    let repaid = try adapter().liquidate(&position)
    #expect(isClose(repaid, 900 / 1.05))
    #expect(isClose(position.collateral[0].cancelled, repaid * 2 / 3))
    #expect(isClose(position.debts[1].burned, (1000 - repaid) / 4))
    #expect(position.collateral.allSatisfy { $0.units == 0 && $0.cash == 0 })
    #expect(position.debts.allSatisfy { $0.units == 0 })
  }

  /// Worthless collateral: nothing is repaid, everything burns, nothing is NaN.
  @Test func worthlessCollateral() throws {
    var position = simplePosition(units: 10, price: 0, threshold: 0.8, bonus: 0.05, debt: 900)
    #expect(try adapter().liquidate(&position) == 0)
    #expect(position.debts[0].burned == 900 && position.collateral[0].cancelled == 0)
  }
}
