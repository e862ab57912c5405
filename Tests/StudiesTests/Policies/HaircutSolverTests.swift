import Foundation
import Lending
import TestSupport
import Testing
import VectorMath

@testable import Passes
@testable import Studies

/// One collateral (ETH, a geometric Brownian motion without drift) against dollars that grow at 5 % a year,
/// closed as a whole at a bonus of 5 %.
@Suite struct HaircutSolverTests {
  struct Case: Sendable {
    let volatility: Double
    let steps: Int
    let limit: Double
    let buffer: Double
  }

  private func solve(
    _ sample: Case, _ measure: SolverBudget.Measure, _ monitoring: Monitoring, level: Double = 0.9
  ) async throws -> SolvedHaircut {
    var plan = try SamplePlan(
      volatility: sample.volatility, paths: 16_384, steps: sample.steps, seed: 11,
      monitoring: monitoring, isAave: false
    ).plan()
    plan.measurement.attributionLevel = 0.9
    // The accounts only say which tokens are lent against which.
    let dollars = plan.portfolio.accounts[0]
    plan = plan.replacing(accounts: [dollars])
    let solver = HaircutSolver(
      plan,
      budget: SolverBudget(
        measure: measure, limit: sample.limit, level: level, buffer: sample.buffer, bonus: 0.05),
      workers: 2)
    let found = try await solver.run()
    return try #require(found.first { $0.collateral == "ETH" && $0.debt == "USD" })
  }

  /// Within 4 standard errors of the answer, or the resolution of the search where that is coarser.
  private func expect(_ found: SolvedHaircut, _ haircut: Double) {
    let tolerance = 4 * found.haircut.standardError + 3e-5
    #expect(found.haircut.standardError > 0 && found.haircut.standardError < 0.02)
    #expect(abs(found.haircut.value - haircut) < tolerance)
  }

  /// First passage of a Brownian motion with drift μ = −σ²/2 − r by reflection (Borodin and Salminen 2002,
  /// 2.1.2.4): P(min ≤ −b) = Φ((−b − μT) / σ√T) + e^(−2μb/σ²) Φ((−b + μT) / σ√T), watched all the time
  /// (`monitoring: bridge`). The budget fixes b = ln(LT / LTV), and LTV = buffer / (e^b − 1).
  /// Seed 11, 16,384 paths. Checking at step ends alone would move b by 0.58 σ √Δt, some 20 errors.
  @Test(arguments: [
    Case(volatility: 0.8, steps: 10, limit: 0.05, buffer: 0.15),
    Case(volatility: 0.5, steps: 20, limit: 0.10, buffer: 0.10),
    Case(volatility: 1.2, steps: 5, limit: 0.20, buffer: 0.10),
  ])
  func liquidationBudgetIsFirstPassage(_ sample: Case) async throws {
    let time = Double(sample.steps) / 365
    let drift = -sample.volatility * sample.volatility / 2 - 0.05
    let deviation = sample.volatility * time.squareRoot()
    func probability(_ b: Double) -> Double {
      NormalDistribution.cdf((-b - drift * time) / deviation)
        + exp(-2 * drift * b / (sample.volatility * sample.volatility))
        * NormalDistribution.cdf((-b + drift * time) / deviation)
    }
    var low = 0.0
    var high = 5.0
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if probability(middle) > sample.limit { low = middle } else { high = middle }
    }
    let found = try await solve(sample, .liquidationProbability, .bridge)
    expect(found, 1 - sample.buffer / expm1(high))
  }

  /// One step: bad debt where V_T < 1.05 D_T, so that LTV = e^(−σ²T/2 + σ√T Φ⁻¹(p) − rT) / 1.05.
  /// Seed 11, 16,384 paths. Leaving out the bonus moves the haircut by 0.04, more than 20 errors.
  @Test(arguments: [
    Case(volatility: 0.8, steps: 1, limit: 0.01, buffer: 0.03),
    Case(volatility: 1.5, steps: 1, limit: 0.05, buffer: 0.03),
    Case(volatility: 3.0, steps: 1, limit: 0.02, buffer: 0.03),
  ])
  func badDebtBudgetIsLognormal(_ sample: Case) async throws {
    let s = sample.volatility / 365.0.squareRoot()
    let ratio = exp(-s * s / 2 + s * NormalDistribution.quantile(sample.limit) - 0.05 / 365) / 1.05
    let found = try await solve(sample, .badDebtProbability, .steps)
    expect(found, 1 - ratio)
  }

  /// One step: ES_α / D₀ = e^(rT) − Φ(z − s) / ((1 − α) 1.05 LTV), z = Φ⁻¹(1 − α), as long as the quantile
  /// itself leaves bad debt. Seed 11, 16,384 paths. The mean in place of ES moves the haircut by 0.05.
  @Test(arguments: [
    Case(volatility: 0.8, steps: 1, limit: 0.03, buffer: 0.03),
    Case(volatility: 1.5, steps: 1, limit: 0.06, buffer: 0.03),
    Case(volatility: 3.0, steps: 1, limit: 0.12, buffer: 0.03),
  ])
  func shortfallBudgetIsLognormal(_ sample: Case) async throws {
    let s = sample.volatility / 365.0.squareRoot()
    let mean = NormalDistribution.cdf(NormalDistribution.quantile(0.1) - s) / 0.1
    let ratio = mean / (1.05 * (exp(0.05 / 365) - sample.limit))
    let found = try await solve(sample, .expectedShortfall, .steps)
    expect(found, 1 - ratio)
  }

  /// The answer keeps the budget and the next smaller one that the search resolves, 16⁻⁴ below, does not: a
  /// run of its own on the same paths, with an account that owes (1 − haircut) of its collateral.
  @Test func answerIsTheSmallestHaircutThatKeepsTheBudget() async throws {
    let sample = Case(volatility: 1.5, steps: 1, limit: 0.05, buffer: 0.03)
    let found = try await solve(sample, .badDebtProbability, .steps)
    func probability(_ haircut: Double) async throws -> Double {
      let plan = try SamplePlan(
        volatility: sample.volatility, paths: 16_384, steps: 1, seed: 11, isAave: false
      ).plan()
      let leg = plan.portfolio.accounts[0].collateral[0]
      let debt = plan.portfolio.accounts[0].debts[0]
      let terms = CollateralTerms(
        maxLoanToValue: 1 - haircut, liquidationThreshold: 1 - haircut, liquidationBonus: 0.05,
        liquidationProtocolFee: 0)
      let account = Account(
        id: "a", book: 0, protocolIndex: 0,
        collateral: [
          CollateralLeg(
            token: leg.token, units: 500, oracleMark: leg.oracleMark, marketMark: leg.marketMark,
            terms: terms)
        ],
        debts: [
          DebtLeg(
            token: debt.token, units: 500 * 2000 * (1 - haircut), oracleMark: debt.oracleMark,
            marketMark: debt.marketMark)
        ])
      let result = try await Simulation(plan.replacing(accounts: [account]), workers: 2).run()
      return result.accounts[0][.badDebt].probabilityPositive.value
    }
    #expect(try await probability(found.haircut.value) <= sample.limit)
    #expect(try await probability(found.haircut.value - 0x1p-16) > sample.limit)
  }
}
