import Diagnostics
import RiskMeasures
import Tables
import Testing

@testable import Reporting
@testable import Studies

/// The table of policies, read back against two outcomes made by hand.
@Suite struct PolicyTableTests {
  private func result() throws -> PolicyResult {
    func estimates(_ first: Double) -> [PolicyQuantity: Estimate] {
      var estimates: [PolicyQuantity: Estimate] = [:]
      for (k, quantity) in PolicyQuantity.allCases.enumerated() {
        estimates[quantity] = Estimate(value: first + Double(k), standardError: 0.5)
      }
      return estimates
    }
    func outcome(_ name: String, _ mean: Double, _ difference: Double) -> PolicyOutcome {
      PolicyOutcome(
        candidate: PolicyCandidate(
          name: name, policy: "rule", accounts: [],
          terms: [
            PairTerms(
              collateral: "LST", debt: "USD", value: 1_000, haircut: 0.25,
              liquidationThreshold: 0.8, liquidationBonus: 0.05)
          ], calmHaircut: 0.2, stressedHaircut: 0.3),
        subjects: [
          PolicySubject(
            kind: .total, name: "total", borrowCapacity: 750, borrowed: 500,
            means: estimates(mean), differences: estimates(difference),
            expectedShortfall: Estimate(value: 90, standardError: 9),
            shortfallDifference: Estimate(value: -7, standardError: 2), returnOnTail: nil)
        ], dominatedBy: nil)
    }
    let outcomes = [outcome("today", 10, 0), outcome("other", 20, 100)]
    return PolicyResult(
      plan: try SyntheticRun.plan(name: "p", numeraire: .usd, seed: 1),
      policies: PolicyPlan(
        candidates: outcomes.map(\.candidate), benchmark: 0, level: 0.99,
        reaction: "as they are"), outcomes: outcomes)
  }

  /// Every quantity has its mean and, in columns of its own, its difference to the benchmark.
  @Test func differencesAreNotMeans() throws {
    let bytes = PolicyTable.render(try result(), SyntheticRun.context)
    var errors: [InputError] = []
    let table = try #require(
      CSVTable(
        contents: bytes, file: "policies.csv", required: ["policy", "measure", "value"],
        others: .ignored, errors: &errors))
    func row(_ measure: String) throws -> CSVRow {
      try #require(
        table.first { $0.cell("policy").text == "other" && $0.cell("measure").text == measure })
    }
    for (k, quantity) in PolicyQuantity.allCases.enumerated() {
      let row = try row(quantity.rawValue)
      #expect(row.cell("value").text == "\(20.0 + Double(k))")
      #expect(row.cell("difference").text == "\(100.0 + Double(k))")
      #expect(row.cell("difference_standard_error").text == "0.5")
    }
    let tail = try row("bad_debt_es_99")
    #expect(tail.cell("value").text == "90.0" && tail.cell("difference").text == "-7.0")
    #expect(try row("borrow_capacity").cell("value").text == "750.0")
    #expect(try row("borrowed").cell("difference").text == "")
    let terms = try ["haircut", "liquidation_threshold", "liquidation_bonus"].map {
      try row($0).cell("value").text
    }
    #expect(terms == ["0.25", "0.8", "0.05"])
    #expect(try row("haircut_calm").cell("value").text == "0.2")
    #expect(try row("haircut_stressed").cell("value").text == "0.3")
  }
}
