import Foundation
import Lending
import VectorMath

/// The legs of every account, flat, compiled against a worker's mark columns.
struct AccountLegs {
  struct Leg {
    let oracle: Column
    let market: Column
    /// Units at time 0.
    let units: Double
    /// What the protocol counts collateral for; nothing for debts.
    let terms: CollateralTerms
    /// Oracle mark at time 0.
    let initialMark: Double
  }

  /// The legs of one account: collateral first, then debts.
  struct Range {
    let first: Int
    let collateralCount: Int
    let debtCount: Int

    var collateral: Swift.Range<Int> { first..<first &+ collateralCount }
    var debts: Swift.Range<Int> {
      first &+ collateralCount..<first &+ collateralCount &+ debtCount
    }
  }

  let legs: [Leg]
  /// By leg.
  let kinds: [LegKind]
  /// By account.
  let ranges: [Range]

  init(_ accounts: [Account], marks: [Column], initialMarks: [Double]) {
    var legs: [Leg] = []
    var kinds: [LegKind] = []
    var ranges: [Range] = []
    for account in accounts {
      ranges.append(
        Range(
          first: legs.count, collateralCount: account.collateral.count,
          debtCount: account.debts.count))
      for leg in account.collateral {
        legs.append(
          Leg(
            oracle: marks[leg.oracleMark], market: marks[leg.marketMark], units: leg.units,
            terms: leg.terms, initialMark: initialMarks[leg.oracleMark]))
        kinds.append(leg.kind)
      }
      for leg in account.debts {
        legs.append(
          Leg(
            oracle: marks[leg.oracleMark], market: marks[leg.marketMark], units: leg.units,
            terms: .none, initialMark: initialMarks[leg.oracleMark]))
        kinds.append(leg.kind)
      }
    }
    self.legs = legs
    self.kinds = kinds
    self.ranges = ranges
  }

  /// Collateral × LT and debt at oracle prices, for two vectors of paths.
  @inline(__always)
  func health(of account: Int, from v: Int) -> (collateral: VectorPair, debt: VectorPair) {
    var collateral = VectorPair(repeating: 0)
    for k in ranges[account].collateral {
      collateral.add(legs[k].units * legs[k].terms.liquidationThreshold, legs[k].oracle, from: v)
    }
    var debt = VectorPair(repeating: 0)
    for k in ranges[account].debts { debt.add(legs[k].units, legs[k].oracle, from: v) }
    return (collateral, debt)
  }

  /// HF at time 0; infinity without debt.
  func initialHealth(of account: Int) -> Double {
    var collateral = 0.0
    for k in ranges[account].collateral {
      collateral += legs[k].units * legs[k].initialMark * legs[k].terms.liquidationThreshold
    }
    var debt = 0.0
    for k in ranges[account].debts { debt += legs[k].units * legs[k].initialMark }
    return debt > 0 ? collateral / debt : .infinity
  }

  /// ln HF at time 0; infinity without debt.
  func initialLogHealth(of account: Int) -> Double { log(initialHealth(of: account)) }
}

extension CollateralTerms {
  /// Terms of a leg that is no collateral.
  static let none = CollateralTerms(
    maxLoanToValue: 0, liquidationThreshold: 0, liquidationBonus: 0, liquidationProtocolFee: 0)
}

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
}
