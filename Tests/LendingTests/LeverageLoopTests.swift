import Lending
import TestSupport
import Testing

@Suite struct LeverageLoopTests {
  static let claimed = ["exposure", "debt", "health_factor", "discount_to_liquidation"]
  static func rows() throws -> [ReferenceRow] {
    try ReferenceTable("protocol/leverage_loop.csv").rows.filter {
      claimed.contains($0["quantity"])
    }
  }

  @Test func tableIsComplete() throws { #expect(try Self.rows().count == 28) }

  /// Closed forms, 1e-12, with the loop as an account of 2.5 units of collateral a numeraire.
  @Test(arguments: try rows()) func reproducesReference(_ row: ReferenceRow) throws {
    let loop = LeverageLoop(
      loanToValue: row.number("ltv"), loops: Int(row.number("loops")))
    let terms = CollateralTerms(
      maxLoanToValue: loop.loanToValue, liquidationThreshold: row.number("liquidation_threshold"),
      liquidationBonus: 0.01, liquidationProtocolFee: 0.1)
    let position = loop.position(terms: terms, collateralPrice: 0.4, debtPrice: 3)
    let value =
      switch row["quantity"] {
      case "exposure": position.oracleCollateral
      case "debt": position.marketDebt
      case "health_factor": position.healthFactor
      default: try #require(AccountHealth(position).uniformDropToLiquidation)
      }
    #expect(row.accepts(value), "\(value) for \(row["expected"])")
  }

  /// Each loop borrows against the last deposit: 1 + 0.8 + 0.64 = 2.44, twice that with 2 to start.
  @Test func addsTheLoopsOneByOne() {
    let loop = LeverageLoop(equity: 2, loanToValue: 0.8, loops: 2)
    #expect(isClose(loop.exposure, 4.88) && isClose(loop.debt, 2.88))
  }

  /// Without end the leverage is 1 / (1 − LTV): LT 0.965 at HF 1.01 gives 22.4444, 0.95 16.8333
  /// (MODEL, golden numbers).
  @Test(arguments: [(0.965, 22.4444), (0.95, 16.8333)])
  func limitOfLeverage(threshold: Double, leverage: Double) {
    let loop = LeverageLoop(loanToValue: threshold / 1.01, loops: 2000)
    #expect(isClose(loop.exposure, leverage, relative: 0, absolute: 5e-5))
  }

  @Test func borrowsLessThanItsDeposit() async {
    await #expect(processExitsWith: .failure) {
      _ = LeverageLoop(loanToValue: 1, loops: 2)
    }
  }
}
