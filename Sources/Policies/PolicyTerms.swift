import Lending

/// What a policy decides for one collateral token.
package struct PolicyTerms: Sendable, Hashable {
  /// Largest debt at opening as a share of the collateral's value: 1 − haircut.
  package let maxLoanToValue: Double
  /// LT: share of the value that counts for the health factor.
  package let liquidationThreshold: Double
  /// LB: the liquidator's premium on the debt repaid.
  package let liquidationBonus: Double

  /// Terms as they are, unchecked; `fault` says what no lender could use.
  package init(maxLoanToValue: Double, liquidationThreshold: Double, liquidationBonus: Double) {
    self.maxLoanToValue = maxLoanToValue
    self.liquidationThreshold = liquidationThreshold
    self.liquidationBonus = liquidationBonus
  }

  /// Today's terms.
  package init(_ terms: CollateralTerms) {
    self.init(
      maxLoanToValue: terms.maxLoanToValue, liquidationThreshold: terms.liquidationThreshold,
      liquidationBonus: terms.liquidationBonus)
  }

  /// Terms of a loss that the collateral may suffer, with a gap up to the threshold.
  ///
  ///     LTV = 1 − h,  LT = min(LTV + buffer, 1 / (1 + LB)),  LTV ≤ LT
  ///
  /// The threshold stays below the toxic frontier, above which each liquidation makes the account
  /// worse (MODEL c5).
  ///
  /// - Parameters:
  ///   - haircut: h; taken as 0 below 0 and as 1 above 1.
  ///   - buffer: LT − LTV, a fraction, not negative.
  ///   - bonus: LB, not negative.
  package init(haircut: Double, buffer: Double, bonus: Double) {
    let loanToValue = 1 - min(1, max(0, haircut))
    let threshold = min(loanToValue + buffer, (1 - Self.margin) / (1 + bonus))
    self.init(
      maxLoanToValue: min(loanToValue, threshold), liquidationThreshold: threshold,
      liquidationBonus: bonus)
  }

  /// Today's terms moved by an add-on to the haircut: LTV and LT fall by as much, not below 0.
  package init(_ today: CollateralTerms, addingToHaircut addOn: Double) {
    self.init(
      maxLoanToValue: max(0, today.maxLoanToValue - addOn),
      liquidationThreshold: max(0, today.liquidationThreshold - addOn),
      liquidationBonus: today.liquidationBonus)
  }

  /// Distance kept from the toxic frontier, so that rounding does not cross it.
  static let margin = 1e-6

  /// Share of value not lent against.
  package var haircut: Double { 1 - maxLoanToValue }

  /// What is wrong with the terms, or `nil`.
  package var fault: String? {
    let range = 0..<1.0
    if !range.contains(maxLoanToValue) {
      return "the largest loan-to-value \(maxLoanToValue); it must be in [0, 1)"
    }
    if !range.contains(liquidationThreshold) {
      return "the liquidation threshold \(liquidationThreshold); it must be in [0, 1)"
    }
    if liquidationThreshold < maxLoanToValue {
      return
        "the liquidation threshold \(liquidationThreshold) below the largest loan-to-value \(maxLoanToValue)"
    }
    if !(liquidationBonus >= 0 && liquidationBonus.isFinite) {
      return "the liquidation bonus \(liquidationBonus); it must be at least 0"
    }
    return nil
  }
}
