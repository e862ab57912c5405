/// Leveraged staking: every loop borrows against the last deposit and deposits what it borrowed.
///
///     exposure = equity × (1 − LTV^(n+1)) / (1 − LTV),  debt = exposure − equity
///
/// The values are those of the opening, collateral and debt at the same price.
package struct LeverageLoop: Sendable, Hashable {
  /// What the borrower starts with, in the numeraire, not negative.
  package let equity: Double
  /// Share of each deposit that is borrowed against it, [0, 1).
  package let loanToValue: Double
  /// n: how often it is borrowed and deposited again, not negative.
  package let loops: Int

  /// - Precondition: A ratio below 1 and a whole number of loops, nothing negative.
  package init(equity: Double = 1, loanToValue: Double, loops: Int) {
    precondition(
      loops >= 0 && loanToValue >= 0 && loanToValue < 1 && equity >= 0,
      "a loop borrows less than its deposit, a whole number of times")
    self.equity = equity
    self.loanToValue = loanToValue
    self.loops = loops
  }

  /// Collateral after the last loop, in the numeraire.
  package var exposure: Double { equity + debt }

  /// Debt after the last loop, in the numeraire: equity × LTV (1 − LTV^n) / (1 − LTV).
  package var debt: Double {
    var sum = 0.0
    for _ in 0..<loops { sum = loanToValue * (1 + sum) }
    return equity * sum
  }

  /// The loop as a position at time 0, oracle and market at these prices.
  ///
  /// - Parameters:
  ///   - terms: Terms of the collateral, e-mode applied.
  ///   - collateralPrice: Price of one unit of collateral, in the numeraire, positive.
  ///   - debtPrice: Price of one unit of debt, in the numeraire, positive.
  package func position(
    terms: CollateralTerms, collateralPrice: Double = 1, debtPrice: Double = 1
  ) -> Position {
    Position(
      collateral: [
        Position.Collateral(
          terms: terms, units: exposure / collateralPrice, oraclePrice: collateralPrice,
          marketPrice: collateralPrice)
      ],
      debts: [
        Position.Debt(
          units: debt / debtPrice, oraclePrice: debtPrice, marketPrice: debtPrice)
      ])
  }
}
