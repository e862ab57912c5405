import Testing

/// Runs that load, with what they are warned about.
@Suite struct WarningTests {
  @Test func warnings() throws {
    try expectGolden(
      [
        BadDocument("none", "run.yaml", "seed: 7", "seed: 7"),
        BadDocument("liquidatable", "portfolio.csv", "USDC,20000", "USDC,40000"),
        BadDocument("just below 1", "portfolio.csv", "debt,WETH,105", "debt,WETH,114.5701"),
        BadDocument("no debt", "portfolio.csv", "a02,dollars,aave,,debt,USDC,20000,\n", ""),
        BadDocument("debt of 0", "portfolio.csv", "USDC,20000", "USDC,0"),
        BadDocument(
          "no collateral", "portfolio.csv", "a01,loops,aave,1,collateral,wstETH,100.5,\n", ""),
        BadDocument("bonus too high", "aave.yaml", "Bonus: 0.06", "Bonus: 0.3"),
        BadDocument(
          "liquidation that leaves the health factor", "aave.yaml",
          "Threshold: 0.81\n    liquidationBonus: 0.06",
          "Threshold: 0.8\n    liquidationBonus: 0.25"),
        BadDocument("older market", "market.yaml", "asOf: 2024-12-31", "asOf: 2024-12-01"),
        BadDocument("newer market", "market.yaml", "asOf: 2024-12-31", "asOf: 2025-01-02"),
        BadDocument("rates of another protocol", "market.yaml", "  aave:", "  aave2:"),
        BadDocument("bridge", "run.yaml", "seed: 7", "seed: 7\nmonitoring: bridge"),
        BadDocument("memory", "run.yaml", "paths: 10000", "paths: 1000000000"),
        BadDocument("amount 1e30", "portfolio.csv", "wstETH,100.5", "wstETH,1e30"),
        BadDocument("amount 1e-30", "portfolio.csv", "wstETH,10,", "wstETH,1e-30,"),
        BadDocument(
          "warnings beside errors", "run.yaml",
          edit: .several([
            ("run.yaml", "paths: 10000", "paths: 0"), ("aave.yaml", "Bonus: 0.06", "Bonus: 0.3"),
          ])),
      ], "warnings")
  }

  /// Of many accounts below 1 the first 20 are listed.
  @Test func manyAccounts() throws {
    let rows = (0..<50).map {
      "b\($0),loops,aave,1,collateral,WETH,1\nb\($0),loops,aave,1,debt,WETH,1\n"
    }.joined()
    let files = BadDocument(
      "many", "run.yaml",
      edit: .several([
        ("run.yaml", "  - {name: dollars, view: lender}\n", ""),
        ("run.yaml", "account: a02", "account: b2"),
      ]))
    var all = files.files()
    all["portfolio.csv"] = Array(("account,book,protocol,e_mode,side,token,amount\n" + rows).utf8)
    let report = try TemporaryFolder.with(all) { try loadedWarnings($0) }
    #expect(report.count == 21)
    #expect(report.contains { $0.contains("30 further accounts have a health factor below 1") })
  }
}
