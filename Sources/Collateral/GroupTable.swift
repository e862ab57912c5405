import VectorMath

/// The groups of a portfolio compiled against a worker's mark columns.
struct GroupTable: ~Copyable {
  /// One mark of a group.
  struct MarkColumn {
    let oracle: Column
    let market: Column
    /// 1 / oracle mark at time 0.
    let scale: Double
    /// Market mark at time 0.
    let initialMarket: Double
  }

  /// Where a group's parts lie.
  struct Layout {
    let firstCollateral: Int
    let collateralCount: Int
    let firstDebt: Int
    let debtCount: Int
    /// Rows of eight accounts.
    let firstRow: Int
    let rowCount: Int
    /// First vector of the group's first row in `vectors`, and vectors per row.
    let firstVector: Int
    let stride: Int
    /// Marks of the collateral and of the debts together.
    var legCount: Int { collateralCount &+ debtCount }
    let adapter: Int
    let book: Int
    let isBridged: Bool

    /// Row × 8 + lane of its accounts and their padding.
    var places: Range<Int> {
      firstRow * Vector.laneCount..<(firstRow + rowCount) * Vector.laneCount
    }
  }

  let layouts: [Layout]
  let marks: [MarkColumn]
  /// By mark.
  let markKinds: [LegKind]
  /// Account by row and lane; −1 for padding.
  let accounts: [Int]
  /// Row × 8 + lane of every account.
  let places: [Int]
  /// By row: bit i is set where lane i is an account and not padding.
  let flags: [UInt8]
  let groupOfRow: [Int]
  /// By row: the bounds 1 / HF(0), then units × LT by collateral mark, then units by collateral mark,
  /// then units by debt mark.
  let vectors: VectorTable

  var rowCount: Int { accounts.count / Vector.laneCount }

  /// Room for rounding in the bound, which is compared with sums in another order.
  static let margin = 1 + 1e-9

  init(
    accounts all: [Account], marks columns: [Column], initialMarks: [Double],
    healthFactors: [Double], bridged: Set<Int>
  ) {
    let groups = AccountGroup.groups(of: all, healthFactors: healthFactors, bridged: bridged)
    var layouts: [Layout] = []
    var marks: [MarkColumn] = []
    var markKinds: [LegKind] = []
    var members: [Int] = []
    var places = Array(repeating: 0, count: all.count)
    var flags: [UInt8] = []
    var groupOfRow: [Int] = []
    var vectorCount = 0
    func add(_ kinds: [LegKind]) -> Int {
      for kind in kinds {
        precondition(initialMarks[kind.oracle] > 0, "marks are positive")
        marks.append(
          MarkColumn(
            oracle: columns[kind.oracle], market: columns[kind.market],
            scale: 1 / initialMarks[kind.oracle], initialMarket: initialMarks[kind.market]))
        markKinds.append(kind)
      }
      return marks.count - kinds.count
    }
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
          firstCollateral: add(group.collateral), collateralCount: group.collateral.count,
          firstDebt: add(group.debts), debtCount: group.debts.count, firstRow: firstRow,
          rowCount: rows, firstVector: vectorCount, stride: stride,
          adapter: group.protocolIndex, book: group.book, isBridged: group.isBridged))
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
    self.marks = marks
    self.markKinds = markKinds
    accounts = members
    self.places = places
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

  /// Number of the mark of one leg: collateral first, then debts.
  @inline(__always)
  func mark(_ layout: Layout, leg k: Int) -> Int {
    k < layout.collateralCount
      ? layout.firstCollateral &+ k : layout.firstDebt &+ (k &- layout.collateralCount)
  }

  /// Σ value × LT and Σ debt of the eight accounts of a row on one path, at oracle prices.
  @inline(__always)
  func health(_ layout: Layout, row base: Int, path: Int) -> (collateral: Vector, debt: Vector) {
    var collateral = Vector.zero
    for k in 0..<layout.collateralCount {
      let mark = Vector(repeating: marks[layout.firstCollateral &+ k].oracle[path: path])
      collateral = multiplyAdd(vectors[base &+ 1 &+ k], mark, collateral)
    }
    var debt = Vector.zero
    for j in 0..<layout.debtCount {
      let mark = Vector(repeating: marks[layout.firstDebt &+ j].oracle[path: path])
      debt = multiplyAdd(vectors[base &+ 1 &+ 2 &* layout.collateralCount &+ j], mark, debt)
    }
    return (collateral, debt)
  }

  /// Collateral and debt of the eight accounts of a row on one path, at market prices.
  @inline(__always)
  func value(_ layout: Layout, row base: Int, path: Int) -> (collateral: Vector, debt: Vector) {
    var collateral = Vector.zero
    for k in 0..<layout.collateralCount {
      let mark = Vector(repeating: marks[layout.firstCollateral &+ k].market[path: path])
      collateral = multiplyAdd(
        vectors[base &+ 1 &+ layout.collateralCount &+ k], mark, collateral)
    }
    var debt = Vector.zero
    for j in 0..<layout.debtCount {
      let mark = Vector(repeating: marks[layout.firstDebt &+ j].market[path: path])
      debt = multiplyAdd(vectors[base &+ 1 &+ 2 &* layout.collateralCount &+ j], mark, debt)
    }
    return (collateral, debt)
  }

  /// min p over the collateral and max q over the debts, for two vectors of paths.
  @inline(__always)
  func extremes(_ layout: Layout, from v: Int) -> (low: VectorPair, high: VectorPair) {
    var low = VectorPair(repeating: layout.collateralCount > 0 ? .infinity : 0)
    for k in 0..<layout.collateralCount {
      let mark = marks[layout.firstCollateral &+ k]
      low.minimize(with: mark.oracle, from: v, scale: mark.scale)
    }
    var high = VectorPair(repeating: 0)
    for j in 0..<layout.debtCount {
      let mark = marks[layout.firstDebt &+ j]
      high.maximize(with: mark.oracle, from: v, scale: mark.scale)
    }
    return (low, high)
  }

  /// The same for one path.
  @inline(__always)
  func extremes(_ layout: Layout, path: Int) -> (low: Double, high: Double) {
    var low = layout.collateralCount > 0 ? Double.infinity : 0
    for k in 0..<layout.collateralCount {
      let mark = marks[layout.firstCollateral &+ k]
      low = min(low, mark.oracle[path: path] * mark.scale)
    }
    var high = 0.0
    for j in 0..<layout.debtCount {
      let mark = marks[layout.firstDebt &+ j]
      high = max(high, mark.oracle[path: path] * mark.scale)
    }
    return (low, high)
  }
}

/// Two consecutive vectors of a column, so that loops over legs keep their results in registers.
struct VectorPair {
  var a: Vector
  var b: Vector

  @inline(__always)
  init(repeating x: Double) {
    a = Vector(repeating: x)
    b = a
  }

  @inline(__always)
  mutating func minimize(with column: Column, from v: Int, scale: Double) {
    let factor = Vector(repeating: scale)
    a = minimum(a, column[v] * factor)
    b = minimum(b, column[v &+ 1] * factor)
  }

  @inline(__always)
  mutating func maximize(with column: Column, from v: Int, scale: Double) {
    let factor = Vector(repeating: scale)
    a = maximum(a, column[v] * factor)
    b = maximum(b, column[v &+ 1] * factor)
  }

  /// self + weight × column.
  @inline(__always)
  mutating func add(_ weight: Double, _ column: Column, from v: Int) {
    let w = Vector(repeating: weight)
    a = multiplyAdd(w, column[v], a)
    b = multiplyAdd(w, column[v &+ 1], b)
  }
}
