import VectorMath

/// The ladders of a portfolio compiled against a worker's mark columns, and how far down each path is.
struct LadderTable: ~Copyable {
  /// One ladder and where its rungs lie in the tables.
  struct Layout {
    let oracleCollateral: Column
    let oracleDebt: Column
    let marketCollateral: Column
    let marketDebt: Column
    let first: Int
    let count: Int
    /// Where its prefix sums begin: one more than it has rungs.
    let firstSum: Int
    let premium: Double
    let book: Int
  }

  let layouts: [Layout]
  /// By rung: account, D / (q LT), D / q.
  private let accounts: [Int]
  private let bounds: VectorTable
  private let leverages: VectorTable
  /// Sums of q and of D over the rungs before.
  private let units: VectorTable
  private let debts: VectorTable
  /// Rungs that a path has lost, by ladder.
  private let places: PathIndices
  /// Bound of the weakest account left; −infinity if none is.
  private let next: PathBlock
  /// By book: equity kept, deficits and debt repaid of the closed accounts.
  private let settled: PathBlock
  /// By step, then place: how many paths lost their rungs from here on, minus those that stopped here.
  private let changes: CountTable
  private let stepCount: Int
  /// Places of all ladders, ends included.
  private let stepWidth: Int
  /// Σ E(0) by book.
  private let initialEquity: [Double]

  init(
    _ ladders: [AccountLadder], accounts all: [Account], bookCount: Int, bonuses: [Double?],
    marks: [Column], initialMarks: [Double], stepCount: Int
  ) {
    let rungs = ladders.reduce(0) { $0 + $1.accounts.count }
    let sums = rungs + ladders.count
    func table(_ count: Int) -> VectorTable { VectorTable(count: count / Vector.laneCount + 1) }
    bounds = table(rungs)
    leverages = table(rungs)
    units = table(sums)
    debts = table(sums)
    places = PathIndices(rowCount: ladders.count)
    next = PathBlock(columnCount: ladders.count)
    settled = PathBlock(columnCount: 3 * bookCount)
    changes = CountTable(count: stepCount * sums)
    self.stepCount = stepCount
    stepWidth = sums
    accounts = ladders.flatMap(\.accounts)
    var layouts: [Layout] = []
    var initialEquity = Array(repeating: 0.0, count: bookCount)
    var first = 0
    var firstSum = 0
    for ladder in ladders {
      layouts.append(
        Layout(
          oracleCollateral: marks[ladder.collateral.oracle], oracleDebt: marks[ladder.debt.oracle],
          marketCollateral: marks[ladder.collateral.market], marketDebt: marks[ladder.debt.market],
          first: first, count: ladder.accounts.count, firstSum: firstSum,
          premium: 1 + (bonuses[ladder.protocolIndex] ?? 0), book: ladder.book))
      for (k, account) in ladder.accounts.enumerated() {
        let q = all[account].collateral[0].units
        let d = all[account].debts[0].units
        leverages[scalar: first + k] = d / q
        bounds[scalar: first + k] = d / (q * ladder.threshold)
        units[scalar: firstSum + k + 1] = units[scalar: firstSum + k] + q
        debts[scalar: firstSum + k + 1] = debts[scalar: firstSum + k] + d
        initialEquity[ladder.book] += max(
          0, q * initialMarks[ladder.collateral.market] - d * initialMarks[ladder.debt.market])
      }
      first += ladder.accounts.count
      firstSum += ladder.accounts.count + 1
    }
    self.layouts = layouts
    self.initialEquity = initialEquity
  }

  /// Forgets the paths, for the next block; the counts go on.
  func restart(pathCount: Int) {
    for (l, layout) in layouts.enumerated() {
      next[l].fill(bounds[scalar: layout.first])
      for path in 0..<PathBlock.pathCount { places[l, path] = 0 }
      for path in pathCount..<PathBlock.pathCount { next[l][path: path] = -.infinity }
    }
    for k in 0..<settled.columnCount { settled[k].fill(0) }
  }

  /// Closes the accounts of one ladder that are below 1 at the marks that stand now.
  ///
  /// - Parameter body: Called with every path that lost accounts.
  @inline(__always)
  func check(_ l: Int, step: Int, _ body: (Int) -> Void) {
    let layout = layouts[l]
    let next = next[l]
    for v in 0..<PathBlock.vectorCount {
      var hits = mask(layout.oracleCollateral[v], lessThan: next[v] * layout.oracleDebt[v])
      while hits != 0 {
        let path = v &* Vector.laneCount &+ hits.trailingZeroBitCount
        hits &= hits &- 1
        next[path: path] = close(l, layout, path: path, step: step)
        body(path)
      }
    }
  }

  /// Closes the accounts of one ladder on one path.
  ///
  /// - Returns: The bound of the weakest account left.
  private func close(_ l: Int, _ layout: Layout, path: Int, step: Int) -> Double {
    let from = places[l, path]
    let debtMark = layout.oracleDebt[path: path]
    let collateralMark = layout.oracleCollateral[path: path]
    let to = firstPlace(after: from, in: layout) { k in
      collateralMark >= bounds[scalar: layout.first &+ k] * debtMark
    }
    let v = layout.marketCollateral[path: path]
    let n = layout.marketDebt[path: path]
    // Accounts that the premium leaves nothing come first.
    let cost = layout.premium * n
    let floor = min(
      to,
      firstPlace(after: from, in: layout) { k in
        v > leverages[scalar: layout.first &+ k] * cost
      })
    let solvent = sums(layout, floor..<to)
    let short = sums(layout, from..<floor)
    let paid = v / layout.premium * short.units
    let column = 3 * layout.book
    settled[column][path: path] += v * solvent.units - cost * solvent.debts
    settled[column + 1][path: path] += n * short.debts - paid
    settled[column + 2][path: path] += paid + n * solvent.debts
    let base = step &* stepWidth &+ layout.firstSum
    changes[base &+ from] += 1
    changes[base &+ to] -= 1
    places[l, path] = to
    return to < layout.count ? bounds[scalar: layout.first &+ to] : -.infinity
  }

  /// The first place from `start` on where a condition holds that holds from some place on: by doubling
  /// steps, then bisection.
  @inline(__always)
  private func firstPlace(
    after start: Int, in layout: Layout, _ holds: (Int) -> Bool
  ) -> Int {
    var low = start
    var step = 1
    while low < layout.count && !holds(min(low &+ step, layout.count) &- 1) {
      low = min(low &+ step, layout.count)
      step &*= 2
    }
    var high = min(low &+ step, layout.count)
    while low < high {
      let middle = (low &+ high) / 2
      if holds(middle) { high = middle } else { low = middle &+ 1 }
    }
    return low
  }

  @inline(__always)
  private func sums(_ layout: Layout, _ range: Range<Int>) -> (units: Double, debts: Double) {
    let a = layout.firstSum &+ range.lowerBound
    let b = layout.firstSum &+ range.upperBound
    return (units[scalar: b] - units[scalar: a], debts[scalar: b] - debts[scalar: a])
  }

  /// Adds the outcomes of a book's ladders to columns by path, at the marks that stand now.
  ///
  /// - Returns: Whether the book has ladders.
  func addOutcomes(
    ofBook book: Int, count: Int, equityLoss: Column, badDebt: Column, liquidated: Column
  ) -> Bool {
    var isEmpty = true
    for (l, layout) in layouts.enumerated() where layout.book == book {
      isEmpty = false
      for path in 0..<count {
        let from = places[l, path]
        let v = layout.marketCollateral[path: path]
        let n = layout.marketDebt[path: path]
        let floor = firstPlace(after: from, in: layout) { k in
          v > leverages[scalar: layout.first &+ k] * n
        }
        let solvent = sums(layout, floor..<layout.count)
        let short = sums(layout, from..<floor)
        equityLoss[path: path] -= v * solvent.units - n * solvent.debts
        badDebt[path: path] += n * short.debts - v * short.units
      }
    }
    if isEmpty { return false }
    for path in 0..<count {
      equityLoss[path: path] += initialEquity[book] - settled[3 * book][path: path]
      badDebt[path: path] += settled[3 * book + 1][path: path]
      liquidated[path: path] += settled[3 * book + 2][path: path]
    }
    return true
  }

  /// Adds the first liquidations by step and account: `[step × accounts]`.
  func addLiquidations(to counts: inout [Int], accountCount: Int) {
    for step in 0..<stepCount {
      for layout in layouts {
        var paths = 0
        for k in 0..<layout.count {
          paths += changes[step * stepWidth + layout.firstSum + k]
          counts[step * accountCount + accounts[layout.first + k]] += paths
        }
      }
    }
  }
}
