import TestSupport
import Testing

@testable import Passes
@testable import Studies

/// A report in parts that have been bytes in between.
@Suite struct ReportStudyTests {
  private func plan() throws -> RunPlan {
    var sample = SamplePlan()
    sample.paths = 30_000
    return try sample.plan()
  }

  /// The part as another process reads it, with a pilot that it has read too.
  private func sent(_ part: ReportPart, of study: ReportStudy) throws -> ReportPart {
    var bytes: [UInt8] = []
    var writer = BinaryWriter { bytes += $0 }
    try part.write(to: &writer)
    try writer.finish()
    func reader(_ bytes: [UInt8]) -> BinaryReader {
      var rest = bytes[...]
      return BinaryReader { count in
        let piece = Array(rest.prefix(count))
        rest = rest.dropFirst(count)
        return piece
      }
    }
    var pilot = reader(try study.pilotBytes())
    let other = try ReportStudy(study.plan, pilot: &pilot)
    var results = reader(bytes)
    let read = try other.readPart(from: &results)
    try results.requireEnd()
    return read
  }

  private func expectEqual(_ a: RunResult, _ b: RunResult) {
    #expect(a.subjects.count == b.subjects.count)
    for (x, y) in zip(a.subjects, b.subjects) {
      #expect(x.firstLiquidations == y.firstLiquidations)
      for (p, q) in zip(x.quantities, y.quantities) {
        #expect(p.mean.value == q.mean.value && p.standardDeviation == q.standardDeviation)
        #expect(p.minimum == q.minimum && p.maximum == q.maximum)
        #expect(p.histogram?.counts == q.histogram?.counts)
        for (t, u) in zip(p.tails, q.tails) {
          #expect(t.valueAtRisk.value == u.valueAtRisk.value)
          #expect(t.expectedShortfall.value == u.expectedShortfall.value)
          #expect(t.expectedShortfall.standardError == u.expectedShortfall.standardError)
        }
      }
    }
    #expect(a.worstPaths.map(\.path) == b.worstPaths.map(\.path))
    for (x, y) in zip(a.contributions, b.contributions) {
      #expect(x.accounts.map(\.contribution.value) == y.accounts.map(\.contribution.value))
    }
    for (x, y) in zip(a.series, b.series) { #expect(x.values == y.values) }
  }

  /// More shards than tasks (there are eight) leave some with nothing.
  @Test(arguments: [1, 2, 3, 11]) func partsGiveTheBitsOfOneProcess(_ count: Int) async throws {
    let plan = try plan()
    let whole = try await Simulation(plan, workers: 1).run()
    let study = ReportStudy(plan)
    var merged: ReportPart?
    for index in (0..<count).reversed() {
      let part = try await study.part(
        Shard(index: index, count: count), workers: 2, progress: { _, _ in })
      let read = try sent(part, of: study)
      #expect(read.checksums.map(\.sums) == part.checksums.map(\.sums))
      if merged == nil { merged = read } else { merged?.merge(read) }
    }
    let answer = try await study.answer(
      try #require(merged), workers: 1, progress: { _, _ in })
    expectEqual(whole, answer)
  }

  /// Shards are whole numbers of tasks in a row, each task in one of them.
  @Test func shardsShareTheTasksOut() {
    for (tasks, count) in [(1, 1), (7, 2), (8, 16), (1_000, 7)] {
      let ranges = (0..<count).map { Shard(index: $0, count: count).tasks(of: tasks) }
      #expect(ranges.flatMap { Array($0) } == Array(0..<tasks))
      let sizes = ranges.map(\.count)
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }
  }

  @Test func differencesAreFoundWhereBothHaveATask() {
    let a = TaskChecksums(firstTask: 2, sums: [10, 11, 12])
    #expect(a.firstDifference(to: TaskChecksums(firstTask: 3, sums: [11, 13])) == 4)
    #expect(a.firstDifference(to: TaskChecksums(firstTask: 0, sums: [1, 2, 10, 11])) == nil)
    #expect(a.firstDifference(to: TaskChecksums(firstTask: 9, sums: [1])) == nil)
  }
}
