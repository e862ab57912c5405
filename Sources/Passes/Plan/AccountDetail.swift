/// What is measured of single accounts.
public enum AccountDetail: String, Sendable, CaseIterable {
  /// Losses and liquidations of every account, and its contributions to the tails.
  case losses
  /// Liquidations alone; losses by book and in total. For portfolios of tens of thousands of accounts.
  case liquidations
}
