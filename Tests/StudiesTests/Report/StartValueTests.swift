import Foundation
import Lending
import Market
import Passes
import Studies
import TestSupport
import Testing

/// Values at time 0 by hand, where oracle and market prices differ.
@Suite struct StartValueTests {
  /// An LST worth 2,200 by its exchange rate and e^(−0.001) of that on the market.
  private let fair = 2_200.0
  private let market = 2_200 * exp(-0.001)

  /// The plan's LST leg, as collateral and turned into a debt.
  private func legs(_ plan: RunPlan) -> (eth: CollateralLeg, lst: CollateralLeg) {
    (plan.portfolio.accounts[0].collateral[0], plan.portfolio.accounts[0].collateral[1])
  }

  private func account(_ id: String, _ collateral: [CollateralLeg], _ debts: [DebtLeg]) -> Account {
    Account(id: id, book: 0, protocolIndex: 0, collateral: collateral, debts: debts)
  }

  /// Values are market values; health factors take both sides at the oracle's price, debts too.
  @Test func healthIsOfOracleValuesAndTheRestOfMarketValues() throws {
    let plan = try SamplePlan().plan()
    let (eth, lst) = legs(plan)
    let owed = DebtLeg(
      token: "LST", units: 50, oracleMark: lst.oracleMark, marketMark: lst.marketMark)
    let start = InitialValues(
      plan.withAccounts([account("a", [eth, lst], [owed])]).losses
    ).accounts[0]
    #expect(abs(start.collateral - (100 * 2_000 + 100 * market)) < 1e-6)
    #expect(abs(start.debt - 50 * market) < 1e-6)
    let health = 0.8 * (100 * 2_000 + 100 * fair) / (50 * fair)
    #expect(abs(start.healthFactor - health) < 1e-12)
    // Market prices of the debt alone would make it healthier by a thousandth.
    #expect(abs(start.healthFactor - health * exp(0.001)) > 1e-3)
  }

  /// An account that owes more than it has exposes nobody's equity: 200,000 − 150,000 are exposed,
  /// and nothing of the other. The health factor is the lowest, wherever it stands.
  @Test func exposureIsTheEquityThatIsThere() async throws {
    let plan = try SamplePlan(paths: 256).plan()
    let (eth, _) = legs(plan)
    let dollars = plan.portfolio.accounts[0].debts[0]
    func debt(_ units: Double) -> DebtLeg {
      DebtLeg(
        token: "USD", units: units, oracleMark: dollars.oracleMark, marketMark: dollars.marketMark)
    }
    let accounts = [
      account("sound", [eth], [debt(150_000)]), account("lost", [eth], [debt(260_000)]),
    ]
    let result = try await Simulation(plan.withAccounts(accounts), workers: 1).run()
    #expect(abs(result.total.exposure - 50_000) < 1e-6)
    #expect(abs(result.books[0].exposure - 50_000) < 1e-6)
    #expect(result.accounts.map { $0.exposure.rounded() } == [50_000, 0])
    #expect(abs(result.total.collateralValue - 400_000) < 1e-6)
    #expect(abs(result.total.debtValue - 410_000) < 1e-6)
    #expect(abs(result.total.healthFactor - 160_000 / 260_000) < 1e-12)
    #expect(abs(result.accounts[0].healthFactor - 160_000 / 150_000) < 1e-12)
  }
}
