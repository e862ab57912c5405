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
