/// How far an account is from liquidation, from the values of its legs at oracle prices.
///
///     HF = Σ c_i LT_i / D,  average LTV = Σ c_i LTV_i / C,  leverage = C / (C − D)
///
/// Definitions of Aave v3 (`GenericLogic.calculateUserAccountData`), in real numbers.
package struct AccountHealth: Sendable, Hashable {
  /// C: collateral, in the numeraire.
  package let collateralValue: Double
  /// Σ c_i LTV_i, in the numeraire.
  package let borrowingPower: Double
  /// c_i LT_i of each collateral leg, in the numeraire.
  private let legThresholds: [Double]
  private let sums: HealthSums

  /// The health of an account from the values of its legs.
  ///
  /// - Parameters:
  ///   - collateralValues: Value of each collateral leg, in the numeraire, not negative.
  ///   - terms: Terms of each collateral leg, in the same order.
  ///   - debtValues: Value of each debt, in the numeraire, not negative.
  package init(collateralValues: [Double], terms: [CollateralTerms], debtValues: [Double]) {
    precondition(
      collateralValues.count == terms.count, "every collateral value needs its terms and no more")
    collateralValue = collateralValues.reduce(0, +)
    borrowingPower = zip(collateralValues, terms).reduce(0) { $0 + $1.0 * $1.1.maxLoanToValue }
    legThresholds = zip(collateralValues, terms).map { $0 * $1.liquidationThreshold }
    var sums = HealthSums()
    for (value, terms) in zip(collateralValues, terms) {
      sums.addCollateral(value, threshold: terms.liquidationThreshold)
    }
    for value in debtValues { sums.addDebt(value) }
    self.sums = sums
  }

  /// The health of a position at its oracle prices.
  package init(_ position: Position) {
    self.init(
      collateralValues: position.collateral.map { $0.units * $0.oraclePrice },
      terms: position.collateral.map(\.terms),
      debtValues: position.debts.map { $0.units * $0.oraclePrice })
  }
}

extension AccountHealth {
  /// HF: below 1 the account can be liquidated; infinity without debt, never NaN.
  package var healthFactor: Double { sums.healthFactor }

  /// D: debt, in the numeraire.
  package var debtValue: Double { sums.debt }

  /// Σ c_i LT_i, in the numeraire.
  package var thresholdValue: Double { sums.thresholdValue }

  /// Value-weighted maximum LTV, a fraction; 0 without collateral.
  package var averageLoanToValue: Double {
    collateralValue > 0 ? borrowingPower / collateralValue : 0
  }

  /// Value-weighted liquidation threshold, a fraction; 0 without collateral.
  package var averageLiquidationThreshold: Double {
    collateralValue > 0 ? thresholdValue / collateralValue : 0
  }

  /// What may still be borrowed: max(0, Σ c_i LTV_i − D), in the numeraire.
  package var availableBorrow: Double { max(0, borrowingPower - debtValue) }

  /// C − D, in the numeraire; negative under water.
  package var netWorth: Double { collateralValue - debtValue }

  /// C / (C − D); negative under water, `nil` where the net worth is 0.
  package var leverage: Double? { netWorth == 0 ? nil : collateralValue / netWorth }

  /// Fall of all collateral prices together that brings HF to 1: 1 − 1/HF, at most 1.
  ///
  /// Negative below HF 1: so far would prices have to rise. `nil` if no rise would do, because
  /// nothing counts for the health factor of a debt.
  package var uniformDropToLiquidation: Double? {
    if debtValue == 0 { return 1 }
    return thresholdValue > 0 ? 1 - debtValue / thresholdValue : nil
  }

  /// Fall of the price of collateral `i` alone that brings HF to 1; negative below HF 1.
  ///
  /// - Returns: `nil` if even a fall to 0 does not do it, or if the leg does not count.
  package func dropToLiquidation(ofCollateral i: Int) -> Double? {
    guard legThresholds[i] > 0 else { return nil }
    let drop = (thresholdValue - debtValue) / legThresholds[i]
    return drop <= 1 ? drop : nil
  }
}
