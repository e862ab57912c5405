import Lending
import VectorMath

/// The groups of a portfolio compiled against a worker's mark columns.
struct GroupTable: ~Copyable {
  /// Where a group's parts lie.
  struct Layout {
    /// Legs in the tables by leg: collateral, then debts.
    let firstLeg: Int
    let collateralCount: Int
    let debtCount: Int
    /// Rows of eight accounts.
    let firstRow: Int
    let rowCount: Int
    /// First vector of the group's first row in `vectors`, and vectors per row.
    let firstVector: Int
    let stride: Int
    /// Kinds of collateral and of debts together.
    var legCount: Int { collateralCount &+ debtCount }
    let adapter: Int
    /// Whether its rules close whole accounts.
    let closesAccounts: Bool
    let book: Int
    let isBridged: Bool

    /// Row × 8 + lane of its accounts and their padding.
    var places: Range<Int> {
      firstRow * Vector.laneCount..<(firstRow + rowCount) * Vector.laneCount
    }
  }

  let layouts: [Layout]
  /// Mark columns of the legs of every group, collateral first, then debts.
  let oracle: ColumnList
  let market: ColumnList
  /// 1 / oracle mark at time 0, and market mark at time 0, by leg.
  let scales: VectorTable
  let initialMarket: VectorTable
  let kinds: [LegKind]
  /// Account by row and lane; −1 for padding.
  let accounts: [Int]
  /// Row × 8 + lane of every account; −1 if it is in no group.
  let places: [Int]
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

  init(
    accounts all: [Account], except: Set<Int>, marks columns: [Column], initialMarks: [Double],
    healthFactors: [Double], closingAdapters: [Bool], bridged: Set<Int>
  ) {
    let groups = AccountGroup.groups(
      of: all, except: except, healthFactors: healthFactors, bridged: bridged)
    var layouts: [Layout] = []
    var kinds: [LegKind] = []
    var members: [Int] = []
    var places = Array(repeating: -1, count: all.count)
    var flags: [UInt8] = []
    var groupOfRow: [Int] = []
    var vectorCount = 0
    for (g, group) in groups.enumerated() {
      let firstRow = members.count / Vector.laneCount
      for account in group.accounts {
        places[account] = members.count
        members.append(account)
      }
      while members.count % Vector.laneCount != 0 { members.append(-1) }
      let rows = members.count / Vector.laneCount - firstRow
      let stride = 1 + 2 * group.collateral.count + group.debts.count
      layouts.append(
        Layout(
          firstLeg: kinds.count, collateralCount: group.collateral.count,
          debtCount: group.debts.count, firstRow: firstRow, rowCount: rows,
          firstVector: vectorCount, stride: stride,
          adapter: group.protocolIndex, closesAccounts: closingAdapters[group.protocolIndex],
          book: group.book, isBridged: group.isBridged))
      kinds += group.collateral + group.debts
      vectorCount += rows * stride
      for row in 0..<rows {
        let present = group.accounts.count - row * Vector.laneCount
        flags.append(UInt8(truncatingIfNeeded: (1 << min(Vector.laneCount, present)) - 1))
        groupOfRow.append(g)
      }
    }
    self.layouts = layouts
    self.flags = flags
    self.groupOfRow = groupOfRow
    self.kinds = kinds
    oracle = ColumnList(kinds.map { columns[$0.oracle] })
    market = ColumnList(kinds.map { columns[$0.market] })
    let tableSize = (kinds.count + Vector.laneCount - 1) / Vector.laneCount
    scales = VectorTable(count: tableSize)
    initialMarket = VectorTable(count: tableSize)
    for (k, kind) in kinds.enumerated() {
      precondition(initialMarks[kind.oracle] > 0, "marks are positive")
      scales[scalar: k] = 1 / initialMarks[kind.oracle]
      initialMarket[scalar: k] = initialMarks[kind.market]
    }
    accounts = members
    self.places = places
    var debtShares = Array(repeating: 0.0, count: members.count / Vector.laneCount)
    for (place, account) in members.enumerated() where account >= 0 {
      let row = place / Vector.laneCount
      debtShares[row] = max(debtShares[row], Self.debtShare(all[account], initialMarks))
    }
    self.debtShares = debtShares
    vectors = VectorTable(count: vectorCount)
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
    _ account: Account, _ group: AccountGroup, _ layout: Layout, base: Int, lane: Int
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

  /// First vector of a row.
  @inline(__always)
  func base(_ layout: Layout, row: Int) -> Int {
    layout.firstVector &+ (row &- layout.firstRow) &* layout.stride
  }

  /// Units of the eight accounts of a row in one leg: collateral first, then debts.
  @inline(__always)
  func units(_ layout: Layout, row base: Int, leg k: Int) -> Vector {
    vectors[base &+ 1 &+ layout.collateralCount &+ k]
  }

  /// Σ value × LT and Σ debt of the eight accounts of a row on one path, at oracle prices.
  @inline(__always)
  func health(_ layout: Layout, row base: Int, path: Int) -> (collateral: Vector, debt: Vector) {
    sums(layout, weights: base &+ 1, debts: base &+ 1 &+ 2 &* layout.collateralCount, path: path) {
      oracle[$0][path: path]
    }
  }

  /// Collateral and debt of the eight accounts of a row on one path, at market prices.
  @inline(__always)
  func value(_ layout: Layout, row base: Int, path: Int) -> (collateral: Vector, debt: Vector) {
    sums(
      layout, weights: base &+ 1 &+ layout.collateralCount,
      debts: base &+ 1 &+ 2 &* layout.collateralCount, path: path
    ) { market[$0][path: path] }
  }

  /// The same on a path and the next: the weights are read once for both.
  @inline(__always)
  func values(
    _ layout: Layout, row base: Int, path: Int
  ) -> ((collateral: Vector, debt: Vector), (collateral: Vector, debt: Vector)) {
    let weights = base &+ 1 &+ layout.collateralCount
    let debts = base &+ 1 &+ 2 &* layout.collateralCount
    // The sums of `sums`, addition for addition.
    var even = VectorPair(repeating: 0)
    var odd = VectorPair(repeating: 0)
    var k = 0
    while k &+ 1 < layout.collateralCount {
      even.add(vectors[weights &+ k], market[layout.firstLeg &+ k], path: path)
      odd.add(vectors[weights &+ k &+ 1], market[layout.firstLeg &+ k &+ 1], path: path)
      k &+= 2
    }
    if k < layout.collateralCount {
      even.add(vectors[weights &+ k], market[layout.firstLeg &+ k], path: path)
    }
    let a = even.a + odd.a
    let b = even.b + odd.b
    var debt = VectorPair(repeating: 0)
    for j in 0..<layout.debtCount {
      debt.add(
        vectors[debts &+ j], market[layout.firstLeg &+ layout.collateralCount &+ j], path: path)
    }
    return ((a, debt.a), (b, debt.b))
  }

  @inline(__always)
  private func sums(
    _ layout: Layout, weights: Int, debts: Int, path: Int, _ mark: (Int) -> Double
  ) -> (collateral: Vector, debt: Vector) {
    // Two sums, because one waits for its own last addition.
    var even = Vector.zero
    var odd = Vector.zero
    var k = 0
    while k &+ 1 < layout.collateralCount {
      even = multiplyAdd(
        vectors[weights &+ k], Vector(repeating: mark(layout.firstLeg &+ k)), even)
      odd = multiplyAdd(
        vectors[weights &+ k &+ 1], Vector(repeating: mark(layout.firstLeg &+ k &+ 1)), odd)
      k &+= 2
    }
    if k < layout.collateralCount {
      even = multiplyAdd(
        vectors[weights &+ k], Vector(repeating: mark(layout.firstLeg &+ k)), even)
    }
    var debt = Vector.zero
    for j in 0..<layout.debtCount {
      let price = mark(layout.firstLeg &+ layout.collateralCount &+ j)
      debt = multiplyAdd(vectors[debts &+ j], Vector(repeating: price), debt)
    }
    return (even + odd, debt)
  }

  /// min p over the collateral and max q over the debts, for four vectors of paths.
  @inline(__always)
  func extremes(_ layout: Layout, from v: Int) -> (low: VectorQuad, high: VectorQuad) {
    var low = VectorQuad(repeating: layout.collateralCount > 0 ? .infinity : 0)
    var leg = layout.firstLeg
    for _ in 0..<layout.collateralCount {
      low.minimize(with: oracle[leg], from: v, scale: scales[scalar: leg])
      leg &+= 1
    }
    var high = VectorQuad(repeating: 0)
    for _ in 0..<layout.debtCount {
      high.maximize(with: oracle[leg], from: v, scale: scales[scalar: leg])
      leg &+= 1
    }
    return (low, high)
  }
}
