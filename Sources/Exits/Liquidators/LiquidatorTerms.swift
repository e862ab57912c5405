/// What a liquidator pays for a call and wants of it.
package struct LiquidatorTerms: Sendable, Hashable {
  /// f: cost of the money, as a share of the repayment, not negative.
  package let flashFee: Double
  /// G: cost of the call, in the numeraire, not negative.
  package let gasCost: Double
  /// What has to be left, in the numeraire.
  package let minimumProfit: Double

  /// Terms of one moment.
  package init(flashFee: Double, gasCost: Double, minimumProfit: Double = 0) {
    self.flashFee = flashFee
    self.gasCost = gasCost
    self.minimumProfit = minimumProfit
  }
}
