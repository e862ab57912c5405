/// A question that is answered by passes whose tasks may be done by many processes.
package protocol ShardedStudy: Sendable {
  associatedtype Part: StudyPart
  associatedtype Answer

  /// Does a shard's tasks of every pass.
  ///
  /// - Parameters:
  ///   - workers: Parallel workers; any number gives the same answer.
  ///   - progress: Told how much is done and how much there is, from any worker.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `RunFailure`.
  func part(
    _ shard: Shard, workers: Int, progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> Part

  /// Reads what `StudyPart.write` has written.
  ///
  /// - Throws: `BinaryReader.Failure`, and what the source throws.
  func readPart(from reader: inout BinaryReader) throws -> Part

  /// The answer.
  ///
  /// - Parameter part: All shards' parts, merged.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `RunFailure`.
  func answer(
    _ part: consuming Part, workers: Int, progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> Answer
}

/// What a process has found of a study.
package protocol StudyPart: Sendable {
  /// By pass, the checksums of the tasks from the first of the part's.
  var checksums: [TaskChecksums] { get }
  func write(to writer: inout BinaryWriter) throws
  /// - Precondition: The parts have no task in common.
  mutating func merge(_ next: Self)
}

/// Checksums of tasks in a row.
package struct TaskChecksums: Sendable {
  package let firstTask: Int
  package let sums: [UInt64]

  /// The first task that both have, with different checksums; `nil` if they agree.
  package func firstDifference(to other: TaskChecksums) -> Int? {
    let first = max(firstTask, other.firstTask)
    let end = min(firstTask + sums.count, other.firstTask + other.sums.count)
    guard first < end else { return nil }
    return (first..<end).first { sums[$0 - firstTask] != other.sums[$0 - other.firstTask] }
  }
}

extension PassPart {
  package var taskChecksums: TaskChecksums {
    TaskChecksums(firstTask: tasks.lowerBound, sums: checksums)
  }
}
