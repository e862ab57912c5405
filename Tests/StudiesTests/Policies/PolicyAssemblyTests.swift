import RiskMeasures
import TestSupport
import Testing
import VectorMath

@testable import Passes
@testable import Studies

/// Figures of policies from tails made by hand.
@Suite struct PolicyAssemblyTests {
  private static let paths = 4 * PathBlock.pathCount

  /// Eleven losses of 1,024, as many as ES at 0.99 needs: one of 10, which is VaR, and ten larger ones.
  private static func tail(from first: Int, _ loss: Double) -> TailBuffer {
    let column = PathBlock(columnCount: 1)
    var tail = TailBuffer(
      threshold: 0, keepsPaths: true, capacity: 0, tieLimit: 0, keepsCompanions: true)
    for start in stride(from: 0, to: paths, by: PathBlock.pathCount) {
      for path in 0..<PathBlock.pathCount {
        let k = start + path - first
        column[0][path: path] = k == 0 ? 10 : (1...10).contains(k) ? loss : 0
      }
      tail.add(
        column[0], isZero: false, count: PathBlock.pathCount, firstPath: UInt64(start))
    }
    return tail
  }

  /// Two policies that let borrow the same, with these tails of every subject.
  private func dominators(_ a: TailBuffer, _ b: TailBuffer) throws -> [String?] {
    var plan = try SamplePlan().plan()
    plan.paths.count = Self.paths
    let candidates = ["a", "b"].map {
      PolicyCandidate(name: $0, policy: "test", accounts: plan.portfolio.accounts)
    }
    let policies = PolicyPlan(candidates: candidates, benchmark: 0, level: 0.99, reaction: "none")
    let marks = plan.paths.market.initialMarks
    let subjects = PolicySubjects(plan.losses, marks: marks)
    let pass = PolicyPass(
      plan.losses, policies, subjects, pilot: PolicyPilot(plan.losses, policies, subjects))
    let result = try PolicyAssembly(
      plan, pass, marks: marks, sums: pass.emptyPartial,
      collected: CollectedLosses(
        counts: pass.emptyHarvest.counts,
        tails: [a, b].flatMap { Array(repeating: $0, count: subjects.count) })
    ).result()
    return result.outcomes.map(\.dominatedBy)
  }

  /// ES is 10 + 10 × 100 / (0.01 × 1,024) = 107.7 against 106.7. On the same paths the difference, 0.98 with
  /// an error of 0.31, is beyond its interval; on other paths its error is 43, and nothing is said.
  @Test func dominatedBeyondTheErrorOfTheDifferenceAlone() throws {
    let worse = Self.tail(from: 0, 110)
    #expect(try dominators(worse, Self.tail(from: 0, 109)) == ["b", nil])
    #expect(try dominators(worse, Self.tail(from: 500, 109)) == [nil, nil])
  }
}
