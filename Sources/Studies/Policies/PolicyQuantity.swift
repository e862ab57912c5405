/// What is measured of every policy on every path, for every subject.
public enum PolicyQuantity: String, Sendable, CaseIterable {
  /// The lender's loss, in the numeraire.
  case badDebt = "bad_debt"
  /// 1 where there is bad debt.
  case badDebtProbability = "bad_debt_probability"
  /// Market value of the debt that liquidators repaid, in the numeraire.
  case liquidated
  /// 1 where at least one account is liquidated.
  case liquidationProbability = "liquidation_probability"
  /// What liquidations cost borrowers: Σ debt repaid × bonus of the collateral that it was repaid for, in
  /// the numeraire.
  case liquidationLoss = "liquidation_loss"
  /// Interest on the borrowed amount up to the horizon at prices of time 0; what liquidators repay is
  /// lent again.
  case income = "interest_income"
  /// Share of the borrowed amount whose account is liquidated: the accounts' probabilities of
  /// liquidation, averaged by debt.
  case affectedDebt = "affected_debt"

  /// Position in `allCases`.
  var index: Int {
    switch self {
    case .badDebt: 0
    case .badDebtProbability: 1
    case .liquidated: 2
    case .liquidationProbability: 3
    case .liquidationLoss: 4
    case .income: 5
    case .affectedDebt: 6
    }
  }

  static let count = 7

  /// Whether it is 0 or 1 on a path, so that its mean is a probability.
  var isEvent: Bool { self == .badDebtProbability || self == .liquidationProbability }
}
