/// Marks that a group of accounts reads, by which portfolios recognise what they have in common.
package struct GroupMarks: Hashable, Sendable {
  /// Of collateral, then of debts.
  let kinds: [LegKind]
  let collateralCount: Int
}
