/// What a process has done of a pass: some tasks in a row.
package struct PassPart<P: ShardedPass>: Sendable {
  /// Tasks that this process did; what has been merged is not counted in.
  package let tasks: Range<Int>
  /// Of these tasks and of what has been merged.
  package private(set) var outcome: PassOutcome<P.Worker.Partial, P.Worker.Harvest>
  /// Of `tasks`, from the first.
  package let checksums: [UInt64]

  /// Does tasks of a pass.
  ///
  /// - Parameter progress: Told the number of tasks done, from any worker.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; what the pass fails with.
  package init(
    _ pass: P, tasks: Range<Int>, on runner: Runner,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws {
    self.tasks = tasks
    let done = try await runner.run(CheckedPass(pass: pass), tasks: tasks, progress: progress)
    outcome = PassOutcome(fold: done.fold)
    var checksums = Array(repeating: UInt64(0), count: tasks.count)
    if let checked = done.harvest {
      outcome.merge(checked.harvest)
      for (task, sum) in checked.checksums { checksums[task - tasks.lowerBound] = sum }
    }
    self.checksums = checksums
  }

  /// Reads what `write(to:)` has written of the same pass.
  ///
  /// - Throws: `BinaryReader.Failure`, and what the source throws.
  package init(_ pass: P, from reader: inout BinaryReader) throws {
    let first = try reader.read(Int.self)
    let end = try reader.read(Int.self)
    guard first >= 0, first <= end, end <= pass.taskCount else {
      throw BinaryReader.Failure.isOfAnotherPlan
    }
    tasks = first..<end
    var checksums = Array(repeating: UInt64(0), count: tasks.count)
    try reader.read(into: &checksums)
    self.checksums = checksums
    let tree = TaskTree(taskCount: pass.taskCount)
    outcome = PassOutcome(fold: TreeFold(tree))
    for node in tree.nodes(covering: tasks) {
      var partial = pass.emptyPartial
      try partial.read(from: &reader)
      outcome.fold.add(partial, at: node)
    }
    if tasks.isEmpty { return }
    var harvest = pass.emptyHarvest
    try harvest.read(from: &reader)
    outcome.merge(harvest)
  }

  /// Writes `tasks`, their checksums, the sums by node of the tree and the harvest, in that order.
  ///
  /// - Precondition: Nothing has been merged.
  /// - Throws: What the sink throws.
  package func write(to writer: inout BinaryWriter) throws {
    try writer.write(tasks.lowerBound)
    try writer.write(tasks.upperBound)
    try writer.write(checksums)
    for node in outcome.fold.tree.nodes(covering: tasks) {
      guard let partial = outcome.fold.nodes[node] else {
        preconditionFailure("a part has all its tasks")
      }
      try partial.write(to: &writer)
    }
    try outcome.harvest?.write(to: &writer)
  }

  /// Adds what another process has done.
  ///
  /// - Precondition: The parts have no task in common.
  package mutating func merge(_ next: PassPart) {
    for (node, partial) in next.outcome.fold.nodes { outcome.fold.add(partial, at: node) }
    if let harvest = next.outcome.harvest { outcome.merge(harvest) }
  }
}
