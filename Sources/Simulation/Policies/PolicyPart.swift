/// What a process has found of policies.
package struct PolicyPart: StudyPart {
  var policies: PassPart<PolicyPass>

  package var checksums: [TaskChecksums] { [policies.taskChecksums] }

  package func write(to writer: inout BinaryWriter) throws { try policies.write(to: &writer) }

  package mutating func merge(_ next: PolicyPart) { policies.merge(next.policies) }
}
