/// What an evaluator follows of single accounts.
public enum FollowedDetail: Sendable {
  /// Outcomes of every account, and its first liquidation by step.
  case outcomes
  /// Outcomes, and every liquidation leg by leg, for attribution: slower, same losses. First liquidations are
  /// counted over the whole horizon.
  case legs
  /// First liquidations over the whole horizon alone. Accounts with one collateral and one debt whose protocol
  /// closes whole accounts have no outcomes of their own then, only in their book.
  case counts
}
