/// What a process has found of a report.
package struct ReportPart: StudyPart {
  var paths: PassPart<FirstPass>
  /// `nil` where the plan draws no parameters.
  var batches: PassPart<UncertaintyPass>?

  package var checksums: [TaskChecksums] {
    [paths.taskChecksums] + (batches.map { [$0.taskChecksums] } ?? [])
  }

  package func write(to writer: inout BinaryWriter) throws {
    try paths.write(to: &writer)
    try batches?.write(to: &writer)
  }

  package mutating func merge(_ next: ReportPart) {
    paths.merge(next.paths)
    if let more = next.batches { batches?.merge(more) }
  }
}
