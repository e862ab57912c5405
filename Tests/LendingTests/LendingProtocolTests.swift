import Lending
import Testing

@Suite struct LendingProtocolTests {
  /// Aave V3 Ethereum: reserves and the ETH-correlated e-mode of 2025.
  private func core() throws -> LendingProtocol {
    func reserve(_ ltv: Double, _ threshold: Double, _ bonus: Double) -> LendingProtocol.Reserve {
      LendingProtocol.Reserve(
        terms: CollateralTerms(
          maxLoanToValue: ltv, liquidationThreshold: threshold, liquidationBonus: bonus,
          liquidationProtocolFee: 0.1),
        oracle: .exchangeRate)
    }
    return LendingProtocol(
      name: "aave-v3-core", adapter: try aave(),
      reserves: ["wstETH": reserve(0.785, 0.81, 0.06), "USDC": reserve(0.75, 0.78, 0.045)],
      eModes: [
        1: LendingProtocol.EMode(
          label: "ETH correlated", maxLoanToValue: 0.93, liquidationThreshold: 0.95,
          liquidationBonus: 0.01, collateralTokens: ["wstETH"], borrowableTokens: ["WETH"])
      ])
  }

  @Test func eModeReplacesTermsOfItsTokensOnly() throws {
    let market = try core()
    let plain = try #require(market.terms(for: "wstETH"))
    #expect(plain.liquidationThreshold == 0.81 && plain.maxLoanToValue == 0.785)
    let inside = try #require(market.terms(for: "wstETH", eMode: 1))
    #expect(inside.maxLoanToValue == 0.93 && inside.liquidationThreshold == 0.95)
    #expect(inside.liquidationBonus == 0.01 && inside.liquidationProtocolFee == 0.1)
    #expect(market.terms(for: "USDC", eMode: 1) == market.terms(for: "USDC"))
  }

  @Test func unknownTokenOrCategoryHasNoTerms() throws {
    let market = try core()
    #expect(market.terms(for: "rETH") == nil)
    #expect(market.terms(for: "wstETH", eMode: 2) == nil)
  }

  /// An override goes before the e-mode and caps the LTV.
  @Test func overrideGoesFirst() throws {
    let market = try core()
    let raised = try #require(market.terms(for: "wstETH", eMode: 1, thresholdOverride: 0.96))
    #expect(raised.liquidationThreshold == 0.96 && raised.maxLoanToValue == 0.93)
    let lowered = try #require(market.terms(for: "wstETH", eMode: 1, thresholdOverride: 0.9))
    #expect(lowered.liquidationThreshold == 0.9 && lowered.maxLoanToValue == 0.9)
    #expect(lowered.liquidationBonus == 0.01 && lowered.liquidationProtocolFee == 0.1)
  }

  /// 40 wstETH at 4,000 in e-mode (LT 0.95, LB 1 %) and 20,000 USDC outside it (LT 0.78, LB 4.5 %)
  /// against 40 WETH at 4,200 and 2,000 USDT. HF = (152,000 + 15,600) / 170,000 = 0.98588. WETH is
  /// the largest debt, USDC the highest bonus: half of the total is 85,000; all the USDC repays
  /// 20,000 / 1.045 = 19,138.76. HF = 152,000 / 150,861.24 = 1.00755: done.
  @Test func eModeAccountWithTwoCollateralsAndTwoDebts() throws {
    let market = try core()
    let lst = try #require(market.terms(for: "wstETH", eMode: 1))
    let stable = try #require(market.terms(for: "USDC", eMode: 1))
    var position = Position(
      collateral: [
        Position.Collateral(terms: lst, units: 40, oraclePrice: 4000, marketPrice: 3990),
        Position.Collateral(terms: stable, units: 20000, oraclePrice: 1, marketPrice: 1),
      ],
      debts: [
        Position.Debt(units: 2000, oraclePrice: 1, marketPrice: 1),
        Position.Debt(units: 40, oraclePrice: 4200, marketPrice: 4200),
      ])
    #expect(isClose(position.healthFactor, 167_600.0 / 170_000))
    #expect(isClose(market.adapter.liquidate(&position), 20000 / 1.045))
    #expect(position.collateral[0].units == 40 && position.collateral[1].units == 0)
    #expect(position.debts[0].units == 2000)
    #expect(isClose(position.healthFactor, 152_000 / (170_000 - 20000 / 1.045)))
  }
}
