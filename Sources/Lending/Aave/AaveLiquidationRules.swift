extension AaveLiquidationCall {
  /// How much of a debt one call may repay and what it has to leave.
  package struct Rules: Sendable, Hashable {
    /// Generation of the contract.
    package enum Version: Int, Sendable {
      /// The close factor applies to the reserve's debt, always; no dust rule, no deficit.
      case two = 2
      /// 3.3 and later: the close factor applies to the account's debt.
      case three = 3
    }

    /// Decides which of the numbers below apply.
    package let version: Version
    /// Share of the debt that one call may repay, (0, 1].
    package let closeFactor: Double
    /// At this health factor or below a call may repay all; version 3.
    package let closeFactorHealthThreshold: Double
    /// If the reserve's collateral or debt is worth less, a call may repay all; version 3.
    package let minimumBaseValue: Double
    /// What a call that clears neither side has to leave on both, by value; version 3.
    package let minimumLeftover: Double

    /// The defaults are Aave's own, in US dollars.
    package init(
      version: Version = .three, closeFactor: Double = 0.5,
      closeFactorHealthThreshold: Double = 0.95, minimumBaseValue: Double = 2000,
      minimumLeftover: Double = 1000
    ) {
      self.version = version
      self.closeFactor = closeFactor
      self.closeFactorHealthThreshold = closeFactorHealthThreshold
      self.minimumBaseValue = minimumBaseValue
      self.minimumLeftover = minimumLeftover
    }

    /// The same rules with their values restated in a numeraire that is worth so many dollars.
    package func restated(dollarsPerNumeraire: Double) -> Rules {
      Rules(
        version: version, closeFactor: closeFactor,
        closeFactorHealthThreshold: closeFactorHealthThreshold,
        minimumBaseValue: minimumBaseValue / dollarsPerNumeraire,
        minimumLeftover: minimumLeftover / dollarsPerNumeraire)
    }
  }
}

extension AaveLiquidationCall.Rules {
  /// The most that one call may repay, in units of the debt token.
  ///
  /// - Parameters:
  ///   - totalDebt: The account's whole debt at oracle prices.
  ///   - healthFactor: The account's health factor before the call.
  func maxLiquidatableDebt(
    _ pair: AaveLiquidationCall.Pair, totalDebt: Double, healthFactor: Double
  ) -> Double {
    switch version {
    case .two:
      return closeFactor * pair.debtUnits
    case .three:
      let debtValue = pair.debtUnits * pair.debtPrice
      let isLimited =
        healthFactor > closeFactorHealthThreshold && debtValue >= minimumBaseValue
        && pair.collateralUnits * pair.collateralPrice >= minimumBaseValue
      let limit = closeFactor * totalDebt
      guard isLimited && debtValue > limit else { return pair.debtUnits }
      return min(pair.debtUnits, limit / pair.debtPrice)
    }
  }
}
