import TestSupport
import Testing

@testable import Passes
@testable import Studies

/// Policies in parts that have been bytes in between.
@Suite struct PolicyStudyTests {
  /// Six tasks, so that the pilot, a quarter of one, is not all of them.
  private func study() throws -> PolicyStudy {
    let plan = try SamplePlan(volatility: 2.5, paths: 22_000, views: [.lender, .lender]).plan()
    let accounts = plan.portfolio.accounts
    let safer = accounts.map { account in
      account.replacing(
        collateral: account.collateral,
        debts: account.debts.map { $0.replacing(units: 0.8 * $0.units) })
    }
    return PolicyStudy(
      plan,
      policies: PolicyPlan(
        candidates: [
          PolicyCandidate(name: "a", policy: "test", accounts: accounts),
          PolicyCandidate(name: "b", policy: "test", accounts: safer),
        ], benchmark: 0, level: 0.99, reaction: "as they are"))
  }

  private func answer(_ study: PolicyStudy, shards: Int = 1) async throws -> PolicyResult {
    var merged: PolicyPart?
    for index in (0..<shards).reversed() {
      let part = try await study.part(
        Shard(index: index, count: shards), workers: 2, progress: { _, _ in })
      let read = try sent(part, to: study)
      #expect(read.checksums.map(\.sums) == part.checksums.map(\.sums))
      if merged == nil { merged = read } else { merged?.merge(read) }
    }
    return try await study.answer(try #require(merged), workers: 1, progress: { _, _ in })
  }

  private func sent(_ part: PolicyPart, to study: PolicyStudy) throws -> PolicyPart {
    var bytes: [UInt8] = []
    var writer = BinaryWriter { bytes += $0 }
    try part.write(to: &writer)
    try writer.finish()
    var rest = bytes[...]
    var reader = BinaryReader { count in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    let read = try study.readPart(from: &reader)
    try reader.requireEnd()
    return read
  }

  private func expectEqual(_ a: PolicyResult, _ b: PolicyResult) {
    for (x, y) in zip(a.outcomes, b.outcomes) {
      #expect(x.dominatedBy == y.dominatedBy)
      for (p, q) in zip(x.subjects, y.subjects) {
        #expect(p.means == q.means && p.differences == q.differences)
        #expect(p.expectedShortfall == q.expectedShortfall)
        #expect(p.shortfallDifference == q.shortfallDifference)
        #expect(p.returnOnTail == q.returnOnTail)
      }
    }
  }

  /// More shards than tasks leave some with nothing.
  @Test(arguments: [2, 3, 7]) func partsGiveTheBitsOfOneProcess(_ shards: Int) async throws {
    let study = try study()
    #expect(study.pass.taskCount == 6)
    expectEqual(try await answer(study), try await answer(study, shards: shards))
  }

  /// A hundredth of 22,000 losses make up ES, and few more are kept; thresholds above everything leave tails
  /// too short, and all paths are measured again to the same bits.
  @Test func aTailCutTooHighIsMeasuredAgain() async throws {
    let study = try study()
    #expect(study.pass.pilot.thresholds[0] > 0)
    let part = try await study.part(.whole, workers: 1, progress: { _, _ in })
    let kept = part.policies.outcome.harvest?.tails[0].losses.count ?? 0
    #expect(kept > 220 && kept < 1_100)
    var high = study
    for tail in high.pass.pilot.thresholds.indices { high.pass.pilot.thresholds[tail] = 1e12 }
    expectEqual(try await answer(study), try await answer(high))
  }
}
