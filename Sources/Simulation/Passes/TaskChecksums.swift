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
