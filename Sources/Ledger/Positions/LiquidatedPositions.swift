import Lending
import VectorMath

/// Accounts on the paths on which they have been liquidated, with what is left of them.
///
/// Kept flat, because a block of a large portfolio has thousands: one flow per leg.
struct LiquidatedPositions {
  /// What is left of one leg, and what liquidations did to it.
  struct Flow {
    /// Units left.
    var units = 0.0
    /// Market value of the debt that its sales have cancelled, or that was repaid.
    var cancelled = 0.0
    /// Cash that its sales left (collateral), or what was burned of it (debts).
    var settled = 0.0
  }

  /// An account on a path.
  struct Entry {
    let account: Int
    let path: Int
    /// Where its flows begin.
    let first: Int
    /// The account's next entry, or −1.
    let next: Int
    /// Market value of the debt that liquidators have repaid.
    var liquidated: Double
    /// 1 / HF of what is left at the oracle marks of time 0; 0 where nobody looks inside the steps.
    var bound: Double
    /// Whether it still has collateral and debt.
    var isOpen: Bool
    /// Whether a liquidation has taken anything; if not, its borrower has acted.
    var isLiquidated: Bool
  }

  private(set) var entries: [Entry] = []
  /// By entry, then leg: collateral, then debts.
  private var flows: [Flow] = []
  /// By account: its latest entry, or −1.
  private var firstEntry: [Int]

  /// The legs whose marks of time 0 bound what is left; `nil` where nobody asks for bounds.
  private let bounded: AccountLegs?

  init(_ legs: AccountLegs) {
    firstEntry = Array(repeating: -1, count: legs.ranges.count)
    bounded = legs.initial.isEmpty ? nil : legs
  }

  var count: Int { entries.count }

  mutating func removeAll() {
    for entry in entries { firstEntry[entry.account] = -1 }
    entries.removeAll(keepingCapacity: true)
    flows.removeAll(keepingCapacity: true)
  }

  /// The account's latest entry, or −1.
  func first(of account: Int) -> Int { firstEntry[account] }

  /// Adds an account on a path, at its first liquidation or when its borrower first acts.
  mutating func append(
    account: Int, path: Int, _ position: Position, liquidated: Double, isLiquidated: Bool = true
  ) {
    entries.append(
      Entry(
        account: account, path: path, first: flows.count, next: firstEntry[account],
        liquidated: liquidated, bound: bound(of: account, position), isOpen: position.isOpen,
        isLiquidated: isLiquidated))
    firstEntry[account] = entries.count - 1
    for leg in position.collateral { flows.append(Flow(leg)) }
    for leg in position.debts { flows.append(Flow(leg)) }
  }

  /// Remembers that a liquidation has taken something.
  mutating func markLiquidated(_ i: Int) { entries[i].isLiquidated = true }

  /// Bit i set: on path 8v + i nothing but its borrower's doing has happened to the account.
  func lanesWithoutLiquidation(of account: Int, _ v: Int) -> UInt32 {
    var lanes: UInt32 = 0
    var next = firstEntry[account]
    while next >= 0 {
      let entry = entries[next]
      if !entry.isLiquidated && entry.path / Vector.laneCount == v {
        lanes |= 1 << UInt32(entry.path % Vector.laneCount)
      }
      next = entry.next
    }
    return lanes
  }

  /// The sums of HF at the oracle prices that stand now.
  @inline(__always)
  func health(_ i: Int, _ legs: AccountLegs) -> HealthSums {
    health(i, legs) { legs.legs[$0].oracle[path: entries[i].path] }
  }

  /// The sums of HF at other oracle prices.
  ///
  /// - Parameter price: By number of a leg.
  @inline(__always)
  func health(_ i: Int, _ legs: AccountLegs, at price: (Int) -> Double) -> HealthSums {
    let entry = entries[i]
    let range = legs.ranges[entry.account]
    var sums = HealthSums()
    var flow = entry.first
    for k in range.collateral {
      sums.addCollateral(
        flows[flow].units * price(k), threshold: legs.legs[k].terms.liquidationThreshold)
      flow += 1
    }
    for k in range.debts {
      sums.addDebt(flows[flow].units * price(k))
      flow += 1
    }
    return sums
  }

  /// The two sums at eight moments, with units × LT multiplied beforehand.
  ///
  /// - Parameter prices: By number of a leg.
  @inline(__always)
  func health(
    _ i: Int, _ legs: AccountLegs, atEight prices: (Int) -> Vector
  ) -> (collateral: Vector, debt: Vector) {
    let range = legs.ranges[entries[i].account]
    var flow = entries[i].first
    var collateral = Vector.zero
    for k in range.collateral {
      let weight = flows[flow].units * legs.legs[k].terms.liquidationThreshold
      collateral = multiplyAdd(prices(k), Vector(repeating: weight), collateral)
      flow &+= 1
    }
    var debt = Vector.zero
    for k in range.debts {
      debt = multiplyAdd(prices(k), Vector(repeating: flows[flow].units), debt)
      flow &+= 1
    }
    return (collateral, debt)
  }

  /// Writes what is left and what happened so far into a position of the same account.
  func load(_ i: Int, into position: inout Position) {
    var flow = entries[i].first
    for k in position.collateral.indices {
      position.collateral[k].units = flows[flow].units
      position.collateral[k].cancelled = flows[flow].cancelled
      position.collateral[k].cash = flows[flow].settled
      flow += 1
    }
    for k in position.debts.indices {
      position.debts[k].units = flows[flow].units
      position.debts[k].cancelled = flows[flow].cancelled
      position.debts[k].burned = flows[flow].settled
      flow += 1
    }
  }

  /// Takes a position back after a further liquidation.
  mutating func update(_ i: Int, _ position: Position, liquidated: Double) {
    var flow = entries[i].first
    for leg in position.collateral {
      flows[flow] = Flow(leg)
      flow += 1
    }
    for leg in position.debts {
      flows[flow] = Flow(leg)
      flow += 1
    }
    entries[i].liquidated += liquidated
    entries[i].bound = bound(of: entries[i].account, position)
    entries[i].isOpen = position.isOpen
  }

  private func bound(of account: Int, _ position: Position) -> Double {
    guard let bounded else { return 0 }
    var k = bounded.ranges[account].first
    var sums = HealthSums()
    for leg in position.collateral {
      sums.addCollateral(
        leg.units * bounded.initial[k], threshold: leg.terms.liquidationThreshold)
      k += 1
    }
    for leg in position.debts {
      sums.addDebt(leg.units * bounded.initial[k])
      k += 1
    }
    return sums.thresholdValue > 0 ? sums.debt / sums.thresholdValue : .infinity
  }

  /// A position at the market prices that stand now, with what liquidations have left.
  struct Value {
    var collateral = 0.0
    var debt = 0.0
    var cash = 0.0
    var burned = 0.0
  }

  func value(_ entry: Entry, _ legs: AccountLegs) -> Value {
    let range = legs.ranges[entry.account]
    var value = Value()
    var flow = entry.first
    for k in range.collateral {
      value.collateral += flows[flow].units * legs.legs[k].market[path: entry.path]
      value.cash += flows[flow].settled
      flow += 1
    }
    for k in range.debts {
      value.debt += flows[flow].units * legs.legs[k].market[path: entry.path]
      value.burned += flows[flow].settled
      flow += 1
    }
    return value
  }

  /// Debt that sales of each collateral have cancelled × its bonus, at market prices of the debt.
  func bonus(_ entry: Entry, _ legs: AccountLegs) -> Double {
    let range = legs.ranges[entry.account]
    var bonus = 0.0
    var flow = entry.first
    for k in range.collateral {
      bonus += flows[flow].cancelled * legs.legs[k].terms.liquidationBonus
      flow += 1
    }
    return bonus
  }

  /// What is left and what happened in the legs that read one mark of their group, together.
  func flow(_ entry: Entry, _ legs: AccountLegs, kind: LegKind, isDebt: Bool) -> Flow {
    let range = legs.ranges[entry.account]
    var sum = Flow()
    var flow = entry.first + (isDebt ? range.collateralCount : 0)
    for k in isDebt ? range.debts : range.collateral {
      if legs.kinds[k] == kind {
        sum.units += flows[flow].units
        sum.cancelled += flows[flow].cancelled
        sum.settled += flows[flow].settled
      }
      flow += 1
    }
    return sum
  }
}

extension LiquidatedPositions.Flow {
  /// What is left of a collateral leg.
  init(_ leg: Position.Collateral) {
    self.init(units: leg.units, cancelled: leg.cancelled, settled: leg.cash)
  }

  /// What is left of a debt.
  init(_ leg: Position.Debt) {
    self.init(units: leg.units, cancelled: leg.cancelled, settled: leg.burned)
  }
}
