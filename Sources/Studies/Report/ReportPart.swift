import Passes

/// What a process has found of a report.
package struct ReportPart: StudyPart {
  var paths: PassPart<FirstPass>
  /// `nil` where the plan draws no parameters.
  var batches: PassPart<UncertaintyPass>?

  /// Of the pass over all paths, then of that over batches where the plan draws parameters.
  package var checksums: [TaskChecksums] {
    [paths.taskChecksums] + (batches.map { [$0.taskChecksums] } ?? [])
  }

  /// Writes the tasks and what was kept of them, for `ReportStudy.readPart`.
  package func write(to writer: inout BinaryWriter) throws {
    try paths.write(to: &writer)
    try batches?.write(to: &writer)
  }

  /// Adds what was kept of other tasks, pass by pass.
  package mutating func merge(_ next: ReportPart) {
    paths.merge(next.paths)
    if let more = next.batches { batches?.merge(more) }
  }
}
