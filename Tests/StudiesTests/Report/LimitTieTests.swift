import RiskMeasures
import Testing

@testable import Passes
@testable import Studies

/// What a limit compares, on a subject made by hand: mean 3, VaR 10, ES 14 of 50 of equity; 40 of
/// 1,000 paths with a liquidation.
@Suite struct LimitTieTests {
  private func subject(exposure: Double = 50, scale: Double = 1) -> SubjectResult {
    let figures = LossQuantity.allCases.map { quantity in
      QuantityFigures(
        quantity: quantity, mean: Estimate(value: 3 * scale, standardError: 0.5),
        standardDeviation: 1, minimum: 0, maximum: 20,
        probabilityPositive: ProbabilityEstimate(successes: 25, trials: 1_000),
        tails: [
          TailFigures(
            level: 0.99, valueAtRisk: Estimate(value: 10 * scale, standardError: 1),
            expectedShortfall: Estimate(value: 14 * scale, standardError: 1))
        ], histogram: nil)
    }
    return SubjectResult(
      kind: .total, name: "total", book: nil, view: .borrower, collateralValue: 250,
      debtValue: 200, exposure: exposure, healthFactor: 1.1, distanceToLiquidation: 0.1,
      quantities: figures, liquidation: ProbabilityEstimate(successes: 40, trials: 1_000),
      firstLiquidations: [])
  }

  private func verdict(
    _ measure: Limit.Measure, warn: Double? = nil, hard: Double? = nil,
    unit: Limit.Unit = .numeraire, of subject: SubjectResult? = nil
  ) -> LimitVerdict {
    let hasLevel = measure == .valueAtRisk || measure == .expectedShortfall
    let limit = Limit(
      measure: measure, quantity: .equityLoss, level: hasLevel ? 0.99 : nil, subject: .total,
      warn: warn, hard: hard, unit: unit, basis: .estimate)
    return LimitVerdict(limit, [subject ?? self.subject()])
  }

  /// A limit says how much is allowed: what equals it keeps it.
  @Test func equalFiguresKeepTheirLimit() {
    #expect(verdict(.mean, warn: 3, hard: 3).status == .passed)
    #expect(verdict(.mean, warn: 3.0.nextDown, hard: 3).status == .warning)
    #expect(verdict(.mean, warn: 3, hard: 3.0.nextDown).status == .hard)
    #expect(verdict(.mean, warn: 2).status == .warning)
    #expect(verdict(.mean, hard: 2).status == .hard)
  }

  @Test func everyMeasureComparesItsOwnFigure() {
    #expect(verdict(.mean, hard: 1).value == 3)
    #expect(verdict(.valueAtRisk, hard: 1).value == 10)
    #expect(verdict(.expectedShortfall, hard: 1).value == 14)
    #expect(verdict(.liquidationProbability, hard: 1).value == 0.04)
    #expect(verdict(.badDebtProbability, hard: 1).value == 0.025)
  }

  /// 14 of 50 are 28 %; 0.04 is 4 %.
  @Test func perCent() {
    #expect(verdict(.expectedShortfall, hard: 27.9, unit: .percent).value == 28)
    let probability = verdict(.liquidationProbability, warn: 4, hard: 4.5, unit: .percent)
    #expect(probability.value == 4 && probability.status == .passed)
    #expect(verdict(.badDebtProbability, hard: 2.4, unit: .percent).status == .hard)
  }

  /// A loss of those who have nothing is above every share of it; no loss is 0 %.
  @Test func perCentOfNothing() {
    let loss = verdict(.mean, hard: 100, unit: .percent, of: subject(exposure: 0))
    #expect(loss.value == .infinity && loss.status == .hard)
    let none = verdict(.mean, hard: 0, unit: .percent, of: subject(exposure: 0, scale: 0))
    #expect(none.value == 0 && none.status == .passed)
  }
}
