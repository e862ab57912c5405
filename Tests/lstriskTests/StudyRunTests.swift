import Backtesting
import Diagnostics
import Foundation
import Passes
import Synchronization
import Tables
import Testing

@testable import lstrisk

/// Studies in plan directories, in this process.
@Suite struct StudyRunTests {
  /// Sixty days of one model: two tasks.
  private func loans(_ scratch: borrowing Scratch, seed: UInt64 = 1) throws -> BacktestRun {
    let data = Program.data
    var text = try String(contentsOfFile: data + "/examples/eth-loans.yaml", encoding: .utf8)
    for (old, new) in [
      ("../", data + "/"), ("portfolio: ", "portfolio: \(data)/examples/"),
      ("from: 2021-01-01", "from: 2024-11-01"), ("horizons: [1 d, 10 d]", "horizons: [1 d]"),
      ("models: [garch-t, garch-t-ewma-start, student-t, ewma]", "models: [ewma]"),
    ] { text = text.replacingOccurrences(of: old, with: new) }
    try scratch.write(text, to: "loans.yaml")
    return try BacktestRun(
      scratch.path + "/loans.yaml", .init(paths: 100, seed: seed, workers: 2))
  }

  private func rows(_ figures: BacktestFigures) -> [[Double]] {
    figures.models.flatMap { $0.days.flatMap { $0.horizons.map(\.worst) } }
  }

  /// What is done stays, what is missing is done again, and the copies of the documents give the same.
  @Test func shardsAreKeptAndMerged() async throws {
    let scratch = try Scratch()
    let run = try loans(scratch)
    let study = run.study()
    let part = try await study.part(.whole, workers: 1, progress: { _, _ in })
    let whole = rows(try await study.answer(part, workers: 1, progress: { _, _ in }))
    #expect(whole.count == 60)

    let path = scratch.path + "/plan"
    let directory = try PlanDirectory.make(run, study, resuming: path)
    let shards = ShardRun(directory: directory, study: study, workers: 2)
    #expect(try await shards.simulate(Shard(index: 1, count: 3), workers: 1) { _, _ in })
    await #expect(throws: Incomplete.self) { try await shards.answer() }
    // Goes on with the three shards of which one is done.
    #expect(rows(try await shards.resumed { _ in }) == whole)
    #expect(try directory.shards().map(\.count) == [3, 3, 3])
    #expect(try await !shards.simulate(Shard(index: 1, count: 3), workers: 1) { _, _ in })

    let copied = try #require(try PlanDirectory(path).run(workers: 1) as? BacktestRun)
    let again = ShardRun(directory: directory, study: copied.study(), workers: 1)
    #expect(rows(try await again.answer()) == whole)
    try FileManager.default.removeItem(atPath: directory.path(of: Shard(index: 0, count: 3)))
    await #expect(throws: Incomplete.self) { try await again.answer() }
  }

  @Test func directoriesOfOtherPlansAreRefused() throws {
    let scratch = try Scratch()
    let run = try loans(scratch)
    let path = scratch.path + "/plan"
    let made = try PlanDirectory.make(run, run.study(), resuming: path)
    #expect(try PlanDirectory.make(run, run.study(), resuming: path).file == made.file)
    let other = try loans(scratch, seed: 2)
    #expect(throws: InputError.self) {
      try PlanDirectory.make(other, other.study(), resuming: path)
    }
    #expect(throws: OutputError.self) { try PlanDirectory.make(run, at: path) }
  }

  @Test func everyKindHasItsRun() {
    for kind in StudyKind.allCases { #expect(StudyCatalog.run(of: kind).kind == kind) }
  }

  /// Parts of a plan that solves are none of one that does not.
  @Test func questionsArePartOfThePlan() {
    func file(_ questions: [String]) -> PlanFile {
      PlanFile(
        study: .policies, questions: questions, seed: 1, paths: 2, documents: "d", start: "s")
    }
    let files = [file([]), file(["solve"]), file(["isolated", "solve"])]
    #expect(Set(files.map(\.hash)).count == 3)
    for file in files { #expect(file.isConsistent) }
  }

  /// Half of one shard and all of another are three eighths of four.
  @Test func sharesAddUp() {
    let seen = Mutex<[Double]>([])
    let shares = ShardShares(count: 4) { share in seen.withLock { $0.append(share) } }
    shares.update(2, 0.25)
    shares.update(2, 0.5)
    shares.update(0, 1)
    #expect(seen.withLock { $0 } == [0.0625, 0.125, 0.375])
  }
}
