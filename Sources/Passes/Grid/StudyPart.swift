/// What a process has found of a study.
package protocol StudyPart: Sendable {
  /// By pass, the checksums of the tasks from the first of the part's.
  var checksums: [TaskChecksums] { get }
  func write(to writer: inout BinaryWriter) throws
  /// - Precondition: The parts have no task in common.
  mutating func merge(_ next: Self)
}
