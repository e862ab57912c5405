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
    /// Where its places begin: one more than it has rungs.
    let firstPlace: Int
    /// Where its prefix sums begin, and its books in `books`.
    let firstSum: Int
    let firstBook: Int
    let bookCount: Int
    let premium: Double
    /// Least bound, and buckets per unit of bound.
    let leastBound: Double
    let bucketScale: Double
  }

  let layouts: [Layout]
  /// By rung: account, D / (q LT), D / q.
  private let accounts: [Int]
  private let bounds: VectorTable
  private let leverages: VectorTable
  /// By rung as a bucket of bounds: the first place whose bound may lie below the bucket's upper edge.
  private let starts: CountTable
  /// By place, then book of the ladder: sums of q and of D over the book's rungs before.
  private let sums: VectorTable
  /// Books of every ladder.
  private let books: [Int]
  /// Rungs that a path has lost, by ladder.
  private let places: PathIndices
  /// Bound of the weakest account left; −infinity if none is.
  private let next: PathBlock
  /// By book: equity kept, deficits and debt repaid of the closed accounts.
  private let settled: PathBlock
  /// By place: how many paths lost the rungs from here on, minus those that stopped here.
  private let changes: CountTable
  /// Σ E(0) by book.
  private let initialEquity: [Double]

  init(
    _ ladders: [AccountLadder], accounts all: [Account], bookCount: Int, bonuses: [Double?],
    marks: [Column], initialMarks: [Double]
  ) {
    func table(_ count: Int) -> VectorTable { VectorTable(count: count / Vector.laneCount + 1) }
    let booksOf = ladders.map { ladder in Set(ladder.accounts.map { all[$0].book }).sorted() }
    let rungs = ladders.reduce(0) { $0 + $1.accounts.count }
    let sumCount = zip(ladders, booksOf).reduce(0) {
      $0 + ($1.0.accounts.count + 1) * 2 * $1.1.count
    }
    bounds = table(rungs)
    leverages = table(rungs)
    sums = table(sumCount)
    places = PathIndices(rowCount: ladders.count)
    next = PathBlock(columnCount: ladders.count)
    settled = PathBlock(columnCount: 3 * bookCount)
    changes = CountTable(count: rungs + ladders.count)
    starts = CountTable(count: rungs)
    accounts = ladders.flatMap(\.accounts)
    books = booksOf.flatMap { $0 }
    var layouts: [Layout] = []
    var initialEquity = Array(repeating: 0.0, count: bookCount)
    var first = 0
    var firstSum = 0
    var firstBook = 0
    for (l, ladder) in ladders.enumerated() {
      let width = 2 * booksOf[l].count
      let bound = ladder.accounts.map { i in
        all[i].debts[0].units / (all[i].collateral[0].units * ladder.threshold)
      }
      let least = bound[bound.count - 1]
      let scale = bound[0] > least ? Double(bound.count) / (bound[0] - least) : 0
      // Two buckets of room, so that rounding never starts a search behind its end.
      var place = 0
      for bucket in stride(from: bound.count - 1, through: 0, by: -1) {
        let edge = scale > 0 ? least + Double(bucket + 2) / scale : .infinity
        while place < bound.count - 1 && bound[place] > edge { place += 1 }
        starts[first + bucket] = place
      }
      layouts.append(
        Layout(
          oracleCollateral: marks[ladder.collateral.oracle], oracleDebt: marks[ladder.debt.oracle],
          marketCollateral: marks[ladder.collateral.market], marketDebt: marks[ladder.debt.market],
          first: first, count: ladder.accounts.count, firstPlace: first + l, firstSum: firstSum,
          firstBook: firstBook, bookCount: booksOf[l].count,
          premium: 1 + (bonuses[ladder.protocolIndex] ?? 0), leastBound: least,
          bucketScale: scale))
      for (k, account) in ladder.accounts.enumerated() {
        let q = all[account].collateral[0].units
        let d = all[account].debts[0].units
        leverages[scalar: first + k] = d / q
        bounds[scalar: first + k] = d / (q * ladder.threshold)
        let before = firstSum + k * width
        for i in 0..<width { sums[scalar: before + width + i] = sums[scalar: before + i] }
        let own = 2 * (booksOf[l].firstIndex(of: all[account].book) ?? 0)
        sums[scalar: before + width + own] += q
        sums[scalar: before + width + own + 1] += d
        initialEquity[all[account].book] += max(
          0, q * initialMarks[ladder.collateral.market] - d * initialMarks[ladder.debt.market])
      }
      first += ladder.accounts.count
      firstSum += (ladder.accounts.count + 1) * width
      firstBook += booksOf[l].count
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
  /// - Parameter body: Called with every path and book that lost accounts.
  @inline(__always)
  func check(_ l: Int, _ body: (_ path: Int, _ book: Int) -> Void) {
    let layout = layouts[l]
    let next = next[l]
    for v in 0..<PathBlock.vectorCount {
      var hits = mask(layout.oracleCollateral[v], lessThan: next[v] * layout.oracleDebt[v])
      while hits != 0 {
        let path = v &* Vector.laneCount &+ hits.trailingZeroBitCount
        hits &= hits &- 1
        let from = places[l, path]
        let to = firstHealthy(layout, path: path, after: from)
        changes[layout.firstPlace &+ from] += 1
        changes[layout.firstPlace &+ to] -= 1
        places[l, path] = to
        next[path: path] = to < layout.count ? bounds[scalar: layout.first &+ to] : -.infinity
        settle(layout, path: path, from..<to, body)
      }
    }
  }

  /// The first place from `from` on that is not below 1.
  private func firstHealthy(_ layout: Layout, path: Int, after from: Int) -> Int {
    let collateral = layout.oracleCollateral[path: path]
    let debt = layout.oracleDebt[path: path]
    // The ratio's bucket says where to look; a few rungs further on lies the end.
    let bucket = (collateral / debt - layout.leastBound) * layout.bucketScale
    let last = Double(layout.count &- 1)
    let clamped = bucket > 0 ? (bucket < last ? bucket : last) : 0
    var k = max(from, starts[layout.first &+ Int(clamped)])
    while k < layout.count && collateral < bounds[scalar: layout.first &+ k] * debt { k &+= 1 }
    return k
  }

  /// Closes the accounts of some rungs on one path.
  @inline(__always)
  private func settle(
    _ layout: Layout, path: Int, _ range: Range<Int>, _ body: (Int, Int) -> Void
  ) {
    let v = layout.marketCollateral[path: path]
    let n = layout.marketDebt[path: path]
    let cost = layout.premium * n
    // Accounts that the premium leaves nothing come first.
    let floor = min(
      range.upperBound,
      firstPlace(after: range.lowerBound, in: layout) { k in
        v > leverages[scalar: layout.first &+ k] * cost
      })
    for b in 0..<layout.bookCount {
      let solvent = difference(layout, b, floor..<range.upperBound)
      let column = 3 &* books[layout.firstBook &+ b]
      var hasLost = solvent.debts > 0
      if floor > range.lowerBound {
        let short = difference(layout, b, range.lowerBound..<floor)
        let paid = v / layout.premium * short.units
        settled[column &+ 1][path: path] += n * short.debts - paid
        settled[column &+ 2][path: path] += paid
        hasLost = hasLost || short.debts > 0
      }
      settled[column][path: path] += v * solvent.units - cost * solvent.debts
      settled[column &+ 2][path: path] += n * solvent.debts
      if hasLost { body(path, books[layout.firstBook &+ b]) }
    }
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

  /// Sums over the rungs of one book between two places.
  @inline(__always)
  private func difference(
    _ layout: Layout, _ book: Int, _ range: Range<Int>
  ) -> (units: Double, debts: Double) {
    let width = 2 &* layout.bookCount
    let a = layout.firstSum &+ range.lowerBound &* width &+ 2 &* book
    let b = layout.firstSum &+ range.upperBound &* width &+ 2 &* book
    return (
      sums[scalar: b] - sums[scalar: a], sums[scalar: b &+ 1] - sums[scalar: a &+ 1]
    )
  }

  /// Adds the outcomes of a book's ladders to columns by path, at the marks that stand now.
  ///
  /// - Returns: Whether the book has ladders.
  func addOutcomes(
    ofBook book: Int, count: Int, equityLoss: Column, badDebt: Column, liquidated: Column
  ) -> Bool {
    var isEmpty = true
    for (l, layout) in layouts.enumerated() {
      for b in 0..<layout.bookCount where books[layout.firstBook + b] == book {
        isEmpty = false
        for path in 0..<count {
          let v = layout.marketCollateral[path: path]
          let n = layout.marketDebt[path: path]
          let from = places[l, path]
          let floor = firstPlace(after: from, in: layout) { k in
            v > leverages[scalar: layout.first &+ k] * n
          }
          let solvent = difference(layout, b, floor..<layout.count)
          equityLoss[path: path] -= v * solvent.units - n * solvent.debts
          if floor > from {
            let short = difference(layout, b, from..<floor)
            badDebt[path: path] += n * short.debts - v * short.units
          }
        }
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

  /// Adds the first liquidations over the whole horizon by account.
  func addLiquidations(to counts: inout [Int]) {
    for layout in layouts {
      var paths = 0
      for k in 0..<layout.count {
        paths += changes[layout.firstPlace + k]
        counts[accounts[layout.first + k]] += paths
      }
    }
  }
}
