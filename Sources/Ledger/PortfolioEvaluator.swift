public import Lending
public import VectorMath

/// Runs every account of a portfolio through its protocol's rules, for one block of paths.
///
/// At each step end whole groups of accounts are compared with a bound that needs their marks alone;
/// only on paths where the weakest account of a group may be below 1 are its accounts worked out, eight
/// at a time, and only those below 1 are taken apart. The bound is exact: it never skips a liquidation.
/// Accounts that a liquidation leaves with something are followed path by path from then on. It reads
/// mark columns and nothing else, so that history and scenarios run through the same code as the
/// simulation.
public struct PortfolioEvaluator: ~Copyable {
  let legs: AccountLegs
  let table: GroupTable
  private let ladders: LadderTable
  private let dollars: Column?
  private let adapters: [any ProtocolAdapter]
  /// By adapter: the bonus at which it closes whole accounts.
  let closingBonus: [Double?]
  private let adapterOf: [Int]
  private let accountCount: Int
  private let bookCount: Int
  /// By book: bit i is set where the liquidations of the book i places on are also the portfolio's.
  private let inTotal: [UInt32]
  /// Whether they are of every book, so that nobody has to look.
  private let isAllInTotal: Bool
  /// Whether the legs of whole-account closures are followed, for attribution.
  private let tracksLegs: Bool
  /// Whether liquidations of accounts are counted over the whole horizon, not by step.
  private let countsOnly: Bool
  private let bridged: [Int: BridgedAccount]
  /// Flags by row of the table: accounts that have not been liquidated on the path.
  let untouched: MaskTable
  /// Flags by subject, the portfolio first, then the books: nothing of it has been liquidated.
  private let quiet: MaskTable
  /// By group and path: 1 / HF(0) of its weakest untouched account.
  let bounds: PathBlock
  /// min p and max q of the group at hand, where it is visited.
  private let extremes = PathBlock(columnCount: 2)
  /// By group: extremes that several portfolios share; empty if this one works out its own.
  var shared: [GroupExtremes.Columns] = []
  private(set) var positions: LiquidatedPositions
  private(set) var closed: ClosedRows
  private var scratch = Position(collateral: [], debts: [])
  /// First liquidations by step, then row; one lane an account.
  private let rowLiquidations: VectorTable
  /// First liquidations of the portfolio and the books by step.
  private let subjectLiquidations: VectorTable
  private let stepCount: Int

  /// - Parameters:
  ///   - marks: The worker's mark columns, one per formula of the plan.
  ///   - initialMarks: Their values at time 0, positive.
  ///   - isInTotal: By book: whether its liquidations are also the portfolio's; `nil` for all.
  ///   - dollars: The mark of US dollars per unit of the numeraire, or `nil` if it is the dollar.
  ///   - tracksLegs: Follow every liquidation leg by leg; slower, same losses.
  ///   - countsOnly: Single accounts are only counted: those with one collateral and one debt whose
  ///     protocol closes whole accounts have no outcomes of their own, only in their book.
  ///   - bridge: Variance of ln HF over a step by account, for monitoring between steps.
  public init(
    accounts: [Account], bookCount: Int, adapters: [any ProtocolAdapter], marks: [Column],
    initialMarks: [Double], dollars: Column?, stepCount: Int, isInTotal: [Bool]? = nil,
    tracksLegs: Bool = false, countsOnly: Bool = false, bridge: [Int: Double] = [:]
  ) {
    legs = AccountLegs(accounts, marks: marks, initialMarks: initialMarks)
    let legs = legs
    let closing = adapters.map { $0.wholeAccountBonus != nil }
    let found =
      countsOnly && !tracksLegs
      ? AccountLadder.ladders(
        of: accounts, bookCount: bookCount, closingAdapters: closing, bridged: Set(bridge.keys))
      : []
    ladders = LadderTable(
      found, accounts: accounts, bookCount: bookCount, bonuses: adapters.map(\.wholeAccountBonus),
      marks: marks, initialMarks: initialMarks)
    table = GroupTable(
      accounts: accounts, except: Set(found.flatMap(\.accounts)), marks: marks,
      initialMarks: initialMarks,
      healthFactors: accounts.indices.map { legs.initialHealth(of: $0) },
      closingAdapters: closing, bridged: Set(bridge.keys))
    self.dollars = dollars
    self.adapters = adapters
    closingBonus = adapters.map(\.wholeAccountBonus)
    adapterOf = accounts.map(\.protocolIndex)
    accountCount = accounts.count
    self.bookCount = bookCount
    let isInTotal = isInTotal ?? Array(repeating: true, count: bookCount)
    inTotal = Self.bits(isInTotal)
    isAllInTotal = isInTotal.allSatisfy { $0 }
    self.tracksLegs = tracksLegs
    self.countsOnly = countsOnly
    var bridged: [Int: BridgedAccount] = [:]
    for (order, account) in bridge.keys.sorted().enumerated() {
      bridged[account] = BridgedAccount(draw: order, variance: bridge[account] ?? 0)
    }
    self.bridged = bridged
    untouched = MaskTable(rowCount: table.rowCount)
    quiet = MaskTable(rowCount: bookCount / Vector.laneCount + 1)
    bounds = PathBlock(columnCount: table.layouts.count)
    positions = LiquidatedPositions(accountCount: accounts.count)
    let mostLegs = table.layouts.map(\.legCount).max() ?? 0
    closed = ClosedRows(rowCount: table.rowCount, legCount: tracksLegs ? mostLegs : 0)
    rowLiquidations = VectorTable(count: (countsOnly ? 1 : stepCount) * table.rowCount)
    subjectLiquidations = VectorTable(count: stepCount * (bookCount + 1) / Vector.laneCount + 1)
    self.stepCount = stepCount
  }

  /// Forgets the paths, for the next block; the counts of liquidations go on.
  ///
  /// - Parameter pathCount: Paths that count; the rest of the block is padding and never liquidated.
  public mutating func restart(pathCount: Int = PathBlock.pathCount) {
    precondition(pathCount >= 0 && pathCount <= PathBlock.pathCount, "more paths than a block has")
    for row in 0..<table.rowCount {
      untouched.fill(row: row, table.flags[row], count: pathCount)
    }
    for row in 0..<quiet.rowCount { quiet.fill(row: row, 0xff, count: pathCount) }
    for g in table.layouts.indices {
      bounds[g].fill(table.vectors[table.layouts[g].firstVector][0])
    }
    ladders.restart(pathCount: pathCount)
    positions.removeAll()
    closed.removeAll()
    for account in bridged.values { account.start() }
  }

  /// ln HF at time 0 of the bridged accounts.
  public func rememberInitialHealth() {
    for (account, bridged) in bridged {
      bridged.setInitialLogHealth(legs.initialLogHealth(of: account))
    }
  }

  /// Checks every account at the end of a step, at the marks that stand now.
  ///
  /// - Parameters:
  ///   - step: Index of the step, from 0.
  ///   - uniforms: Fills a column with the uniform draw of so many; only asked for bridged accounts.
  public mutating func check(step: Int, uniforms: (Column, Int) -> Void = { _, _ in }) {
    let open = positions.count
    for g in table.layouts.indices {
      let layout = table.layouts[g]
      if layout.isBridged {
        for place in layout.places {
          checkBridged(place, layout, step: step, uniforms: uniforms)
        }
      } else if layout.debtCount > 0 {
        if shared.isEmpty {
          checkGroup(g, layout, step: step)
        } else {
          checkShared(g, layout, step: step)
        }
      }
    }
    for i in 0..<open where positions.entries[i].isOpen { checkAgain(i) }
    for l in ladders.layouts.indices {
      if isAllInTotal {
        ladders.check(l) { path, firstBook, books in
          count(subject: 0, path: path, step: step)
          count(books: books, from: firstBook, path: path, step: step)
        }
        continue
      }
      ladders.check(l) { path, firstBook, books in
        if books & inTotal[firstBook] != 0 { count(subject: 0, path: path, step: step) }
        count(books: books, from: firstBook, path: path, step: step)
      }
    }
  }

  private mutating func checkGroup(_ g: Int, _ layout: GroupTable.Layout, step: Int) {
    let bound = bounds[g]
    let lows = extremes[0]
    let highs = extremes[1]
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 4) {
      let (low, high) = table.extremes(layout, from: v)
      var hits =
        mask(low.first.a, lessThan: bound[v] * high.first.a)
        | mask(low.first.b, lessThan: bound[v &+ 1] * high.first.b) &<< 8
        | mask(low.second.a, lessThan: bound[v &+ 2] * high.second.a) &<< 16
        | mask(low.second.b, lessThan: bound[v &+ 3] * high.second.b) &<< 24
      if hits == 0 { continue }
      low.put(into: lows, from: v)
      high.put(into: highs, from: v)
      while hits != 0 {
        let lane = hits.trailingZeroBitCount
        hits &= hits &- 1
        let path = v &* Vector.laneCount &+ lane
        bound[path: path] = visit(
          layout, path: path, step: step, low: lows[path: path], high: highs[path: path])
      }
    }
  }

  /// Works out the accounts of a group on one path that may be below 1.
  ///
  /// - Parameters:
  ///   - low: min p of the group's collateral.
  ///   - high: max q of its debts.
  /// - Returns: 1 / HF(0) of its weakest untouched account; −infinity if none is left.
  mutating func visit(
    _ layout: GroupTable.Layout, path: Int, step: Int, low: Double, high: Double
  ) -> Double {
    var weakest = -Double.infinity
    var base = layout.firstVector
    for row in layout.firstRow..<layout.firstRow &+ layout.rowCount {
      var flags = untouched[row, path]
      if flags != 0 {
        // Rows go from weak to strong, and so do the accounts of a row.
        let mayEnd = table.vectors[scalar: base &* Vector.laneCount] * high > low
        if mayEnd {
          let (collateral, debt) = table.health(layout, row: base, path: path)
          let ended = mask(collateral, lessThan: debt) & UInt32(flags)
          if ended != 0 {
            liquidate(layout, row: row, base: base, lanes: ended, path: path, step: step, scale: 1)
            flags = untouched[row, path]
          }
        }
        if flags != 0 && weakest == -.infinity {
          weakest =
            table.vectors[
              scalar: base &* Vector.laneCount &+ flags.trailingZeroBitCount]
        }
        if !mayEnd { break }
      }
      base &+= layout.stride
    }
    return weakest
  }

  /// Accounts whose ln HF is a Brownian motion between steps: crossings are drawn from the bridge.
  private mutating func checkBridged(
    _ place: Int, _ layout: GroupTable.Layout, step: Int, uniforms: (Column, Int) -> Void
  ) {
    let account = table.accounts[place]
    guard account >= 0, let bridged = bridged[account] else { return }
    uniforms(bridged.uniforms, bridged.draw)
    let row = place / Vector.laneCount
    let bit = place % Vector.laneCount
    for v in stride(from: 0, to: PathBlock.vectorCount, by: 2) {
      let (collateral, debt) = legs.health(of: account, from: v)
      for (v, health) in [(v, collateral.a / debt.a), (v + 1, collateral.b / debt.b)] {
        let crossed = bridged.crossings(v, logHealth: logarithm(health))
        let alive = untouched.lanes(row: row, bit: bit, vector: v)
        let below = mask(health, lessThan: Vector(repeating: 1))
        var ended = (below | crossed) & alive
        while ended != 0 {
          let lane = ended.trailingZeroBitCount
          ended &= ended &- 1
          // At a crossing between steps HF was 1: collateral prices are scaled to that moment.
          let scale = below & (1 << UInt32(lane)) != 0 ? 1 : (1 - 1e-12) / health[lane]
          liquidate(
            layout, row: row, base: table.base(layout, row: row), lanes: 1 << UInt32(bit),
            path: v * Vector.laneCount + lane, step: step, scale: scale)
        }
      }
    }
  }

  /// First liquidation of accounts of one row on one path.
  @inline(__always)
  private mutating func liquidate(
    _ layout: GroupTable.Layout, row: Int, base: Int, lanes: UInt32, path: Int, step: Int,
    scale: Double
  ) {
    let acted: UInt32
    if layout.closesAccounts {
      close(layout, row: row, base: base, lanes: lanes, path: path, scale: scale)
      acted = lanes
    } else {
      acted = call(row: row, lanes: lanes, path: path, scale: scale)
      if acted == 0 { return }
    }
    untouched[row, path] &= ~UInt8(truncatingIfNeeded: acted)
    let counts = (countsOnly ? 0 : step) &* table.rowCount &+ row
    rowLiquidations[counts] += blend(acted, Vector(repeating: 1), otherwise: .zero)
    if isAllInTotal || inTotal[layout.book] & 1 != 0 {
      count(subject: 0, path: path, step: step)
    }
    count(subject: layout.book &+ 1, path: path, step: step)
  }

  /// Closes whole accounts of a row on one path.
  @inline(__always)
  private mutating func close(
    _ layout: GroupTable.Layout, row: Int, base: Int, lanes: UInt32, path: Int, scale: Double
  ) {
    let value = table.value(layout, row: base, path: path)
    let isFirst = untouched[row, path] == table.flags[row]
    closed.close(
      row: row, path: path, lanes: lanes, isFirst: isFirst,
      collateral: value.collateral * Vector(repeating: scale), debt: value.debt)
    if tracksLegs {
      closeLegs(
        layout, row: row, base: base, lanes: lanes, path: path, scale: scale, isFirst: isFirst)
    }
  }

  @inline(never)
  private mutating func closeLegs(
    _ layout: GroupTable.Layout, row: Int, base: Int, lanes: UInt32, path: Int, scale: Double,
    isFirst: Bool
  ) {
    for k in 0..<layout.legCount {
      let mark = table.market[layout.firstLeg &+ k][path: path]
      let price = Vector(repeating: k < layout.collateralCount ? mark * scale : mark)
      closed.close(
        row: row, path: path, lanes: lanes, isFirst: isFirst, leg: k,
        value: table.units(layout, row: base, leg: k) * price)
    }
  }

  /// Applies the protocol's liquidation calls to some accounts of a row, each for the first time.
  ///
  /// - Returns: The lanes on which anybody acted.
  @inline(never)
  private mutating func call(row: Int, lanes: UInt32, path: Int, scale: Double) -> UInt32 {
    var acted = lanes
    var rest = lanes
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let account = table.accounts[row &* Vector.laneCount &+ lane]
      if !call(account, path: path, scale: scale) { acted &= ~(1 << UInt32(lane)) }
    }
    return acted
  }

  /// Applies the protocol's liquidation calls to an account for the first time.
  ///
  /// - Returns: Whether anybody acted.
  private mutating func call(_ account: Int, path: Int, scale: Double) -> Bool {
    scratch.reset(account, of: legs, path: path, dollars: dollars)
    if scale != 1 { scratch.scaleCollateralPrices(by: scale) }
    let repaid = adapters[adapterOf[account]].liquidate(&scratch)
    guard scratch.wasTouched(account, of: legs) else { return false }
    positions.append(account: account, path: path, scratch, liquidated: repaid)
    return true
  }

  /// By place: the flags from there on as bits, from the lowest.
  private static func bits(_ flags: [Bool]) -> [UInt32] {
    var bits: [UInt32] = []
    var rest: UInt32 = 0
    for flag in flags.reversed() {
      rest = rest &<< 1 | (flag ? 1 : 0)
      bits.append(rest)
    }
    return bits.reversed()
  }

  /// Counts a liquidation of every book whose bit is set.
  @inline(__always)
  private func count(books: UInt32, from firstBook: Int, path: Int, step: Int) {
    var rest = books
    while rest != 0 {
      count(subject: firstBook &+ rest.trailingZeroBitCount &+ 1, path: path, step: step)
      rest &= rest &- 1
    }
  }

  private func count(subject: Int, path: Int, step: Int) {
    let row = subject / Vector.laneCount
    let bit: UInt8 = 1 &<< UInt8(truncatingIfNeeded: subject % Vector.laneCount)
    let flags = quiet[row, path]
    if flags & bit == 0 { return }
    quiet[row, path] = flags & ~bit
    subjectLiquidations[scalar: step &* (bookCount &+ 1) &+ subject] += 1
  }

  /// A later step of an account that a liquidation has left with something.
  private mutating func checkAgain(_ i: Int) {
    guard positions.isUnhealthy(i, legs) else { return }
    let entry = positions.entries[i]
    scratch.reset(entry.account, of: legs, path: entry.path, dollars: dollars)
    positions.load(i, into: &scratch)
    let repaid = adapters[adapterOf[entry.account]].liquidate(&scratch)
    positions.update(i, scratch, liquidated: repaid)
  }

  /// First liquidations at each step since the evaluator was made: `[step × accounts]`; where accounts are
  /// only counted, those of the whole horizon: `[accounts]`.
  public var accountLiquidations: [Int] {
    let steps = countsOnly ? 1 : stepCount
    var counts = Array(repeating: 0, count: steps * accountCount)
    for step in 0..<steps {
      for account in 0..<accountCount where table.places[account] >= 0 {
        let place = step * table.rowCount * Vector.laneCount + table.places[account]
        counts[step * accountCount + account] = Int(rowLiquidations[scalar: place])
      }
    }
    ladders.addLiquidations(to: &counts)
    return counts
  }

  /// Whether a book has accounts that are only counted.
  public func hasCountedAccounts(book: Int) -> Bool { ladders.holds(book: book) }

  /// Values the accounts that are only counted at the marks that stand now, for `addCountedAccounts`.
  public func workOutCountedAccounts(count: Int) { ladders.workOutLiving(count: count) }

  /// Adds the outcomes of a book's accounts that have none of their own to columns by path.
  ///
  /// - Precondition: `workOutCountedAccounts` has been called with the same marks.
  public func addCountedAccounts(
    ofBook book: Int, count: Int, equityLoss: Column, badDebt: Column, liquidated: Column
  ) {
    ladders.addOutcomes(
      ofBook: book, count: count, equityLoss: equityLoss, badDebt: badDebt,
      liquidated: liquidated)
  }

  /// First liquidations of the portfolio and the books at each step since the evaluator was made:
  /// `[step × (books + 1)]`.
  public var bookLiquidations: [Int] {
    (0..<stepCount * (bookCount + 1)).map { Int(subjectLiquidations[scalar: $0]) }
  }

  /// Bit i set: path 8v + i has not seen the account liquidated.
  ///
  /// - Precondition: The account is not only counted.
  public func untouchedLanes(of account: Int, _ v: Int) -> UInt32 {
    let place = table.places[account]
    return untouched.lanes(
      row: place / Vector.laneCount, bit: place % Vector.laneCount, vector: v)
  }
}
