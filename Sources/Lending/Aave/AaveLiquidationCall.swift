/// The arithmetic of one Aave liquidation call on one collateral and one debt reserve.
///
///     repaid = min(debt to cover, close-factor limit),  seized = repaid × P_debt / P_coll × (1 + LB)
///     seized > balance:  seized = balance,  repaid = balance × P_coll / P_debt / (1 + LB)
///     bonus = seized − seized / (1 + LB),  fee = bonus × fee share,  liquidator = seized − fee
///
/// Prices are the oracle's, in any one currency in which the dollar limits of `Rules` are stated
/// too. Amounts are units of their token. Value is conserved: seized = repaid + bonus at these
/// prices. Source: aave-dao/aave-v3-origin, `LiquidationLogic.sol` (3.3 and later, commit fd1fbd91,
/// 2026); the contract's integer roundings, at most 2 wei, are left out.
package struct AaveLiquidationCall: Sendable, Hashable {
  /// What the contract makes of a call.
  package enum Verdict: String, Sendable {
    /// The amounts move.
    case ok
    /// Neither side is cleared and too little would be left on one of them: the call reverts.
    case mustNotLeaveDust = "must_not_leave_dust"
  }

  /// One collateral and one debt reserve of an account.
  package struct Pair: Sendable, Hashable {
    /// The borrower's balance, not negative.
    package let collateralUnits: Double
    /// Oracle price of one unit of collateral, positive.
    package let collateralPrice: Double
    /// What the borrower owes in this reserve, not negative.
    package let debtUnits: Double
    /// Oracle price of one unit of debt, positive.
    package let debtPrice: Double
    /// LB: the liquidator's premium on the debt repaid, ≥ 0.
    package let liquidationBonus: Double
    /// Share of the bonus that the protocol keeps, [0, 1].
    package let liquidationProtocolFee: Double

    /// A pair at the balances and prices before the call.
    package init(
      collateralUnits: Double, collateralPrice: Double, debtUnits: Double, debtPrice: Double,
      liquidationBonus: Double, liquidationProtocolFee: Double
    ) {
      self.collateralUnits = collateralUnits
      self.collateralPrice = collateralPrice
      self.debtUnits = debtUnits
      self.debtPrice = debtPrice
      self.liquidationBonus = liquidationBonus
      self.liquidationProtocolFee = liquidationProtocolFee
    }
  }

  /// Largest debt that one call may repay, in units of the debt token.
  package let maxLiquidatableDebt: Double
  /// Debt that this call repays, in units of the debt token.
  package let debtRepaid: Double
  /// Collateral that leaves the borrower, in units: exactly the balance if that limits the call.
  package let collateralSeized: Double
  /// The protocol's part of the bonus, in units of collateral.
  package let protocolFeeCollateral: Double
  /// If it is not `ok`, the contract reverts and the amounts are what it would have moved.
  package let verdict: Verdict

  /// What the liquidator receives, in units of collateral.
  package var collateralToLiquidator: Double { collateralSeized - protocolFeeCollateral }

  /// Works out one call.
  ///
  /// - Parameters:
  ///   - totalDebt: The account's whole debt at oracle prices, in the currency of the prices.
  ///   - healthFactor: The account's health factor before the call.
  ///   - debtToCover: What the liquidator asks to repay, in units; infinity asks for the most.
  ///   - rules: Limits stated in the currency of the prices.
  package init(
    _ pair: Pair, totalDebt: Double, healthFactor: Double, debtToCover: Double = .infinity,
    rules: Rules
  ) {
    maxLiquidatableDebt = rules.maxLiquidatableDebt(
      pair, totalDebt: totalDebt, healthFactor: healthFactor)
    let premium = 1 + pair.liquidationBonus
    let asked = min(debtToCover, maxLiquidatableDebt)
    let wanted = asked * pair.debtPrice / pair.collateralPrice * premium
    if wanted > pair.collateralUnits {
      collateralSeized = pair.collateralUnits
      let covered = pair.collateralUnits * pair.collateralPrice / pair.debtPrice / premium
      debtRepaid = min(asked, covered)
    } else {
      collateralSeized = wanted
      debtRepaid = asked
    }
    let bonus = collateralSeized - collateralSeized / premium
    protocolFeeCollateral = bonus * pair.liquidationProtocolFee
    let debtLeft = pair.debtUnits - debtRepaid
    let collateralLeft = pair.collateralUnits - collateralSeized
    let leavesDust =
      debtLeft > 0 && collateralLeft > 0
      && min(debtLeft * pair.debtPrice, collateralLeft * pair.collateralPrice)
        < rules.minimumLeftover
    verdict = leavesDust && rules.version == .three ? .mustNotLeaveDust : .ok
  }

  /// The call that repays the most of all that are allowed.
  ///
  /// Where the close factor's amount would leave dust, this is the largest smaller amount that
  /// leaves the minimum on both sides. It keeps 1e-14 of each reserve more than that, so that
  /// rounding cannot turn its own verdict.
  ///
  /// - Returns: `nil` if every amount would leave dust.
  package static func largest(
    _ pair: Pair, totalDebt: Double, healthFactor: Double, rules: Rules
  ) -> AaveLiquidationCall? {
    let call = AaveLiquidationCall(
      pair, totalDebt: totalDebt, healthFactor: healthFactor, rules: rules)
    if call.verdict == .ok { return call }
    let margin = 1e-14
    let debtRoom = pair.debtUnits * pair.debtPrice * (1 - margin) - rules.minimumLeftover
    let collateralRoom =
      pair.collateralUnits * pair.collateralPrice * (1 - margin) - rules.minimumLeftover
    let room = min(debtRoom, collateralRoom / (1 + pair.liquidationBonus))
    guard room > 0 else { return nil }
    return AaveLiquidationCall(
      pair, totalDebt: totalDebt, healthFactor: healthFactor,
      debtToCover: min(call.debtRepaid, room / pair.debtPrice), rules: rules)
  }
}
