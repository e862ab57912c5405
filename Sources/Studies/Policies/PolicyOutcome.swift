/// What one policy did.
public struct PolicyOutcome: Sendable {
  /// The policy and its accounts.
  public let candidate: PolicyCandidate
  /// Total first, then books, then tokens.
  public let subjects: [PolicySubject]
  /// Name of a policy that grants as much and leaves less tail; `nil` if none does.
  public let dominatedBy: String?

  /// Of the books whose bad debt the run's total adds.
  public var total: PolicySubject { subjects[0] }
}
