import RiskMeasures
import Studies
import Testing

@testable import Reporting

@Suite struct HazardChartTests {
  private func spans(steps: Int) throws -> [HazardChart.Span] {
    let total = SyntheticRun.total
    let subject = SubjectResult(
      kind: .total, name: "total", book: nil, view: total.view,
      collateralValue: total.collateralValue, debtValue: total.debtValue, exposure: total.exposure,
      healthFactor: 1.1, distanceToLiquidation: 0.1, quantities: total.quantities,
      liquidation: ProbabilityEstimate(successes: 10 * steps, trials: SyntheticRun.paths),
      firstLiquidations: [Int](repeating: 10, count: steps))
    return HazardChart.spans(
      of: subject,
      plan: try SyntheticRun.plan(name: "x", numeraire: .usd, seed: 1, steps: steps))
  }

  /// Up to 60 steps have a bar each.
  @Test(arguments: [1, 59, 60]) func everyStepHasABar(_ steps: Int) throws {
    let spans = try spans(steps: steps)
    #expect(spans.map(\.start) == (0..<steps).map { Double($0) })
    #expect(spans.map(\.end) == (1...steps).map { Double($0) })
    #expect(spans.map(\.hazard.successes) == [Int](repeating: 10, count: steps))
    // Of 10,000 paths ten leave in each step.
    #expect(spans.map(\.hazard.trials) == (0..<steps).map { 10_000 - 10 * $0 })
  }

  /// Of 61 steps two share a bar, and the last has its own.
  @Test func twoStepsShareABarBeyondSixty() throws {
    let spans = try spans(steps: 61)
    #expect(spans.count == 31)
    #expect(spans[0].end == 2 && spans[0].hazard.successes == 20)
    #expect(spans[30].start == 60 && spans[30].end == 61 && spans[30].hazard.successes == 10)
  }
}
