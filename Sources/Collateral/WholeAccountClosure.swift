import VectorMath

/// What closing a whole account at one bonus does.
///
///     repaid = min(D, V / (1 + bonus)),  cash to the borrower = max(0, V − (1 + bonus) D),
///     deficit = D − repaid, with V and D at market prices
struct WholeAccountClosure {
  /// Market value of the debt that the liquidator repaid.
  let repaid: Double
  /// What is left to the borrower.
  let cash: Double
  /// What is left to the lender.
  var deficit: Double { debt - repaid }
  private let debt: Double

  init(collateral: Double, debt: Double, bonus: Double) {
    self.debt = debt
    repaid = min(debt, collateral / (1 + bonus))
    cash = max(0, collateral - (1 + bonus) * debt)
  }
}
