package import VectorMath

/// What those who call accounts pay and want, on every path of a block.
package struct Liquidators {
  /// f: cost of the money, as a share of the repayment, not negative.
  let flashFee: Double
  /// What has to be left of a call, in the numeraire.
  let minimumProfit: Double
  /// G by path: cost of a call, in the numeraire; `nil` for none.
  let gasCost: Column?

  /// - Parameter gasCost: A column that somebody writes anew at every step.
  package init(flashFee: Double, minimumProfit: Double = 0, gasCost: Column? = nil) {
    self.flashFee = flashFee
    self.minimumProfit = minimumProfit
    self.gasCost = gasCost
  }
}
