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
  }

  /// The legs of one account: collateral first, then debts.
  struct Range {
    let first: Int
    let collateralCount: Int
    let debtCount: Int

    var all: Swift.Range<Int> { first..<first &+ collateralCount &+ debtCount }
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
  /// By leg, where somebody looks inside the steps: the worst mark while the price is lowest, and the marks at the
  /// checks.
  let worst: [Column]
  let values: [VectorRows]
  /// The same: oracle marks of time 0.
  let initial: [Double]

  init(_ accounts: [Account], on view: MarkView) {
    let marks = view.columns
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
            terms: leg.terms))
        kinds.append(leg.kind)
      }
      for leg in account.debts {
        legs.append(
          Leg(
            oracle: marks[leg.oracleMark], market: marks[leg.marketMark], units: leg.units,
            terms: .none))
        kinds.append(leg.kind)
      }
    }
    self.legs = legs
    self.kinds = kinds
    self.ranges = ranges
    guard let inside = view.inside else {
      worst = []
      initial = []
      values = []
      return
    }
    worst = ranges.flatMap { range in
      range.collateral.map { inside.lowest[kinds[$0].oracle] }
        + range.debts.map { inside.highest[kinds[$0].oracle] }
    }
    values = kinds.map { inside.values[$0.oracle] }
    initial = kinds.map { view.initial[$0.oracle] }
  }

  /// The sums of `HealthSums` for two vectors of paths, with units × LT multiplied beforehand.
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
}

extension CollateralTerms {
  /// Terms of a leg that is no collateral.
  static let none = CollateralTerms(
    maxLoanToValue: 0, liquidationThreshold: 0, liquidationBonus: 0, liquidationProtocolFee: 0)
}
