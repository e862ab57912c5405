/// How borrowers answer to other terms; they keep their collateral in every case.
package enum BorrowerReaction: Sendable, Hashable {
  /// Every account borrows the same share of what it may borrow as it does today.
  case sameShare
  /// Debts stay as they are, whatever the terms.
  case fixedDebt
  /// Every account with a debt borrows up to this health factor.
  case healthFactor(Double)

  /// The debt under new terms as a multiple of today's.
  ///
  /// Same share: D' / B' = D / B with B what may be borrowed at the largest loan-to-value. An account
  /// that owes more than that today keeps its place between B and the threshold value T.
  ///
  /// - Parameters:
  ///   - debt: D, at oracle prices, positive.
  ///   - today: B and T today, at oracle prices.
  ///   - decided: B' and T' under the policy.
  package func scale(
    debt: Double, today: (borrowable: Double, threshold: Double),
    decided: (borrowable: Double, threshold: Double)
  ) -> Double {
    if today == decided && self == .sameShare { return 1 }
    switch self {
    case .fixedDebt: return 1
    case .healthFactor(let target): return decided.threshold / target / debt
    case .sameShare:
      if debt <= today.borrowable { return decided.borrowable / today.borrowable }
      guard today.threshold > today.borrowable else {
        return today.threshold > 0 ? decided.threshold / today.threshold : 1
      }
      let place = (debt - today.borrowable) / (today.threshold - today.borrowable)
      return (decided.borrowable + place * (decided.threshold - decided.borrowable)) / debt
    }
  }
}
