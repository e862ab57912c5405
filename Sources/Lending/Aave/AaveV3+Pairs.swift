extension AaveV3 {
  /// A pair of a position, with the largest call that it allows.
  package struct PairCall: Sendable, Hashable {
    /// Index of the collateral leg.
    package let collateral: Int
    /// Index of the debt.
    package let debt: Int
    /// The most that may be repaid at once.
    package let call: AaveLiquidationCall
  }

  /// The largest call of every pair that allows one, in the order of choice: the largest debt, then the highest
  /// bonus, then the largest value. Whether anybody earns by it is not asked.
  package func pairCalls(on position: Position) -> [PairCall] {
    let rules = rules.restated(dollarsPerNumeraire: position.dollarsPerNumeraire)
    let totalDebt = position.oracleDebt
    let healthFactor = position.healthFactor
    var found: [(rank: (Double, Double, Double), pair: PairCall)] = []
    for d in position.debts.indices {
      let debt = position.debts[d]
      guard debt.units * debt.oraclePrice > 0 else { continue }
      for c in position.collateral.indices where position.collateral[c].isSeizable {
        let leg = position.collateral[c]
        let call = AaveLiquidationCall.largest(
          pair(leg, debt), totalDebt: totalDebt, healthFactor: healthFactor, rules: rules)
        guard let call else { continue }
        let rank = (
          debt.units * debt.oraclePrice, leg.terms.liquidationBonus, leg.units * leg.oraclePrice
        )
        found.append((rank, PairCall(collateral: c, debt: d, call: call)))
      }
    }
    // Stable: of equals the first in the order of the account.
    return found.enumerated().sorted {
      $0.element.rank == $1.element.rank
        ? $0.offset < $1.offset : $0.element.rank > $1.element.rank
    }.map(\.element.pair)
  }

  /// Carries out a share of a call; a share below 1 is not asked whether it leaves dust.
  ///
  /// Where the whole call has taken the last collateral, version 3 burns what is still owed.
  ///
  /// - Returns: Market value of the debt that was repaid, in the numeraire.
  /// - Precondition: The position's prices and units are those that the call was found at.
  @discardableResult
  package func settle(
    _ pairCall: PairCall, share: Double, on position: inout Position
  ) -> Double {
    let rules = rules.restated(dollarsPerNumeraire: position.dollarsPerNumeraire)
    let (c, d) = (pairCall.collateral, pairCall.debt)
    let call =
      share == 1
      ? pairCall.call
      : AaveLiquidationCall(
        pair(position.collateral[c], position.debts[d]), totalDebt: position.oracleDebt,
        healthFactor: position.healthFactor, debtToCover: share * pairCall.call.debtRepaid,
        rules: rules)
    let repaid = position.apply(call, collateral: c, debt: d)
    if share == 1 && rules.version == .three
      && !position.collateral.contains(where: \.isSeizable)
    {
      position.burnDebts()
    }
    return repaid
  }

  private func pair(
    _ leg: Position.Collateral, _ debt: Position.Debt
  ) -> AaveLiquidationCall.Pair {
    AaveLiquidationCall.Pair(
      collateralUnits: leg.units, collateralPrice: leg.oraclePrice, debtUnits: debt.units,
      debtPrice: debt.oraclePrice, liquidationBonus: leg.terms.liquidationBonus,
      liquidationProtocolFee: leg.terms.liquidationProtocolFee)
  }
}
