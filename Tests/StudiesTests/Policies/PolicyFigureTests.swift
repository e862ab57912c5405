import Foundation
import Lending
import RiskMeasures
import TestSupport
import Testing

@testable import Studies

/// What a policy lets borrow and what is borrowed, by hand, and which policies others dominate.
@Suite struct PolicyFigureTests {
  private func candidate(_ name: String, _ accounts: [Account], debt: Double = 1) -> PolicyCandidate
  {
    PolicyCandidate(
      name: name, policy: "test",
      accounts: accounts.map { account in
        Account(
          id: account.id, book: account.book, protocolIndex: account.protocolIndex,
          collateral: account.collateral,
          debts: account.debts.map {
            DebtLeg(
              token: $0.token, units: $0.units * debt, oracleMark: $0.oracleMark,
              marketMark: $0.marketMark)
          })
      })
  }

  private func run(_ plan: RunPlan, _ candidates: [PolicyCandidate]) async throws -> PolicyResult {
    try await PolicyBenchmark(
      plan,
      policies: PolicyPlan(
        candidates: candidates, benchmark: 0, level: 0.9, reaction: "as they are"),
      workers: 2
    ).run()
  }

  /// 100 ETH of 2,000 may be borrowed against at 0.78 of their oracle value; 50 LST are owed, at
  /// e^(−0.001) of the 2,200 that their oracle says.
  @Test func capacityIsAtOracleAndBorrowedAtMarketPrices() async throws {
    let plan = try SamplePlan(paths: 256).plan()
    let legs = plan.portfolio.accounts[0].collateral
    let account = Account(
      id: "a", book: 0, protocolIndex: 0, collateral: [legs[0]],
      debts: [
        DebtLeg(
          token: "LST", units: 50, oracleMark: legs[1].oracleMark, marketMark: legs[1].marketMark)
      ])
    let total = try await run(plan.withAccounts([account]), [candidate("a", [account])])
      .outcomes[0].total
    #expect(abs(total.borrowCapacity - 0.78 * 200_000) < 1e-6)
    #expect(abs(total.borrowed - 50 * 2_200 * exp(-0.001)) < 1e-6)
  }

  /// As much may be borrowed, less is: the smaller tail dominates the larger one, and only so.
  @Test func aSmallerTailOfTheSameCapacityDominates() async throws {
    var sample = SamplePlan(volatility: 1.5)
    sample.views = [.lender, .lender]
    let plan = try sample.plan()
    let accounts = plan.portfolio.accounts
    let found = try await run(
      plan, [candidate("all", accounts), candidate("half", accounts, debt: 0.5)])
    #expect(found.outcomes[0].total.borrowCapacity == found.outcomes[1].total.borrowCapacity)
    #expect(found.outcomes[0].dominatedBy == "half")
    #expect(found.outcomes[1].dominatedBy == nil)
    // The tail of the benchmark is the larger one: the difference to it is negative.
    let difference = found.outcomes[1].total.shortfallDifference
    #expect(difference.upper < 0)
    let tails = found.outcomes.map(\.total.expectedShortfall.value)
    #expect(abs(difference.value - (tails[1] - tails[0])) < 1e-9 * tails[0])
  }

  /// LTV 0.928 and 3 points would put the threshold at 0.958, beyond 1 / 1.05, where a liquidation
  /// leaves the lender worse: it stays there. The haircut is the lognormal one of
  /// `HaircutSolverTests`.
  @Test func solvedThresholdStaysWhereALiquidationPays() async throws {
    var plan = try SamplePlan(
      volatility: 0.3, paths: 4_096, steps: 1, seed: 11, isAave: false
    ).plan()
    plan.measurement.attributionLevel = 0.9
    plan = plan.replacing(accounts: [plan.portfolio.accounts[0]])
    let solved = try await HaircutSolver(
      plan,
      budget: SolverBudget(
        measure: .badDebtProbability, limit: 0.05, level: 0.9, buffer: 0.03, bonus: 0.05),
      workers: 2
    ).run()
    let eth = try #require(solved.first { $0.collateral == "ETH" })
    let s = 0.3 / 365.0.squareRoot()
    let ratio = exp(-s * s / 2 - 1.6448536269514722 * s - 0.05 / 365) / 1.05
    #expect(abs(eth.haircut.value - (1 - ratio)) < 4 * eth.haircut.standardError + 3e-5)
    #expect(1 - eth.haircut.value + 0.03 > 1 / 1.05)
    #expect(abs(eth.liquidationThreshold - 1 / 1.05) < 1e-12)
  }

  /// Monte Carlo alone from 1 to 20 about 10; a deviation of 10 of the parameters adds in squares:
  /// half-widths √(9² + 19.6²) and √(10² + 19.6²). What cannot fall below 0 ends there.
  @Test func combinedIntervalEndsAtTheLeast() {
    let simulated = Estimate(
      value: 10, standardError: 5, lower: 1, upper: 20, confidence: 0.95, method: .orderStatistics)
    func combined(least: Double) -> Estimate {
      UncertainFigure(
        simulated: simulated, predictive: simulated,
        parameterDeviation: Estimate(value: 10, standardError: 1), least: least
      ).combined
    }
    let reach = 1.959963984540054 * 10
    let free = combined(least: -.infinity)
    #expect(abs(free.lower - (10 - (81 + reach * reach).squareRoot())) < 1e-9)
    #expect(abs(free.upper - (10 + (100 + reach * reach).squareRoot())) < 1e-9)
    #expect(abs(free.standardError - 125.0.squareRoot()) < 1e-12)
    #expect(combined(least: 0).lower == 0 && combined(least: 0).upper == free.upper)
  }
}
