import Diagnostics
import Foundation
import Passes
import Tables

/// Does shards of a plan, and puts their parts together.
struct ShardRun<Study: ShardedStudy> {
  let directory: PlanDirectory
  let study: Study
  let workers: Int

  /// Does a shard and writes its part, unless it is there and whole.
  ///
  /// - Parameter workers: Parallel workers of this shard.
  /// - Returns: Whether there was anything to do.
  func simulate(
    _ shard: Shard, workers: Int, progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> Bool {
    let path = directory.path(of: shard)
    if let known = try PartFile(at: path), known.header.plan == directory.file.hash {
      return false
    }
    let header = PartHeader(plan: directory.file.hash, shard)
    let part = try await study.part(shard, workers: workers, progress: progress)
    if Task.isCancelled { throw Interrupted() }
    try PartFile.write(part, header, to: path)
    return true
  }

  /// Does every shard that is missing, as many at a time as there are workers, and answers.
  ///
  /// The run is cut into as many shards as most is done of, or into `resumedShards`. What is finished
  /// stays when the run is stopped.
  ///
  /// - Parameter progress: Told the share of all shards that is done, from any worker.
  func resumed(_ progress: @escaping @Sendable (Double) -> Void) async throws -> Study.Answer {
    let count = try PartList(directory).count ?? Self.resumedShards
    let share = ShardShares(count: count, progress)
    let atOnce = min(workers, count)
    let each = workers / atOnce
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<count {
        if index >= atOnce { try await group.next() }
        group.addTask {
          _ = try await simulate(Shard(index: index, count: count), workers: each) { done, total in
            share.update(index, Double(done) / Double(max(1, total)))
          }
          share.update(index, 1)
        }
      }
      try await group.waitForAll()
    }
    return try await answer()
  }

  /// The answer of the shards that are done.
  ///
  /// - Throws: As `merged`, and what the study throws.
  func answer() async throws -> Study.Answer {
    try await study.answer(merged(), workers: workers) { _, _ in }
  }

  /// Shards of a run that can be resumed: what is lost when it is stopped is one of them a worker.
  static var resumedShards: Int { 64 }

  /// The parts of all shards, put together.
  ///
  /// - Throws: `Incomplete` with what is missing; `InputError` if parts are of another plan or kind of CPU,
  ///   or tasks that were done twice differ.
  private func merged() throws -> Study.Part {
    let parts = try PartList(directory)
    let chosen = try parts.complete()
    var result: Study.Part?
    var known: [(node: String, checksums: [TaskChecksums])] = []
    for file in chosen {
      let part = try file.results(of: study)
      known.append((file.header.node, part.checksums))
      if result == nil { result = part } else { result?.merge(part) }
    }
    for file in parts.others(than: chosen) {
      let sums = try file.results(of: study).checksums
      for other in known { try requireEqual(sums, file, other) }
    }
    guard let result else { preconditionFailure("a complete list has a part") }
    return result
  }

  private func requireEqual(
    _ sums: [TaskChecksums], _ file: PartFile,
    _ other: (node: String, checksums: [TaskChecksums])
  ) throws {
    for (a, b) in zip(sums, other.checksums) {
      guard let task = a.firstDifference(to: b) else { continue }
      throw InputError(
        "task \(task) was done twice with different results, on \(file.header.node) and on \(other.node)",
        at: SourceLocation(file: file.path),
        hint: "one of the two machines computes wrongly; simulate its shards elsewhere")
    }
  }
}
