import Lending
import VectorMath

/// Accounts on the paths on which they have been liquidated, with what is left of them.
///
/// Kept as flat numbers, because a block of a large portfolio has thousands: three per leg.
struct LiquidatedPositions {
  struct Entry {
    let account: Int
    let path: Int
    /// Where its flows begin.
    let first: Int
    /// The account's next entry, or −1.
    let next: Int
    /// Market value of the debt that liquidators have repaid.
    var liquidated: Double
    /// Whether it still has collateral and debt.
    var isOpen: Bool
  }

  private(set) var entries: [Entry] = []
  /// By leg: units left, then debt cancelled by sales, then cash (collateral) or burned debt (debts).
  private var flows: [Double] = []
  private var firstEntry: [Int]

  init(accountCount: Int) { firstEntry = Array(repeating: -1, count: accountCount) }

  var count: Int { entries.count }

  mutating func removeAll() {
    for entry in entries { firstEntry[entry.account] = -1 }
    entries.removeAll(keepingCapacity: true)
    flows.removeAll(keepingCapacity: true)
  }

  /// The account's latest entry, or −1.
  func first(of account: Int) -> Int { firstEntry[account] }

  /// Adds an account's first liquidation on a path.
  mutating func append(
    account: Int, path: Int, _ position: Position, liquidated: Double
  ) {
    let first = flows.count
    for leg in position.collateral {
      flows.append(leg.units)
      flows.append(leg.cancelled)
      flows.append(leg.cash)
    }
    for leg in position.debts {
      flows.append(leg.units)
      flows.append(leg.cancelled)
      flows.append(leg.burned)
    }
    append(
      account: account, path: path, first: first, liquidated: liquidated,
      isOpen: position.isOpen)
  }

  private mutating func append(
    account: Int, path: Int, first: Int, liquidated: Double, isOpen: Bool
  ) {
    entries.append(
      Entry(
        account: account, path: path, first: first, next: firstEntry[account],
        liquidated: liquidated, isOpen: isOpen))
    firstEntry[account] = entries.count - 1
  }

  /// Whether HF < 1 at the oracle prices that stand now.
  func isUnhealthy(_ i: Int, _ legs: AccountLegs) -> Bool {
    let entry = entries[i]
    let range = legs.ranges[entry.account]
    var flow = entry.first
    var collateral = 0.0
    for k in range.collateral {
      collateral +=
        flows[flow] * legs.legs[k].oracle[path: entry.path]
        * legs.legs[k].terms.liquidationThreshold
      flow += 3
    }
    var debt = 0.0
    for k in range.debts {
      debt += flows[flow] * legs.legs[k].oracle[path: entry.path]
      flow += 3
    }
    return collateral < debt
  }

  /// Writes what is left and what happened so far into a position of the same account.
  func load(_ i: Int, into position: inout Position) {
    var flow = entries[i].first
    for k in position.collateral.indices {
      position.collateral[k].units = flows[flow]
      position.collateral[k].cancelled = flows[flow + 1]
      position.collateral[k].cash = flows[flow + 2]
      flow += 3
    }
    for k in position.debts.indices {
      position.debts[k].units = flows[flow]
      position.debts[k].cancelled = flows[flow + 1]
      position.debts[k].burned = flows[flow + 2]
      flow += 3
    }
  }

  /// Takes a position back after a further liquidation.
  mutating func update(
    _ i: Int, _ position: Position, liquidated: Double
  ) {
    var flow = entries[i].first
    for leg in position.collateral {
      flows[flow] = leg.units
      flows[flow + 1] = leg.cancelled
      flows[flow + 2] = leg.cash
      flow += 3
    }
    for leg in position.debts {
      flows[flow] = leg.units
      flows[flow + 1] = leg.cancelled
      flows[flow + 2] = leg.burned
      flow += 3
    }
    entries[i].liquidated += liquidated
    entries[i].isOpen = position.isOpen
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
      value.collateral += flows[flow] * legs.legs[k].market[path: entry.path]
      value.cash += flows[flow + 2]
      flow += 3
    }
    for k in range.debts {
      value.debt += flows[flow] * legs.legs[k].market[path: entry.path]
      value.burned += flows[flow + 2]
      flow += 3
    }
    return value
  }

  /// Debt that sales of each collateral have cancelled × its bonus, at market prices of the debt.
  func bonus(_ entry: Entry, _ legs: AccountLegs) -> Double {
    let range = legs.ranges[entry.account]
    var bonus = 0.0
    var flow = entry.first
    for k in range.collateral {
      bonus += flows[flow + 1] * legs.legs[k].terms.liquidationBonus
      flow += 3
    }
    return bonus
  }

  /// What is left and what happened in the legs that read one mark of their group, together.
  ///
  /// - Returns: Units left; debt cancelled by sales or repaid; cash (collateral) or burned debt (debts).
  func flow(
    _ entry: Entry, _ legs: AccountLegs, kind: LegKind, isDebt: Bool
  ) -> (units: Double, cancelled: Double, settled: Double) {
    let range = legs.ranges[entry.account]
    var sum = (units: 0.0, cancelled: 0.0, settled: 0.0)
    var flow = entry.first + (isDebt ? 3 * range.collateralCount : 0)
    for k in isDebt ? range.debts : range.collateral {
      if legs.kinds[k] == kind {
        sum.units += flows[flow]
        sum.cancelled += flows[flow + 1]
        sum.settled += flows[flow + 2]
      }
      flow += 3
    }
    return sum
  }
}
