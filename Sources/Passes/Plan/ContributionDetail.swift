/// Whether the tails are attributed to accounts and tokens.
public enum ContributionDetail: String, Sendable, CaseIterable {
  case all
  /// No second pass over the paths of the tails.
  case none
}
