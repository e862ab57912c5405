import Lending
import VectorMath

/// The accounts of a book that have outcomes of their own: where each sits in the table of eight, and what has
/// become of it on every path of the block.
///
/// It counts first liquidations for all accounts of the book, those on ladders included.
struct SeatedAccounts: ~Copyable {
  let legs: AccountLegs
  let table: GroupTable
  let rules: LiquidationRules
  let dollars: Column?
  let inside: InsideMarks?
  /// By account: whether its health may fall where the price rises inside a step.
  let mayFall: [Bool]
  /// Whether the legs of whole-account closures are followed.
  let tracksLegs: Bool
  /// Flags by row of the table: accounts that have not been liquidated on the path.
  let untouched: MaskTable
  var positions: LiquidatedPositions
  var closed: ClosedRows
  var scratch = Position(collateral: [], debts: [])
  let counts: LiquidationCounts

  /// - Parameter except: Accounts that stand on ladders.
  init(
    _ portfolio: BookedAccounts, except: Set<Int>, rules: LiquidationRules, on marks: MarkView,
    stepCount: Int, following detail: FollowedDetail
  ) {
    legs = AccountLegs(portfolio.accounts, on: marks)
    table = GroupTable(
      portfolio, except: except, closingAdapters: rules.closesAccounts, on: marks)
    self.rules = rules
    dollars = marks.dollars
    inside = marks.inside
    mayFall = portfolio.accounts.map { $0.mayFall(marks.inside) }
    tracksLegs = detail == .legs
    untouched = MaskTable(rowCount: table.rowCount)
    positions = LiquidatedPositions(legs)
    let mostLegs = table.layouts.map(\.legCount).max() ?? 0
    closed = ClosedRows(rowCount: table.rowCount, legCount: tracksLegs ? mostLegs : 0)
    counts = LiquidationCounts(
      bookCount: portfolio.bookCount, rowCount: table.rowCount, stepCount: stepCount,
      isByStep: detail == .outcomes, isInTotal: portfolio.isInTotal)
  }

  /// The bonus at which the accounts of a group are closed whole; `nil` where they are followed one by one.
  @inline(__always)
  func closingBonus(_ layout: GroupLayout) -> Double? {
    layout.closesAccounts ? rules.closingBonus[layout.adapter] : nil
  }

  /// Puts every account at time 0, for the next block; the counts of liquidations go on.
  ///
  /// - Parameter pathCount: Paths that count; the rest of the block is padding and never liquidated.
  mutating func restart(pathCount: Int) {
    for row in 0..<table.rowCount {
      untouched.fill(row: row, table.flags[row], count: pathCount)
    }
    counts.restart(pathCount: pathCount)
    positions.removeAll()
    closed.removeAll()
  }
}
