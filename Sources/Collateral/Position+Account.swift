import Foundation
import VectorMath

extension Position {
  /// An account as it stood at time 0, at the marks of one path.
  init(_ account: Account, marks: [Column], dollars: Column?, path: Int) {
    self.init(
      collateral: account.collateral.map {
        Collateral(
          terms: $0.terms, units: $0.units, oraclePrice: marks[$0.oracleMark][path: path],
          marketPrice: marks[$0.marketMark][path: path])
      },
      debts: account.debts.map {
        Debt(
          units: $0.units, oraclePrice: marks[$0.oracleMark][path: path],
          marketPrice: marks[$0.marketMark][path: path])
      },
      dollarsPerNumeraire: dollars.map { $0[path: path] } ?? 1)
  }

  /// Takes the marks of one path as they stand now.
  mutating func setPrices(_ account: Account, marks: [Column], dollars: Column?, path: Int) {
    for i in collateral.indices {
      collateral[i].oraclePrice = marks[account.collateral[i].oracleMark][path: path]
      collateral[i].marketPrice = marks[account.collateral[i].marketMark][path: path]
    }
    for i in debts.indices {
      debts[i].oraclePrice = marks[account.debts[i].oracleMark][path: path]
      debts[i].marketPrice = marks[account.debts[i].marketMark][path: path]
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

  /// Whether a liquidation has changed the position.
  func wasTouched(comparedWith account: Account) -> Bool {
    for i in debts.indices where debts[i].units != account.debts[i].units { return true }
    return debts.contains { $0.burned > 0 || $0.cancelled > 0 }
  }

  /// ln HF.
  var logHealth: Double { log(healthFactor) }
}
