import Foundation
import Input
import Studies
import Testing

/// What the section `policies` leaves to policies, worked out by hand for the example's portfolio:
/// wstETH of 100.5 × 3,600 against WETH in e-mode 1, and wstETH of 36,000 and USDC of 5,000 against
/// USDC.
@Suite struct PolicyFactsTests {
  private static let staked = 100.5 * 3_600 + 36_000
  private static let collateral = staked + 5_000

  private func load(_ candidate: String, _ more: String = "") throws -> PolicyPlan {
    var files = ExampleRun.files
    files["run.yaml"] =
      ExampleRun.run + """
        policies:
          candidates:
            - {name: today, policy: protocol}
            - {name: other, \(candidate)}
          history: {eth: {file: closes.csv, column: close}}
          exitQueue: {wait: 1, stressedWait: 40}
        \(more)

        """
    return try TemporaryFolder.with(files.mapValues { Array($0.utf8) }) {
      try #require(try RunDocument.load("\($0)/run.yaml").policies)
    }
  }

  /// Today's haircuts are 1 − 0.93, 1 − 0.78 and 1 − 0.75, weighted by value; thresholds are e-mode
  /// 1's, the account's own and the reserve's.
  @Test func termsOfPairs() throws {
    let today = try load("policy: fixed").candidates[0]
    let found = today.terms.map {
      "\($0.collateral)/\($0.debt) \($0.haircut) \($0.liquidationThreshold) \($0.liquidationBonus)"
    }
    #expect(today.terms.map(\.value) == [100.5 * 3_600, 36_000, 5_000], "\(found)")
    let expected = [[0.07, 0.95, 0.01], [0.22, 0.8, 0.06], [0.25, 0.78, 0.045]]
    for (terms, numbers) in zip(today.terms, expected) {
      #expect(abs(terms.haircut - numbers[0]) < 1e-12, "\(found)")
      #expect(abs(terms.liquidationThreshold - numbers[1]) < 1e-12, "\(found)")
      #expect(abs(terms.liquidationBonus - numbers[2]) < 1e-12, "\(found)")
    }
    let mean = (100.5 * 3_600 * 0.07 + 36_000 * 0.22 + 5_000 * 0.25) / Self.collateral
    #expect(abs(try #require(today.calmHaircut) - mean) < 1e-12)
    #expect(today.calmHaircut == today.stressedHaircut)
  }

  /// 20 % a year over the wait and 8.9 days of sweep, for staked collateral alone: 1 day when calm,
  /// 40 when stressed.
  @Test func waitsAreThoseOfTheState() throws {
    let plan = try load("policy: duration-weighted, cost: 0")
    let today = try #require(plan.candidates[0].calmHaircut)
    let share = Self.staked / Self.collateral
    let calm = try #require(plan.candidates[1].calmHaircut)
    let stressed = try #require(plan.candidates[1].stressedHaircut)
    #expect(abs(calm - today - 0.2 * 9.9 / 365 * share) < 1e-12)
    #expect(abs(stressed - today - 0.2 * 48.9 / 365 * share) < 1e-12)
  }

  /// A stressed day has a discount that is 1.645 deviations wide: of the stationary law of the
  /// example, σ / √2κ = 0.004 / √68, whose mean is no discount.
  @Test func stressedDiscountIsWider() throws {
    let plan = try load("policy: discount-aware, volatilityMultiple: 0")
    let today = try #require(plan.candidates[0].calmHaircut)
    let discount = 1 - exp(-1.645 * 0.004 / 68.0.squareRoot())
    let share = Self.staked / Self.collateral
    #expect(abs(try #require(plan.candidates[1].calmHaircut) - today) < 1e-12)
    let stressed = try #require(plan.candidates[1].stressedHaircut) - today
    #expect(abs(stressed / (discount * share) - 1) < 0.02)
  }

  /// What a budget leaves out: 3 points up to the threshold, a bonus of 5 %.
  @Test func budgetDefaults() throws {
    let budget = try #require(
      try load("policy: fixed", "  solve: {measure: es, limit: 0.01}").budget)
    #expect(budget.buffer == 0.03 && budget.bonus == 0.05 && budget.limit == 0.01)
    let own = try #require(
      try load("policy: fixed", "  solve: {measure: es, limit: 0.01, buffer: 0.1, bonus: 0.2}")
        .budget)
    #expect(own.buffer == 0.1 && own.bonus == 0.2)
  }
}
