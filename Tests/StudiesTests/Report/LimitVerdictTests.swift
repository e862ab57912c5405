import RiskMeasures
import Studies
import TestSupport
import Testing

/// How limits stand against figures made by hand.
@Suite struct LimitVerdictTests {
  /// A plan whose only limit is given, run; the figures that the limit is on come with the verdict.
  private func run(_ limit: Limit) async throws -> RunResult {
    var plan = try SamplePlan(volatility: 1.5).plan()
    plan.limits = [limit]
    return try await Simulation(plan, workers: 1).run()
  }

  /// ES of the book at 0.99, with thresholds on both sides of the estimate and of its upper end: halfway
  /// between them a limit on the estimate passes, one on the upper end does not.
  @Test(arguments: [Limit.Basis.estimate, .upper])
  func upperEndIsComparedWhereAskedFor(_ basis: Limit.Basis) async throws {
    func limit(warn: Double?, hard: Double?) -> Limit {
      Limit(
        measure: .expectedShortfall, quantity: .equityLoss, level: 0.99, subject: .book("dollars"),
        warn: warn, hard: hard, unit: .numeraire, basis: basis)
    }
    let free = try await run(limit(warn: nil, hard: 1e12))
    let shortfall = free.books[0][.equityLoss].tails[1].expectedShortfall
    #expect(shortfall.upper > shortfall.value * 1.001)
    let between = (shortfall.value + shortfall.upper) / 2
    let found = try await run(limit(warn: nil, hard: between)).limits[0]
    #expect(found.value == (basis == .upper ? shortfall.upper : shortfall.value))
    #expect(found.status == (basis == .upper ? .hard : .passed))
    let warned = try await run(limit(warn: between, hard: 2 * shortfall.upper)).limits[0]
    #expect(warned.status == (basis == .upper ? .warning : .passed))
  }

  /// Three accounts without debt in sight of liquidation: no path shows bad debt, whose interval has no end
  /// then, so that the estimate 0 is compared and not infinity.
  @Test func unboundedUpperEndFallsBackToTheEstimate() async throws {
    var plan = try SamplePlan(volatility: 0.01, healthFactors: [50]).plan()
    plan.limits = [
      Limit(
        measure: .expectedShortfall, quantity: .badDebt, level: 0.99, subject: .book("dollars"),
        warn: nil, hard: 1, unit: .numeraire, basis: .upper)
    ]
    let result = try await Simulation(plan, workers: 1).run()
    #expect(result.books[0][.badDebt].tails[1].expectedShortfall.upper == .infinity)
    #expect(result.limits[0].value == 0 && result.limits[0].status == .passed)
  }
}
