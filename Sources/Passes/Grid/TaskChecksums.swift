/// Checksums of tasks in a row.
package struct TaskChecksums: Sendable {
  /// Number of the first task in the pass.
  package let firstTask: Int
  /// By task, from `firstTask`.
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
  /// Of the tasks that this process did.
  package var taskChecksums: TaskChecksums {
    TaskChecksums(firstTask: tasks.lowerBound, sums: checksums)
  }
}
