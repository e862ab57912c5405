import Lending
import TestSupport
import Testing

@Suite struct AccountHealthTests {
  static func rows() throws -> [ReferenceRow] {
    try ReferenceTable("protocol/account_health.csv").rows
  }

  @Test func tableIsComplete() throws { #expect(try Self.rows().count == 68) }

  /// Closed forms of Aave v3's `GenericLogic`, 1e-12.
  @Test(arguments: try rows()) func reproducesReference(_ row: ReferenceRow) throws {
    let terms = try zip(row.list("ltvs"), row.list("liquidation_thresholds")).map {
      CollateralTerms(
        maxLoanToValue: $0, liquidationThreshold: $1, liquidationBonus: 0,
        liquidationProtocolFee: 0)
    }
    let health = try AccountHealth(
      collateralValues: row.list("collateral_values"), terms: terms,
      debtValues: row.list("debt_values"))
    let quantity = row["quantity"]
    let value: Double? =
      switch quantity {
      case "health_factor": health.healthFactor
      case "avg_ltv": health.averageLoanToValue
      case "avg_liquidation_threshold": health.averageLiquidationThreshold
      case "available_borrow": health.availableBorrow
      case "net_worth": health.netWorth
      case "leverage": health.leverage
      case "uniform_drop_to_liquidation": health.uniformDropToLiquidation
      default: Int(quantity.dropFirst(5)).flatMap { health.dropToLiquidation(ofCollateral: $0 - 1) }
      }
    switch row["expected"] {
    case "infinite": #expect(value == .infinity)
    case "none": #expect(value == nil)
    default: #expect(value.map(row.accepts) == true, "\(String(describing: value))")
    }
  }

  /// Nothing is NaN without collateral or debt, and at a net worth of 0.
  @Test func emptyAccounts() {
    let empty = AccountHealth(collateralValues: [], terms: [], debtValues: [])
    #expect(empty.healthFactor == .infinity)
    #expect(empty.averageLoanToValue == 0 && empty.averageLiquidationThreshold == 0)
    #expect(empty.leverage == nil)
    let bare = AccountHealth(collateralValues: [], terms: [], debtValues: [5])
    #expect(bare.healthFactor == 0)
    #expect(bare.uniformDropToLiquidation == nil)
    #expect(bare.netWorth == -5 && bare.leverage == 0)
  }

  /// A fall by the stated distance brings the health factor to 1.
  @Test func distancesAreReached() throws {
    for position in generatedPositions(500, seed: 21, health: 0.9...1.5) {
      let health = AccountHealth(position)
      #expect(health.healthFactor == position.healthFactor)
      var all = position
      let drop = try #require(health.uniformDropToLiquidation)
      for c in all.collateral.indices { all.collateral[c].oraclePrice *= 1 - drop }
      #expect(isClose(all.healthFactor, 1))
      for c in position.collateral.indices {
        var one = position
        guard let drop = health.dropToLiquidation(ofCollateral: c) else {
          one.collateral[c].oraclePrice = 0
          #expect(one.healthFactor > 1)
          continue
        }
        one.collateral[c].oraclePrice *= 1 - drop
        #expect(isClose(one.healthFactor, 1))
      }
    }
  }

  @Test func everyCollateralNeedsItsTerms() async {
    await #expect(processExitsWith: .failure) {
      _ = AccountHealth(collateralValues: [1], terms: [], debtValues: [])
    }
  }
}
