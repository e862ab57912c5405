import Passes

/// What a process has found of policies.
package struct PolicyPart: StudyPart {
  var policies: PassPart<PolicyPass>

  /// Of the one pass over all policies, which a checksum of a task covers together.
  package var checksums: [TaskChecksums] { [policies.taskChecksums] }

  /// Writes the tasks, sums and tails, for `PolicyStudy.readPart`.
  package func write(to writer: inout BinaryWriter) throws { try policies.write(to: &writer) }

  /// Adds the sums and tails of other tasks.
  package mutating func merge(_ next: PolicyPart) { policies.merge(next.policies) }
}
