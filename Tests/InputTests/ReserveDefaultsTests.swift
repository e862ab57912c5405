import Input
import Lending
import Studies
import Testing

/// Terms of protocols and tokens that a document leaves out or puts at the end of what is allowed.
@Suite struct ReserveDefaultsTests {
  private func plan(_ edits: [(file: String, old: String, new: String)]) throws -> RunPlan {
    try TemporaryFolder.with(BadDocument("edit", "run.yaml", edit: .several(edits)).files()) {
      try RunDocument.load("\($0)/run.yaml").plan
    }
  }

  /// Without an oracle a reserve is valued at its exchange rate: the discount moves the market's
  /// price and not the oracle's.
  @Test func oracleIsTheExchangeRate() throws {
    let plan = try plan([
      ("aave.yaml", "    oracle: {kind: capped-rate, cap: 1.25, growth: 0.1}\n", "")
    ])
    let leg = plan.portfolio.accounts[0].collateral[0]
    let (oracle, market) = (
      plan.paths.market.marks[leg.oracleMark], plan.paths.market.marks[leg.marketMark]
    )
    #expect(oracle.constant == 3_600 && oracle.cap == nil && oracle.subtracted.isEmpty)
    #expect(market.subtracted.count == 1 && market.added == oracle.added)
  }

  /// A threshold may equal the largest loan-to-value, and not lie below it.
  @Test func thresholdMayEqualLoanToValue() throws {
    let equal = try plan([
      (
        "aave.yaml", "maxLoanToValue: 0.75, liquidationThreshold: 0.78",
        "maxLoanToValue: 0.78, liquidationThreshold: 0.78"
      )
    ])
    let terms = equal.portfolio.accounts[1].collateral[1].terms
    #expect(terms.maxLoanToValue == 0.78 && terms.liquidationThreshold == 0.78)
    let report = try BadDocument(
      "below", "aave.yaml", "maxLoanToValue: 0.75, liquidationThreshold: 0.78",
      "maxLoanToValue: 0.79, liquidationThreshold: 0.78"
    ).report()
    #expect(report.contains("it must be at least maxLoanToValue, 0.79"))
  }

  /// A token may be held and owed by one account.
  @Test func aTokenMayStandOnBothSides() throws {
    let plan = try plan([
      (
        "portfolio.csv", "a01,loops,aave,1,debt,WETH,105,\n",
        "a01,loops,aave,1,debt,WETH,105,\na01,loops,aave,1,collateral,WETH,2,\n"
      )
    ])
    let account = plan.portfolio.accounts[0]
    #expect(account.collateral.map(\.token) == ["wstETH", "WETH"])
    #expect(account.debts.map(\.token) == ["WETH"])
  }

  /// What lenders earn on WETH is the supply index of its rates, what borrowers owe the other one;
  /// a constant supply rate is a drift.
  @Test func collateralAccruesTheSupplyRate() throws {
    let plan = try plan([
      (
        "portfolio.csv", "a02,dollars,aave,,collateral,USDC,5000,\n",
        "a02,dollars,aave,,collateral,USDC,5000,\na02,dollars,aave,,collateral,WETH,2,\n"
      ), ("market.yaml", "USDC: {borrow: 0.05}", "USDC: {borrow: 0.05, supply: 0.03}"),
    ])
    let rates = try #require(plan.paths.market.factors.first { $0.name == "weth-rates" })
    let names = type(of: rates.process).outputs.map(\.quantity)
    let supply = rates.outputs[try #require(names.firstIndex(of: .logSupplyIndex))]
    let borrow = rates.outputs[try #require(names.firstIndex(of: .logBorrowIndex))]
    let account = plan.portfolio.accounts[1]
    let held = plan.paths.market.marks[account.collateral[2].marketMark]
    #expect(held.added.contains(supply) && !held.added.contains(borrow))
    let owed = plan.paths.market.marks[plan.portfolio.accounts[0].debts[0].marketMark]
    #expect(owed.added.contains(borrow) && !owed.added.contains(supply))
    #expect(plan.paths.market.marks[account.collateral[1].marketMark].drift == 0.03)
    #expect(plan.paths.market.marks[account.debts[0].marketMark].drift == 0.05)
  }
}
