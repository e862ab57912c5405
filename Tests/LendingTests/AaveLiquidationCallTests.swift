import Foundation
import Lending
import TestSupport
import Testing

@Suite struct AaveLiquidationCallTests {
  static func rows() throws -> [ReferenceRow] {
    try ReferenceTable("protocol/aave_liquidation.csv").rows
  }

  @Test func tableIsComplete() throws { #expect(try Self.rows().count == 50) }

  /// The contract's integers (aave-v3-origin, commit fd1fbd91, 2026), within 2 units or 1e-12.
  @Test(arguments: try rows()) func reproducesContract(_ row: ReferenceRow) throws {
    let collateralUnit = pow(10, row.number("coll_decimals"))
    let debtUnit = pow(10, row.number("debt_decimals"))
    let pair = AaveLiquidationCall.Pair(
      collateralUnits: row.number("coll") / collateralUnit,
      collateralPrice: row.number("coll_price") / 1e8,
      debtUnits: row.number("debt") / debtUnit, debtPrice: row.number("debt_price") / 1e8,
      liquidationBonus: row.number("bonus_bps") / 1e4 - 1,
      liquidationProtocolFee: row.number("protocol_fee_bps") / 1e4)
    let call = AaveLiquidationCall(
      pair, totalDebt: row.number("total_debt_base") / 1e8,
      healthFactor: row.number("health_factor") / 1e18,
      debtToCover: row.number("debt_to_cover") / debtUnit, rules: AaveLiquidationCall.Rules())
    let amounts = [
      "max_liquidatable_debt": call.maxLiquidatableDebt * debtUnit,
      "debt_repaid": call.debtRepaid * debtUnit,
      "collateral_to_liquidator": call.collateralToLiquidator * collateralUnit,
      "protocol_fee_collateral": call.protocolFeeCollateral * collateralUnit,
    ]
    if row["quantity"] == "verdict" {
      #expect(call.verdict.rawValue == row["expected"])
    } else if let amount = amounts[row["quantity"]] {
      #expect(row.accepts(amount), "\(amount) for \(row["expected"])")
    } else {
      Issue.record("unknown quantity \(row["quantity"])")
    }
  }

  /// Seized = repaid + bonus and bonus = liquidator's part + fee at oracle prices, whatever limits
  /// the call; a seizure at LB instead of 1 + LB, or a fee on the whole, breaks it at once.
  @Test func conservesValue() {
    for position in generatedPositions(2000, seed: 1) {
      let (pair, rules) = (firstPair(of: position), AaveLiquidationCall.Rules())
      let call = AaveLiquidationCall(
        pair, totalDebt: position.oracleDebt, healthFactor: position.healthFactor, rules: rules)
      let repaid = call.debtRepaid * pair.debtPrice
      let seized = call.collateralSeized * pair.collateralPrice
      let fee = call.protocolFeeCollateral * pair.collateralPrice
      let liquidator = call.collateralToLiquidator * pair.collateralPrice
      let bonus = repaid * pair.liquidationBonus
      #expect(isClose(seized, repaid + bonus))
      #expect(isClose(fee, bonus * 0.1, absolute: 1e-14 * seized))
      #expect(isClose(liquidator - repaid + fee, bonus, absolute: 1e-14 * seized))
      #expect(call.debtRepaid <= pair.debtUnits && call.collateralSeized <= pair.collateralUnits)
    }
  }

  /// The largest allowed call is allowed, and a millionth more is not.
  @Test func largestCallIsTheLargestAllowed() throws {
    var reduced = 0
    for position in generatedPositions(20000, seed: 2, health: 0.9501...0.9999) {
      let (pair, rules) = (firstPair(of: position), AaveLiquidationCall.Rules())
      let (total, health) = (position.oracleDebt, position.healthFactor)
      let most = AaveLiquidationCall(pair, totalDebt: total, healthFactor: health, rules: rules)
      let largest = try #require(
        AaveLiquidationCall.largest(pair, totalDebt: total, healthFactor: health, rules: rules))
      #expect(largest.verdict == .ok)
      #expect(largest.debtRepaid <= most.debtRepaid)
      guard most.verdict == .mustNotLeaveDust else {
        #expect(largest == most)
        continue
      }
      reduced += 1
      let more = AaveLiquidationCall(
        pair, totalDebt: total, healthFactor: health,
        debtToCover: largest.debtRepaid + 1e-6 * pair.debtUnits, rules: rules)
      #expect(more.verdict == .mustNotLeaveDust || more.debtRepaid == most.debtRepaid)
    }
    #expect(reduced > 100)
  }

  /// A debt of 1,500 against 1,900 leaves dust for every partial amount if all of it may not be
  /// repaid: with a leftover of 1,000 only 500 could be, which would leave 1,375 of collateral.
  /// With a leftover of 1,600 nothing is allowed.
  @Test func nothingIsAllowedWhereBothSidesAreSmall() throws {
    let pair = AaveLiquidationCall.Pair(
      collateralUnits: 1900, collateralPrice: 1, debtUnits: 1500, debtPrice: 1,
      liquidationBonus: 0.05, liquidationProtocolFee: 0.1)
    func largest(leftover: Double) -> AaveLiquidationCall? {
      let rules = AaveLiquidationCall.Rules(minimumBaseValue: 0, minimumLeftover: leftover)
      return .largest(pair, totalDebt: 1500, healthFactor: 0.99, rules: rules)
    }
    let allowed = try #require(largest(leftover: 1000))
    #expect(isClose(allowed.debtRepaid, 500))
    #expect(largest(leftover: 1600) == nil)
  }

  /// Version 2: half of the reserve's debt whatever the health and the size, dust or not.
  @Test func versionTwoTakesHalfOfTheReserve() {
    let pair = AaveLiquidationCall.Pair(
      collateralUnits: 500, collateralPrice: 1, debtUnits: 400, debtPrice: 1,
      liquidationBonus: 0.05, liquidationProtocolFee: 0)
    let call = AaveLiquidationCall(
      pair, totalDebt: 10_000, healthFactor: 0.3, rules: .init(version: .two))
    #expect(call.debtRepaid == 200)
    #expect(isClose(call.collateralSeized, 210))
    #expect(call.verdict == .ok)
  }

  /// The limits are inclusive as in the contract: 2,000 on both sides is limited, HF 0.95 is not.
  @Test(arguments: [
    (2000.0, 2000.0, 0.96, 1000.0), (1999.99, 2000, 0.96, 1999.99), (2000, 1999.99, 0.96, 2000),
    (2000, 2000, 0.95, 2000),
  ])
  func closeFactorApplies(debt: Double, collateral: Double, health: Double, most: Double) {
    let pair = AaveLiquidationCall.Pair(
      collateralUnits: collateral, collateralPrice: 1, debtUnits: debt, debtPrice: 1,
      liquidationBonus: 0.05, liquidationProtocolFee: 0)
    let call = AaveLiquidationCall(pair, totalDebt: debt, healthFactor: health, rules: .init())
    #expect(call.maxLiquidatableDebt == most)
  }

  private func firstPair(of position: Position) -> AaveLiquidationCall.Pair {
    let (leg, debt) = (position.collateral[0], position.debts[0])
    return AaveLiquidationCall.Pair(
      collateralUnits: leg.units, collateralPrice: leg.oraclePrice, debtUnits: debt.units,
      debtPrice: debt.oraclePrice, liquidationBonus: leg.terms.liquidationBonus,
      liquidationProtocolFee: leg.terms.liquidationProtocolFee)
  }
}
