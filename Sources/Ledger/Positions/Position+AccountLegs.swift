import Lending
import VectorMath

extension Position {
  /// An account as it stood at time 0, at the marks of one path; memory is used again.
  mutating func reset(_ account: Int, of legs: AccountLegs, path: Int, dollars: Column?) {
    collateral.removeAll(keepingCapacity: true)
    debts.removeAll(keepingCapacity: true)
    for k in legs.ranges[account].collateral {
      let leg = legs.legs[k]
      collateral.append(
        Collateral(
          terms: leg.terms, units: leg.units, oraclePrice: leg.oracle[path: path],
          marketPrice: leg.market[path: path]))
    }
    for k in legs.ranges[account].debts {
      let leg = legs.legs[k]
      debts.append(
        Debt(
          units: leg.units, oraclePrice: leg.oracle[path: path],
          marketPrice: leg.market[path: path]))
    }
    dollarsPerNumeraire = dollars.map { $0[path: path] } ?? 1
  }

  /// Moves the collateral's prices to a moment between steps.
  mutating func scaleCollateralPrices(by factor: Double) {
    for i in collateral.indices {
      collateral[i].oraclePrice *= factor
      collateral[i].marketPrice *= factor
    }
  }

  /// Whether anything is left that can be liquidated.
  var isOpen: Bool {
    debts.contains { $0.units > 0 } && collateral.contains { $0.units > 0 }
  }

  /// Whether a liquidation has changed the position since `reset`.
  func wasTouched(_ account: Int, of legs: AccountLegs) -> Bool {
    let first = legs.ranges[account].debts.lowerBound
    for i in debts.indices {
      if debts[i].units != legs.legs[first + i].units { return true }
      if debts[i].burned > 0 || debts[i].cancelled > 0 { return true }
    }
    return false
  }

  /// Whether a liquidation has repaid or burned anything since `reset`.
  var wasSeized: Bool { debts.contains { $0.taken.repaid > 0 || $0.taken.burned > 0 } }

  /// Whether the units of any leg are others than at time 0.
  func hasOtherUnits(_ account: Int, of legs: AccountLegs) -> Bool {
    let range = legs.ranges[account]
    return zip(range.collateral, collateral).contains { legs.legs[$0].units != $1.units }
      || zip(range.debts, debts).contains { legs.legs[$0].units != $1.units }
  }
}
