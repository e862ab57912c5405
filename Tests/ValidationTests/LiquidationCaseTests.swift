import Passes
import Studies
import Testing
import Validation

@Suite struct LiquidationCaseTests {
  /// The blocks that the checks count are those of a whole run: equal counts, with and without the
  /// bridge.
  @Test(arguments: [Monitoring.steps, .bridge])
  func countsWhatARunCounts(_ monitoring: Monitoring) async throws {
    let wanted = LiquidationCase(
      collateral: (0.02, 0.6), debt: (0, 0.3), correlation: 0.4, healthFactor: 1.2,
      supplyRate: 0.03, borrowRate: 0.05, years: 0.25, steps: 6, monitoring: monitoring)
    var plan = try wanted.plan()
    plan.paths.count = 3_000
    let counted = LiquidationCase.liquidation(plan)
    let run = try await Simulation(plan, workers: 2).run()
    #expect(counted == run.total.liquidation)
    #expect(counted.successes > 500)
    #expect(run.bridgedAccounts == (monitoring == .bridge ? 1 : 0))
  }
}
