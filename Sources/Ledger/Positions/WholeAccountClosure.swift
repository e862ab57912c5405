import VectorMath

/// What closing eight whole accounts at one bonus does, lane by lane.
///
///     repaid = min(D, V / (1 + bonus)),  cash to the borrower = max(0, V − (1 + bonus) D),
///     deficit = D − repaid, with V and D at market prices
struct WholeAccountClosure {
  /// Market value of the debt that the liquidator repaid.
  let repaid: Vector
  /// What is left to the borrower.
  let cash: Vector
  /// What is left to the lender.
  let deficit: Vector

  @inline(__always)
  init(collateral: Vector, debt: Vector, bonus: Double) {
    let premium = Vector(repeating: 1 + bonus)
    repaid = minimum(debt, collateral * Vector(repeating: 1 / (1 + bonus)))
    cash = maximum(.zero, collateral - premium * debt)
    deficit = debt - repaid
  }
}
