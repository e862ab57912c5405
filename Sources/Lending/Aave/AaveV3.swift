import Diagnostics

/// Aave's liquidations, call by call, until the account is healthy or nobody earns anything.
///
/// Each call takes the largest debt, then the collateral with the highest bonus, then the one with
/// the largest value, and repays the most that close factor and dust rules allow. A pair is skipped
/// unless a liquidator earns something at market prices:
///
///     (1 + LB (1 − fee)) × P_market / P_oracle of the collateral > P_market / P_oracle of the debt
///
/// A leg with a liquidation threshold of 0 is no collateral: it is never seized. Once all collateral
/// is gone, version 3 burns what is still owed to a deficit; version 2 leaves it standing.
/// Source: aave-dao/aave-v3-origin, `LiquidationLogic.sol` (3.3 and later, commit fd1fbd91, 2026).
package struct AaveV3: ProtocolAdapter {
  /// Word in protocol documents: `aave-v3`.
  package static let name = "aave-v3"
  /// The line in `lstrisk list protocols`.
  package static let summary =
    "close factor of the account's debt, dust rules, deficits (Aave 3.3+)"
  /// Contract and commit that the rules were read from.
  package static let reference =
    "aave-dao/aave-v3-origin LiquidationLogic.sol, commit fd1fbd91 (2026)"
  /// Close factor and dust rules; money in US dollars, whatever the run's numeraire.
  package static let parameters = [
    Parameter(
      "version", NumberRange(from: 2, to: 3), usual: UsualRange(2, 3, .number, []), default: 3,
      unit: "2 or 3",
      "2: the close factor is of the reserve's debt, always, without dust rules and deficits"),
    Parameter(
      "closeFactor", NumberRange(from: 0, to: 1, includesLower: false), usual: .share(0.05, 1),
      default: 0.5,
      unit: "fraction", "share of the debt that one call may repay"),
    Parameter(
      "closeFactorHealthThreshold", .fraction, usual: .share(0.5, 1), default: 0.95,
      unit: "health factor",
      "at this health factor or below a call may repay all"),
    Parameter(
      "minimumBaseValue", .nonNegative, usual: .dollars, default: 2000, unit: "USD",
      "a call may repay all if the reserve's collateral or debt is worth less"),
    Parameter(
      "minimumLeftover", .nonNegative, usual: .dollars, default: 1000, unit: "USD",
      "what a call that clears neither side has to leave on both"),
  ]
  /// Most calls that are made at one moment.
  package static let maximumCalls = 20

  /// The rules of one call, in US dollars.
  package let rules: AaveLiquidationCall.Rules

  /// Rules of one generation of the contract.
  ///
  /// - Throws: `InputError` if the version is neither 2 nor 3.
  package init(_ parameters: ParameterTable) throws(InputError) {
    let found = parameters["version"]
    guard let version = Int(exactly: found).flatMap(AaveLiquidationCall.Rules.Version.init) else {
      throw InputError(
        "\(Self.name).version is \(found); it must be 2 or 3",
        at: parameters.location(of: "version"), hint: "write 3 for Aave 3.3 and later")
    }
    rules = AaveLiquidationCall.Rules(
      version: version, closeFactor: parameters["closeFactor"],
      closeFactorHealthThreshold: parameters["closeFactorHealthThreshold"],
      minimumBaseValue: parameters["minimumBaseValue"],
      minimumLeftover: parameters["minimumLeftover"])
  }

  /// Makes up to `maximumCalls` calls, one pair each.
  package func liquidate(_ position: inout Position) -> Double {
    let rules = rules.restated(dollarsPerNumeraire: position.dollarsPerNumeraire)
    var repaid = 0.0
    for _ in 0..<Self.maximumCalls {
      guard position.healthFactor < 1, let next = nextCall(on: position, rules: rules) else {
        break
      }
      repaid += position.apply(next.call, collateral: next.collateral, debt: next.debt)
      if rules.version == .three && !position.collateral.contains(where: \.isSeizable) {
        position.burnDebts()
      }
    }
    return repaid
  }

  /// The call on the first pair in the order of choice that is profitable and allowed.
  private func nextCall(
    on position: Position, rules: AaveLiquidationCall.Rules
  ) -> (call: AaveLiquidationCall, collateral: Int, debt: Int)? {
    let totalDebt = position.oracleDebt
    let healthFactor = position.healthFactor
    var best: (call: AaveLiquidationCall, collateral: Int, debt: Int)?
    var bestRank = (-1.0, -1.0, -1.0)
    for d in position.debts.indices {
      let debt = position.debts[d]
      let debtValue = debt.units * debt.oraclePrice
      guard debtValue > 0 else { continue }
      for c in position.collateral.indices {
        let leg = position.collateral[c]
        let rank = (debtValue, leg.terms.liquidationBonus, leg.units * leg.oraclePrice)
        guard leg.isSeizable, rank > bestRank, isProfitable(seizing: leg, repaying: debt) else {
          continue
        }
        let pair = AaveLiquidationCall.Pair(
          collateralUnits: leg.units, collateralPrice: leg.oraclePrice, debtUnits: debt.units,
          debtPrice: debt.oraclePrice, liquidationBonus: leg.terms.liquidationBonus,
          liquidationProtocolFee: leg.terms.liquidationProtocolFee)
        guard
          let call = AaveLiquidationCall.largest(
            pair, totalDebt: totalDebt, healthFactor: healthFactor, rules: rules)
        else { continue }
        best = (call, c, d)
        bestRank = rank
      }
    }
    return best
  }

  /// Whether a liquidator receives more at market prices than the repayment costs.
  ///
  /// Cross-multiplied, so that equal prices and no bonus are exactly break-even: nobody acts.
  private func isProfitable(
    seizing leg: Position.Collateral, repaying debt: Position.Debt
  ) -> Bool {
    let premium = 1 + leg.terms.liquidationBonus * (1 - leg.terms.liquidationProtocolFee)
    return premium * (leg.marketPrice * debt.oraclePrice) > debt.marketPrice * leg.oraclePrice
  }
}

extension Position.Collateral {
  /// Whether Aave can take something of this leg.
  var isSeizable: Bool {
    units > 0 && oraclePrice > 0 && terms.liquidationThreshold > 0
  }
}

extension Position {
  /// Moves one call's amounts and records its flows.
  ///
  /// - Returns: Market value of the debt repaid, in the numeraire.
  mutating func apply(
    _ call: AaveLiquidationCall, collateral c: Int, debt d: Int
  ) -> Double {
    let value = call.debtRepaid * debts[d].marketPrice
    collateral[c].units -= call.collateralSeized
    collateral[c].cancelled += value
    collateral[c].taken.units += call.collateralSeized
    collateral[c].taken.protocolFee += call.protocolFeeCollateral
    debts[d].units -= call.debtRepaid
    debts[d].cancelled += value
    debts[d].taken.repaid += call.debtRepaid
    return value
  }

  /// Turns every debt that is left into a deficit of its reserve.
  mutating func burnDebts() {
    for d in debts.indices {
      debts[d].burned += debts[d].units * debts[d].marketPrice
      debts[d].taken.burned += debts[d].units
      debts[d].units = 0
    }
  }
}
