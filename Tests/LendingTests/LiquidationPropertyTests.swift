import Diagnostics
import Lending
import TestSupport
import Testing

/// What holds for every adapter on 3,000 generated accounts (seeds 11 to 15).
@Suite struct LiquidationPropertyTests {
  enum Rules: String, CaseIterable, Sendable {
    case three, two, fullClose

    func adapter() throws -> any ProtocolAdapter {
      switch self {
      case .three: try aave()
      case .two: try aave(["version": 2])
      case .fullClose:
        try FullClose(ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
      }
    }
  }

  /// Debt cancelled by sales of collateral is the debt that was repaid; nothing turns negative.
  @Test(arguments: Rules.allCases) func flowsReconcile(_ rules: Rules) throws {
    let adapter = try rules.adapter()
    for start in generatedPositions(3000, seed: 11) {
      var position = start
      let repaid = adapter.liquidate(&position)
      let sold = position.collateral.reduce(0) { $0 + $1.cancelled }
      let cancelled = position.debts.reduce(0) { $0 + $1.cancelled }
      #expect(isClose(sold, cancelled))
      #expect(isClose(repaid, cancelled))
      for (before, after) in zip(start.debts, position.debts) {
        let gone = (before.units - after.units) * after.marketPrice
        #expect(
          isClose(gone, after.cancelled + after.burned, absolute: 1e-12 * start.marketDebt))
        #expect(after.units >= 0 && after.units <= before.units)
      }
      for (before, after) in zip(start.collateral, position.collateral) {
        #expect(after.units >= 0 && after.units <= before.units)
      }
    }
  }

  /// Contributions add up to the borrower's loss and the reserves' parts to the lender's, also when
  /// prices move after the liquidation and when the account starts under water.
  @Test(arguments: Rules.allCases) func legsSumToTheLosses(_ rules: Rules) throws {
    let adapter = try rules.adapter()
    var numbers = TestGenerator(seed: 12)
    for start in generatedPositions(3000, seed: 12) {
      var position = start
      _ = adapter.liquidate(&position)
      for c in position.collateral.indices {
        position.collateral[c].marketPrice *= numbers.uniform(0.3...1.2)
      }
      for d in position.debts.indices {
        position.debts[d].marketPrice *= numbers.uniform(0.9...1.1)
      }
      let initial = marketValues(start)
      let loss = PositionLoss(initial: initial, final: position)
      let legs = loss.collateralLegs.reduce(0, +) + loss.debtLegs.reduce(0, +)
      let scale = initial.collateralValues.reduce(0, +) + initial.debtValues.reduce(0, +)
      #expect(isClose(legs + loss.limitedRecourse, loss.equityLoss, absolute: 1e-12 * scale))
      #expect(isClose(loss.badDebtByDebt.reduce(0, +), loss.badDebt, absolute: 1e-12 * scale))
      #expect(loss.badDebt >= 0)
    }
  }

  /// With market at the oracle's prices each leg gives up exactly (1 + LB) × the debt it cancelled,
  /// so C' − D' = C − D − Σ LB r plus what was burned.
  @Test(arguments: [Rules.three, .two]) func everyLegPaysItsBonus(_ rules: Rules) throws {
    let adapter = try rules.adapter()
    for start in generatedPositions(3000, seed: 13, discount: 0) {
      var position = start
      _ = adapter.liquidate(&position)
      var bonuses = 0.0
      for (before, after) in zip(start.collateral, position.collateral) {
        let seized = (before.units - after.units) * before.oraclePrice
        let bonus = after.terms.liquidationBonus * after.cancelled
        #expect(
          isClose(seized, after.cancelled + bonus, absolute: 1e-12 * start.oracleCollateral))
        bonuses += bonus
      }
      let drain = position.oracleCollateral - position.oracleDebt
      let burned = position.debts.reduce(0) { $0 + $1.burned }
      #expect(
        isClose(
          drain, start.oracleCollateral - start.oracleDebt - bonuses + burned,
          absolute: 1e-12 * start.oracleCollateral))
    }
  }

  /// Where every sale pays, version 3 ends with a healthy account or with none, within 20 calls.
  @Test func versionThreeEndsHealthyOrCleared() throws {
    var (healthy, cleared) = (0, 0)
    for start in generatedPositions(3000, seed: 14, discount: 0) {
      var position = start
      _ = try aave().liquidate(&position)
      if position.debts.allSatisfy({ $0.units == 0 }) {
        cleared += 1
      } else {
        #expect(position.healthFactor >= 1)
        healthy += 1
      }
    }
    #expect(healthy > 300 && cleared > 300)
  }

  /// Debt stays without collateral in version 2 only, and burns in version 3 only.
  @Test func burnedDebtNeedsVersionThree() throws {
    for start in generatedPositions(1000, seed: 15) {
      var (three, two) = (start, start)
      _ = try aave().liquidate(&three)
      _ = try aave(["version": 2]).liquidate(&two)
      #expect(two.debts.allSatisfy { $0.burned == 0 })
      if three.debts.contains(where: { $0.burned > 0 }) {
        #expect(three.collateral.allSatisfy { $0.units == 0 })
        #expect(three.debts.allSatisfy { $0.units == 0 })
      } else if three.collateral.allSatisfy({ $0.units == 0 }) {
        Issue.record("collateral is gone but the debt was not burned")
      }
    }
  }

  /// HF' − HF = r (HF − LT (1 + LB)) / (D − r) for one call of one pair.
  @Test func partialLiquidationEffect() throws {
    let rules = AaveLiquidationCall.Rules(version: .two)
    var numbers = TestGenerator(seed: 16)
    for _ in 0..<2000 {
      let (threshold, bonus) = (numbers.uniform(0.5...0.95), numbers.uniform(0...0.1))
      let (debt, health) = (numbers.uniform(1e3...1e7), numbers.uniform(0.7...1))
      let collateral = health * debt / threshold
      let pair = AaveLiquidationCall.Pair(
        collateralUnits: collateral, collateralPrice: 1, debtUnits: debt, debtPrice: 1,
        liquidationBonus: bonus, liquidationProtocolFee: 0.1)
      let call = AaveLiquidationCall(pair, totalDebt: debt, healthFactor: health, rules: rules)
      let after = threshold * (collateral - call.collateralSeized) / (debt - call.debtRepaid)
      let effect =
        call.debtRepaid * (health - threshold * (1 + bonus)) / (debt - call.debtRepaid)
      #expect(isClose(after - health, effect, absolute: 1e-12))
    }
  }

  /// More of any collateral never lowers the health factor.
  @Test func moreCollateralNeverLowersHealth() {
    for position in generatedPositions(1000, seed: 17) {
      for c in position.collateral.indices {
        var more = position
        more.collateral[c].units *= 1.01
        #expect(more.healthFactor >= position.healthFactor)
        #expect(
          AccountHealth(more).availableBorrow >= AccountHealth(position).availableBorrow)
      }
    }
  }
}
