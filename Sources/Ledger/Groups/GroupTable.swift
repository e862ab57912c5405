import Lending
import VectorMath

/// The groups of a portfolio compiled against a worker's mark columns.
struct GroupTable: ~Copyable {
  let layouts: [GroupLayout]
  /// Mark columns of the legs of every group, collateral first, then debts.
  let oracle: ColumnList
  let market: ColumnList
  /// Marks inside a step.
  let inside: InsideTable
  /// 1 / oracle mark at time 0, and market mark at time 0, by leg.
  let scales: VectorTable
  let initialMarket: VectorTable
  let kinds: [LegKind]
  /// Account by row and lane; −1 for padding.
  let accounts: [Int]
  /// Slot of every account, row × 8 + lane; −1 if it is in no group.
  let slots: [Int]
  /// By row: bit i is set where lane i is an account and not padding.
  let flags: [UInt8]
  let groupOfRow: [Int]
  /// By row: the bounds 1 / HF(0), then units × LT by collateral mark, then units by collateral mark,
  /// then units by debt mark.
  let vectors: VectorTable
  /// By row: largest debt / collateral of its accounts at market prices of time 0, with the margin.
  let debtShares: [Double]

  var rowCount: Int { accounts.count / Vector.laneCount }

  /// Room for rounding in the bound, which is compared with sums in another order.
  static let margin = 1 + 1e-9

  /// - Parameters:
  ///   - except: Accounts that stand on ladders.
  ///   - closingAdapters: By adapter: whether it closes whole accounts.
  init(
    _ portfolio: BookedAccounts, except: Set<Int>, closingAdapters: [Bool], on marks: MarkView
  ) {
    let all = portfolio.accounts
    let columns = marks.columns
    let initialMarks = marks.initial
    let healthFactors = portfolio.healthFactors(at: initialMarks)
    let groups = AccountGroup.groups(
      of: portfolio, except: except, healthFactors: healthFactors, inside: marks.inside)
    let seating = GroupSeating(groups, accountCount: all.count, closingAdapters: closingAdapters)
    layouts = seating.layouts
    kinds = seating.kinds
    accounts = seating.accounts
    slots = seating.slots
    flags = seating.flags
    groupOfRow = seating.groupOfRow
    oracle = ColumnList(kinds.map { columns[$0.oracle] })
    market = ColumnList(kinds.map { columns[$0.market] })
    inside = InsideTable(marks.inside, legs: seating.kinds.map(\.oracle))
    let tableSize = (kinds.count + Vector.laneCount - 1) / Vector.laneCount
    scales = VectorTable(count: tableSize)
    initialMarket = VectorTable(count: tableSize)
    for (k, kind) in kinds.enumerated() {
      precondition(initialMarks[kind.oracle] > 0, "marks are positive")
      scales[scalar: k] = 1 / initialMarks[kind.oracle]
      initialMarket[scalar: k] = initialMarks[kind.market]
    }
    var debtShares = Array(repeating: 0.0, count: seating.groupOfRow.count)
    for (slot, account) in seating.accounts.enumerated() where account >= 0 {
      let row = slot / Vector.laneCount
      debtShares[row] = max(debtShares[row], Self.debtShare(all[account], initialMarks))
    }
    self.debtShares = debtShares
    vectors = VectorTable(count: seating.vectorCount)
    for (group, layout) in zip(groups, layouts) {
      for (k, account) in group.accounts.enumerated() {
        let base = layout.firstVector + k / Vector.laneCount * layout.stride
        let lane = k % Vector.laneCount
        vectors[scalar: base * Vector.laneCount + lane] =
          healthFactors[account] > 0 ? Self.margin / healthFactors[account] : .infinity
        fill(all[account], group, layout, base: base, lane: lane)
      }
    }
  }

  /// Debt / collateral at market prices of time 0, with the margin; 0 without debt.
  private static func debtShare(_ account: Account, _ marks: [Double]) -> Double {
    let collateral = account.collateral.reduce(0) { $0 + $1.units * marks[$1.marketMark] }
    let debt = account.debts.reduce(0) { $0 + $1.units * marks[$1.marketMark] }
    return debt > 0 ? Self.margin * debt / collateral : 0
  }

  private func fill(
    _ account: Account, _ group: AccountGroup, _ layout: GroupLayout, base: Int, lane: Int
  ) {
    func add(_ value: Double, at vector: Int) {
      vectors[scalar: (base + vector) * Vector.laneCount + lane] += value
    }
    for leg in account.collateral {
      guard let k = group.collateral.firstIndex(of: leg.kind) else { continue }
      add(leg.units * leg.terms.liquidationThreshold, at: 1 + k)
      add(leg.units, at: 1 + layout.collateralCount + k)
    }
    for leg in account.debts {
      guard let j = group.debts.firstIndex(of: leg.kind) else { continue }
      add(leg.units, at: 1 + 2 * layout.collateralCount + j)
    }
  }
}
