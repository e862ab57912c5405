public import VectorMath

/// What became of the eight accounts of a row on some paths of a block: one vector a path, one lane an
/// account, in the numeraire. Padding lanes are 0.
public struct RowOutcome: ~Copyable {
  /// Paths that are worked out at a time: their tables fit into the fastest cache.
  public static let pathCount = 64

  /// The paths of the block; vector i of the tables is path `paths.lowerBound + i`.
  public fileprivate(set) var paths = 0..<0
  /// E(0) − E(T), E(T) ≥ 0 at market prices, cash from liquidations included.
  public let equityLoss = VectorTable(count: Self.pathCount)
  /// Deficits plus max(0, debt − collateral).
  public let badDebt = VectorTable(count: Self.pathCount)
  /// Market value of the debt that liquidators repaid.
  public let liquidated = VectorTable(count: Self.pathCount)
  /// Where bit i is unset, vector i of `badDebt` is 0; most are.
  public fileprivate(set) var badDebtPaths: UInt64 = 0
  /// Where bit i is unset, vector i of `liquidated` is 0.
  public fileprivate(set) var liquidatedPaths: UInt64 = 0

  public init() {}

  /// Makes everything 0 that is written for some paths alone.
  fileprivate mutating func clear() {
    forEachSetBit(of: badDebtPaths) { badDebt[$0] = .zero }
    forEachSetBit(of: liquidatedPaths) { liquidated[$0] = .zero }
    badDebtPaths = 0
    liquidatedPaths = 0
  }
}

extension PortfolioEvaluator {
  /// Rows of eight accounts, in which outcomes are read.
  public var rowCount: Int { table.rowCount }

  /// The account of every lane of a row; −1 for padding.
  public func accounts(inRow row: Int) -> ArraySlice<Int> {
    table.accounts[row * Vector.laneCount..<(row + 1) * Vector.laneCount]
  }

  /// The book that all accounts of a row belong to.
  public func book(ofRow row: Int) -> Int { table.layouts[table.groupOfRow[row]].book }

  /// Works out a row at the horizon, at the marks that stand now.
  ///
  /// - Parameters:
  ///   - initialEquity: E(0) of every lane, 0 for padding.
  ///   - paths: At most `RowOutcome.pathCount` paths of the block.
  public func outcome(
    ofRow row: Int, initialEquity: Vector, paths: Range<Int>, into result: inout RowOutcome
  ) {
    precondition(paths.count <= RowOutcome.pathCount, "too many paths at a time")
    result.paths = paths
    result.clear()
    let layout = table.layouts[table.groupOfRow[row]]
    let bonus = closingBonus[layout.adapter]
    let base = table.base(layout, row: row)
    let flags = table.flags[row]
    var badDebtPaths: UInt64 = 0
    var liquidatedPaths: UInt64 = 0
    func put(_ value: (collateral: Vector, debt: Vector), at i: Int) {
      let net = value.collateral - value.debt
      var equity = maximum(net, .zero)
      let path = paths.lowerBound &+ i
      let gone = flags & ~untouched[row, path]
      let isShort = mask(net, lessThan: .zero) != 0
      if isShort || gone != 0 {
        var short = maximum(-net, .zero)
        if gone != 0, let bonus {
          let values = closed.values(row: row, path: path)
          let closure = WholeAccountClosure(
            collateral: values.collateral, debt: values.debt, bonus: bonus)
          equity = blend(UInt32(gone), closure.cash, otherwise: equity)
          short = blend(UInt32(gone), closure.deficit, otherwise: short)
          result.liquidated[i] = blend(UInt32(gone), closure.repaid, otherwise: .zero)
          liquidatedPaths |= 1 &<< UInt64(i)
        }
        if mask(.zero, lessThan: short) != 0 {
          result.badDebt[i] = short
          badDebtPaths |= 1 &<< UInt64(i)
        }
      }
      result.equityLoss[i] = initialEquity - equity
    }
    for i in stride(from: 0, to: paths.count &- 1, by: 2) {
      let (a, b) = table.values(layout, row: base, path: paths.lowerBound &+ i)
      put(a, at: i)
      put(b, at: i &+ 1)
    }
    if paths.count % 2 == 1 {
      let last = paths.count &- 1
      put(table.value(layout, row: base, path: paths.lowerBound &+ last), at: last)
    }
    result.badDebtPaths = badDebtPaths
    result.liquidatedPaths = liquidatedPaths
    if bonus == nil { patch(row: row, initialEquity: initialEquity, &result) }
  }

  /// Puts liquidated positions in the place of what the accounts would have become.
  private func patch(row: Int, initialEquity: Vector, _ result: inout RowOutcome) {
    for lane in 0..<Vector.laneCount {
      let account = table.accounts[row * Vector.laneCount + lane]
      if account < 0 { continue }
      var next = positions.first(of: account)
      while next >= 0 {
        let entry = positions.entries[next]
        next = entry.next
        guard result.paths.contains(entry.path) else { continue }
        let value = positions.value(entry, legs)
        let i = entry.path - result.paths.lowerBound
        let place = i * Vector.laneCount + lane
        let short = value.burned + max(value.debt - value.collateral, 0)
        result.equityLoss[scalar: place] =
          initialEquity[lane] - (max(value.collateral - value.debt, 0) + value.cash)
        result.badDebt[scalar: place] = short
        result.liquidated[scalar: place] = entry.liquidated
        if short != 0 { result.badDebtPaths |= 1 << UInt64(i) }
        if entry.liquidated != 0 { result.liquidatedPaths |= 1 << UInt64(i) }
      }
    }
  }
}

extension PortfolioEvaluator {
  /// Legs of a row: kinds of collateral first, then of debts.
  public func legCount(ofRow row: Int) -> Int {
    table.layouts[table.groupOfRow[row]].legCount
  }

  /// Token of one leg of a row, and whether it is a debt.
  public func leg(_ k: Int, ofRow row: Int) -> (token: String, isDebt: Bool) {
    let layout = table.layouts[table.groupOfRow[row]]
    return (table.kinds[layout.firstLeg + k].token, k >= layout.collateralCount)
  }

  /// Adds what one leg of a row's accounts lost, summed over the accounts, to columns by path.
  ///
  ///     collateral leg = value at 0 − value at T − debt that its sales cancelled − cash they left
  ///     debt leg       = value at T + cancelled + burned − value at 0
  ///
  /// A debt's part of the bad debt is its deficits and its share of the shortfall at the horizon pro rata
  /// to what is owed then.
  ///
  /// - Precondition: The evaluator tracks legs, and `outcome` of the row is what it was made into.
  public func addLegLosses(
    ofRow row: Int, leg k: Int, outcome: borrowing RowOutcome, equityLoss: Column,
    badDebt: Column
  ) {
    let layout = table.layouts[table.groupOfRow[row]]
    let base = table.base(layout, row: row)
    let units = table.units(layout, row: base, leg: k)
    let market = table.market[layout.firstLeg + k]
    let isDebt = k >= layout.collateralCount
    let start = units * Vector(repeating: table.initialMarket[scalar: layout.firstLeg + k])
    let bonus = closingBonus[layout.adapter]
    for i in 0..<outcome.paths.count {
      let path = outcome.paths.lowerBound &+ i
      var final = units * Vector(repeating: market[path: path])
      var share = Vector.zero
      if isDebt && outcome.badDebtPaths != 0 {
        let debt = table.value(layout, row: base, path: path).debt
        share = select(.zero, lessThan: debt, final / debt, otherwise: .zero)
      }
      let gone = UInt32(table.flags[row] & ~untouched[row, path])
      if gone != 0, let bonus {
        let values = closed.values(row: row, path: path)
        let value = closed.value(row: row, path: path, leg: k)
        let whole = isDebt ? values.debt : values.collateral
        let part = select(.zero, lessThan: whole, value / whole, otherwise: .zero)
        let closure = WholeAccountClosure(
          collateral: values.collateral, debt: values.debt, bonus: bonus)
        let settled = isDebt ? closure.repaid + closure.deficit : closure.repaid + closure.cash
        final = blend(gone, settled * part, otherwise: final)
        share = blend(gone, part, otherwise: share)
      }
      equityLoss[path: path] += isDebt ? (final - start).laneSum : (start - final).laneSum
      if isDebt && outcome.badDebtPaths != 0 {
        badDebt[path: path] += (outcome.badDebt[i] * share).laneSum
      }
    }
    if bonus == nil {
      patchLegLosses(row: row, leg: k, outcome: outcome, equityLoss: equityLoss, badDebt: badDebt)
    }
  }

  /// Replaces what `addLegLosses` has taken untouched accounts for on the paths where they were liquidated.
  private func patchLegLosses(
    row: Int, leg k: Int, outcome: borrowing RowOutcome, equityLoss: Column, badDebt: Column
  ) {
    let layout = table.layouts[table.groupOfRow[row]]
    let base = table.base(layout, row: row)
    let market = table.market[layout.firstLeg + k]
    let kind = table.kinds[layout.firstLeg + k]
    let isDebt = k >= layout.collateralCount
    for lane in 0..<Vector.laneCount {
      let account = table.accounts[row * Vector.laneCount + lane]
      if account < 0 { continue }
      let units = table.units(layout, row: base, leg: k)[lane]
      var next = positions.first(of: account)
      while next >= 0 {
        let entry = positions.entries[next]
        next = entry.next
        guard outcome.paths.contains(entry.path) else { continue }
        let path = entry.path
        let price = market[path: path]
        let flow = positions.flow(entry, legs, kind: kind, isDebt: isDebt)
        let final = flow.units * price + flow.cancelled + flow.settled
        equityLoss[path: path] += (isDebt ? 1 : -1) * (final - units * price)
        if isDebt && outcome.badDebtPaths != 0 {
          let debt = table.value(layout, row: base, path: path).debt[lane]
          let taken =
            debt > 0
            ? outcome.badDebt[path - outcome.paths.lowerBound][lane] * (units * price / debt) : 0
          let value = positions.value(entry, legs)
          let short = max(value.debt - value.collateral, 0)
          let part = flow.settled + (short > 0 ? short * (flow.units * price / value.debt) : 0)
          badDebt[path: path] += part - taken
        }
      }
    }
  }
}
