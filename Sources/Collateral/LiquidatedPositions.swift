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

  /// Adds the closure of a whole account: every leg takes its share pro rata to value.
  mutating func append(
    account: Int, path: Int, closing closure: WholeAccountClosure, collateral: Double,
    debt: Double, scale: Double, legs: AccountLegs
  ) {
    let first = flows.count
    let range = legs.ranges[account]
    for k in range.collateral {
      let value = legs.legs[k].units * legs.legs[k].market[path: path] * scale
      let share = collateral > 0 ? value / collateral : 0
      flows.append(0)
      flows.append(closure.repaid * share)
      flows.append(closure.cash * share)
    }
    for k in range.debts {
      let share = debt > 0 ? legs.legs[k].units * legs.legs[k].market[path: path] / debt : 0
      flows.append(0)
      flows.append(closure.repaid * share)
      flows.append(closure.deficit * share)
    }
    append(
      account: account, path: path, first: first, liquidated: closure.repaid, isOpen: false)
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
      collateral += flows[flow] * legs.legs[k].oracle[path: entry.path] * legs.legs[k].terms.liquidationThreshold
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

  /// Units left of a leg; k counts the collateral, then the debts.
  func units(_ i: Int, leg k: Int) -> Double { flows[entries[i].first + 3 * k] }
  /// Debt that sales of the leg have cancelled, or that has been repaid of it.
  func cancelled(_ i: Int, leg k: Int) -> Double { flows[entries[i].first + 3 * k + 1] }
  /// Cash that sales of a collateral leg left, or the burned part of a debt.
  func settled(_ i: Int, leg k: Int) -> Double { flows[entries[i].first + 3 * k + 2] }
}
