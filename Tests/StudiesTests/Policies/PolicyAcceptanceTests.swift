import Foundation
import Lending
import RiskMeasures
import TestSupport
import Testing

@testable import Studies

@Suite(.enabled(if: ProcessInfo.processInfo.environment["LSTRISK_ACCEPTANCE"] == "1"))
struct PolicyAcceptanceTests {
  private static let seeds = 200

  /// The sample's accounts as they are, and with 3 % more debt.
  private func result(seed: UInt64, paths: Int) async throws -> PolicyResult {
    let plan = try SamplePlan(volatility: 1.5, paths: paths, seed: seed, views: [.lender, .lender])
      .plan()
    let more = plan.portfolio.accounts.map { account in
      Account(
        id: account.id, book: account.book, protocolIndex: account.protocolIndex,
        collateral: account.collateral,
        debts: account.debts.map {
          DebtLeg(
            token: $0.token, units: $0.units * 1.03, oracleMark: $0.oracleMark,
            marketMark: $0.marketMark)
        })
    }
    return try await PolicyBenchmark(
      plan,
      policies: PolicyPlan(
        candidates: [
          PolicyCandidate(name: "a", policy: "test", accounts: plan.portfolio.accounts),
          PolicyCandidate(name: "b", policy: "test", accounts: more),
        ], benchmark: 0, level: 0.99, reaction: "as they are"), workers: 2
    ).run()
  }

  private func differences(_ result: PolicyResult) -> [Estimate] {
    let total = result.outcomes[1].total
    return [.badDebt, .badDebtProbability, .liquidated, .affectedDebt]
      .compactMap { total.differences[$0] } + [total.shortfallDifference]
  }

  /// 95 % intervals of five paired differences hold the difference of 2²⁰ other paths in 90 to 99 % of 200
  /// seeds of 8,192 paths. With 0.95 true the count is 190 ± 3.1: an error too small by a fifth gives 178.
  @Test func pairedIntervalsCover() async throws {
    let reference = differences(try await result(seed: 1_000_000, paths: 1 << 20))
    var hits = Array(repeating: 0, count: reference.count)
    var paired = Array(repeating: 0.0, count: reference.count)
    var independent = paired
    for seed in 1...Self.seeds {
      let found = try await result(seed: UInt64(seed), paths: 8_192)
      for (k, estimate) in differences(found).enumerated() {
        // The reference has an error of its own, an eleventh of the interval's.
        if estimate.lower <= reference[k].value && reference[k].value <= estimate.upper {
          hits[k] += 1
        }
        paired[k] += estimate.standardError * estimate.standardError
      }
      for (k, errors) in Self.errors(found).enumerated() {
        independent[k] += errors.reduce(0) { $0 + $1 * $1 }
      }
    }
    for (k, name) in ["bad debt", "P(bad debt)", "liquidated", "affected debt", "ES"].enumerated() {
      let share = Double(hits[k]) / Double(Self.seeds)
      print("\(name): coverage \(share), variance reduction \(independent[k] / paired[k])")
      #expect((0.90...0.99).contains(share), "\(name)")
      #expect(independent[k] > 1.5 * paired[k], "\(name)")
    }
  }

  /// Standard errors of the two policies alone, by quantity.
  private static func errors(_ result: PolicyResult) -> [[Double]] {
    let quantities: [PolicyQuantity] = [
      .badDebt, .badDebtProbability, .liquidated, .affectedDebt,
    ]
    return quantities.map { quantity in
      result.outcomes.compactMap { $0.total.means[quantity]?.standardError }
    } + [result.outcomes.map(\.total.expectedShortfall.standardError)]
  }
}
