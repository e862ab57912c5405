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
///
/// Every account stands in one place: in a group of `table`, bridged or not, or on one of the `ladders`.
/// Rooms: `Groups`, `Ladders` and `Bridge` find the accounts below 1, `Positions` closes them, `Outcomes` says
/// what became of them.
public struct PortfolioEvaluator: ~Copyable {
  let legs: AccountLegs
  let table: GroupTable
  let ladders: LadderTable
  let rules: LiquidationRules
  /// By account that is watched between steps.
  let bridged: [Int: BridgedAccount]
  let dollars: Column?
  /// Whether the legs of whole-account closures are followed.
  let tracksLegs: Bool
  /// Flags by row of the table: accounts that have not been liquidated on the path.
  let untouched: MaskTable
  /// By group and path: 1 / HF(0) of its weakest untouched account.
  let bounds: PathBlock
  /// min p and max q of the group at hand, where it is visited.
  let extremes = PathBlock(columnCount: 2)
  /// By group: extremes that several portfolios share; empty if this one works out its own.
  var shared: [GroupExtremes.Columns] = []
  var positions: LiquidatedPositions
  var closed: ClosedRows
  var scratch = Position(collateral: [], debts: [])
  let counts: LiquidationCounts

  /// Compiles a portfolio against a worker's mark columns.
  ///
  /// - Parameters:
  ///   - marks: The worker's mark columns, one per formula of the plan.
  ///   - initialMarks: Their values at time 0, positive.
  ///   - dollars: The mark of US dollars per unit of the numeraire, or `nil` if it is the dollar.
  ///   - isInTotal: By book: whether its liquidations are also the portfolio's; `nil` for all.
  ///   - bridge: Variance of ln HF over a step by account, for monitoring between steps.
  public init(
    accounts: [Account], bookCount: Int, adapters: [any ProtocolAdapter], marks: [Column],
    initialMarks: [Double], dollars: Column?, stepCount: Int, isInTotal: [Bool]? = nil,
    following detail: FollowedDetail = .outcomes, bridge: [Int: Double] = [:]
  ) {
    let rules = LiquidationRules(adapters, accounts: accounts)
    let healthFactors = accounts.map { $0.health(at: initialMarks).healthFactor }
    let found =
      detail == .counts
      ? AccountLadder.ladders(
        of: accounts, bookCount: bookCount, closingAdapters: rules.closesAccounts,
        bridged: Set(bridge.keys))
      : []
    legs = AccountLegs(accounts, marks: marks)
    ladders = LadderTable(
      found, accounts: accounts, bookCount: bookCount, bonuses: rules.closingBonus, marks: marks,
      initialMarks: initialMarks)
    table = GroupTable(
      accounts: accounts, except: Set(found.flatMap(\.accounts)), marks: marks,
      initialMarks: initialMarks, healthFactors: healthFactors,
      closingAdapters: rules.closesAccounts, bridged: Set(bridge.keys))
    self.rules = rules
    bridged = BridgedAccount.accounts(variances: bridge, healthFactors: healthFactors)
    self.dollars = dollars
    tracksLegs = detail == .legs
    untouched = MaskTable(rowCount: table.rowCount)
    bounds = PathBlock(columnCount: table.layouts.count)
    positions = LiquidatedPositions(accountCount: accounts.count)
    let mostLegs = table.layouts.map(\.legCount).max() ?? 0
    closed = ClosedRows(rowCount: table.rowCount, legCount: tracksLegs ? mostLegs : 0)
    counts = LiquidationCounts(
      bookCount: bookCount, rowCount: table.rowCount, stepCount: stepCount,
      isByStep: detail == .outcomes, isInTotal: isInTotal)
  }

  /// Puts every account at time 0, for the next block; the counts of liquidations go on.
  ///
  /// - Parameter pathCount: Paths that count; the rest of the block is padding and never liquidated.
  public mutating func restart(pathCount: Int = PathBlock.pathCount) {
    precondition(pathCount >= 0 && pathCount <= PathBlock.pathCount, "more paths than a block has")
    for row in 0..<table.rowCount {
      untouched.fill(row: row, table.flags[row], count: pathCount)
    }
    counts.restart(pathCount: pathCount)
    for g in table.layouts.indices {
      bounds[g].fill(table.vectors[table.layouts[g].firstVector][0])
    }
    ladders.restart(pathCount: pathCount)
    positions.removeAll()
    closed.removeAll()
    for account in bridged.values { account.start() }
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
        for slot in layout.slots { checkBridged(slot, layout, step: step, uniforms: uniforms) }
      } else if layout.debtCount > 0 {
        if shared.isEmpty {
          checkGroup(g, layout, step: step)
        } else {
          checkShared(g, layout, step: step)
        }
      }
    }
    for i in 0..<open where positions.entries[i].isOpen { checkAgain(i) }
    for l in ladders.layouts.indices { checkLadder(l, step: step) }
  }

  private func checkLadder(_ l: Int, step: Int) {
    if counts.isAllInTotal {
      ladders.check(l) { path, firstBook, books in
        counts.countAllInTotal(books: books, from: firstBook, path: path, step: step)
      }
    } else {
      ladders.check(l) { path, firstBook, books in
        counts.countSomeInTotal(books: books, from: firstBook, path: path, step: step)
      }
    }
  }
}
