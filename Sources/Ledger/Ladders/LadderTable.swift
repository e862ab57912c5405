import Lending
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
    /// Vector where its prefix sums begin: one by place and chunk.
    let firstSum: Int
    /// Its books' chunks.
    let firstChunk: Int
    let chunkCount: Int
    let threshold: Double
    let premium: Double
    /// Least bound, and buckets per unit of bound.
    let leastBound: Double
    let bucketScale: Double
  }

  /// Books of one chunk: sums of four books at a time lie in the halves of a vector.
  private static let booksPerChunk = Vector.laneCount / 2

  /// Rows of `hits`; the bounds of the weakest accounts are in `firstBounds`. Until it is known how far down
  /// a path goes, `to` is where the search begins.
  private enum Hit {
    static let path = 0
    static let from = 1
    static let to = 2
  }

  let layouts: [Layout]
  /// By rung: account, D / (q LT), D / q.
  private let accounts: [Int]
  private let booksWithLadders: Set<Int>
  private let bounds: VectorTable
  private let leverages: VectorTable
  /// By rung as a bucket of bounds: the first place whose bound may lie below the bucket's upper edge.
  private let starts: CountTable
  /// By place, then chunk of books: Σ q of its books over the rungs before, then Σ D.
  private let sums: VectorTable
  /// Chunks of all books.
  private let chunkCount: Int
  /// Rungs that a path has lost, by ladder.
  private let places: PathIndices
  /// Bound of the weakest account left; −infinity if none is.
  private let next: PathBlock
  /// By path, then chunk: equity kept by the closed accounts of its books, then debt that was repaid.
  private let settled: VectorTable
  /// The same: their deficits; nothing in the second half.
  private let deficits: VectorTable
  /// The same, filled at the horizon: equity of the living accounts that have some, deficits of the others.
  private let living: VectorTable
  /// Paths that lose accounts at the check at hand, by `Hit`.
  private let hits = PathIndices(rowCount: 3)
  private let firstBounds = PathBlock(columnCount: 1)
  /// By place: how many paths lost the rungs from here on, minus those that stopped here.
  private let changes: CountTable
  /// Σ E(0) by book.
  private let initialEquity: [Double]

  init(
    _ ladders: [AccountLadder], accounts all: [Account], bookCount: Int, bonuses: [Double?],
    marks: [Column], initialMarks: [Double]
  ) {
    // One vector more, because eight bounds are read from any place on.
    func table(_ count: Int) -> VectorTable { VectorTable(count: count / Vector.laneCount + 2) }
    let rungs = ladders.reduce(0) { $0 + $1.accounts.count }
    let chunks = ladders.map { ladder in
      let books = ladder.accounts.map { all[$0].book / Self.booksPerChunk }
      return (books.min() ?? 0)...(books.max() ?? 0)
    }
    let sumCount = zip(ladders, chunks).reduce(0) { $0 + ($1.0.accounts.count + 1) * $1.1.count }
    chunkCount = (bookCount + Self.booksPerChunk - 1) / Self.booksPerChunk
    let blockCount = ladders.isEmpty ? 0 : PathBlock.pathCount * chunkCount
    bounds = table(rungs)
    leverages = table(rungs)
    sums = VectorTable(count: sumCount)
    places = PathIndices(rowCount: ladders.count)
    next = PathBlock(columnCount: ladders.count)
    settled = VectorTable(count: blockCount)
    deficits = VectorTable(count: blockCount)
    living = VectorTable(count: blockCount)
    changes = CountTable(count: rungs + ladders.count)
    starts = CountTable(count: rungs)
    accounts = ladders.flatMap(\.accounts)
    booksWithLadders = Set(accounts.map { all[$0].book })
    var layouts: [Layout] = []
    var initialEquity = Array(repeating: 0.0, count: bookCount)
    var first = 0
    var firstSum = 0
    for (l, ladder) in ladders.enumerated() {
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
          firstChunk: chunks[l].lowerBound, chunkCount: chunks[l].count,
          threshold: ladder.threshold, premium: 1 + (bonuses[ladder.protocolIndex] ?? 0),
          leastBound: least,
          bucketScale: scale))
      for (k, account) in ladder.accounts.enumerated() {
        let q = all[account].collateral[0].units
        let d = all[account].debts[0].units
        leverages[scalar: first + k] = d / q
        bounds[scalar: first + k] = d / (q * ladder.threshold)
        let place = firstSum + k * chunks[l].count
        for c in 0..<chunks[l].count { sums[place + chunks[l].count + c] = sums[place + c] }
        let chunk = all[account].book / Self.booksPerChunk - chunks[l].lowerBound
        let lane = all[account].book % Self.booksPerChunk
        sums[place + chunks[l].count + chunk][lane] += q
        sums[place + chunks[l].count + chunk][lane + Self.booksPerChunk] += d
        initialEquity[all[account].book] += max(
          0, q * initialMarks[ladder.collateral.market] - d * initialMarks[ladder.debt.market])
      }
      first += ladder.accounts.count
      firstSum += (ladder.accounts.count + 1) * chunks[l].count
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
    for i in 0..<settled.count {
      settled[i] = .zero
      deficits[i] = .zero
    }
  }

  /// Closes the accounts of one ladder that are below 1 at the marks that stand now.
  ///
  /// Three passes over the paths that lose accounts, so that the tables' cache misses overlap: which they are
  /// and where to look for the first account that stays, how far down they go, what that closes.
  ///
  /// - Parameter body: Called with every path that lost accounts, and chunk by chunk of its books with the
  ///   first book of the chunk and a bit for each of the chunk's books that lost some.
  @inline(__always)
  func check(_ l: Int, _ body: (_ path: Int, _ firstBook: Int, _ books: UInt32) -> Void) {
    let layout = layouts[l]
    let next = next[l]
    var count = 0
    for v in 0..<PathBlock.vectorCount {
      var lanes = mask(layout.oracleCollateral[v], lessThan: next[v] * layout.oracleDebt[v])
      while lanes != 0 {
        let path = v &* Vector.laneCount &+ lanes.trailingZeroBitCount
        lanes &= lanes &- 1
        let from = places[l, path]
        let start = searchStart(layout, path: path, after: from)
        hits[Hit.path, count] = path
        hits[Hit.from, count] = from
        hits[Hit.to, count] = start
        bounds.prefetch((layout.first &+ start) / Vector.laneCount)
        sums.prefetch(layout.firstSum &+ from &* layout.chunkCount)
        changes.prefetch(layout.firstPlace &+ from)
        count &+= 1
      }
    }
    for i in 0..<count {
      let path = hits[Hit.path, i]
      let to = firstHealthy(layout, path: path, from: hits[Hit.to, i])
      hits[Hit.to, i] = to
      sums.prefetch(layout.firstSum &+ to &* layout.chunkCount)
      changes.prefetch(layout.firstPlace &+ to)
      firstBounds[0][path: i] = next[path: path]
      places[l, path] = to
      next[path: path] = to < layout.count ? bounds[scalar: layout.first &+ to] : -.infinity
    }
    for i in 0..<count {
      let closed = hits[Hit.from, i]..<hits[Hit.to, i]
      changes[layout.firstPlace &+ closed.lowerBound] += 1
      changes[layout.firstPlace &+ closed.upperBound] -= 1
      settle(layout, path: hits[Hit.path, i], closed, firstBound: firstBounds[0][path: i], body)
    }
  }

  /// A place from `from` on, not behind the first that is not below 1 and a few rungs before it.
  @inline(__always)
  private func searchStart(_ layout: Layout, path: Int, after from: Int) -> Int {
    let ratio = layout.oracleCollateral[path: path] / layout.oracleDebt[path: path]
    let bucket = (ratio - layout.leastBound) * layout.bucketScale
    let last = Double(layout.count &- 1)
    let clamped = bucket > 0 ? (bucket < last ? bucket : last) : 0
    return max(from, starts[layout.first &+ Int(clamped)])
  }

  /// The first place from a start of the search on that is not below 1.
  @inline(__always)
  private func firstHealthy(_ layout: Layout, path: Int, from start: Int) -> Int {
    let price = Vector(repeating: layout.oracleCollateral[path: path])
    let owed = Vector(repeating: layout.oracleDebt[path: path])
    var k = start
    // Bounds fall along the ladder, so those below 1 come first; what follows the ladder is cut off.
    while k < layout.count {
      let below = mask(price, lessThan: bounds[eightFrom: layout.first &+ k] * owed)
      k &+= (~below).trailingZeroBitCount
      if below != 0xff { break }
    }
    return min(k, layout.count)
  }

  /// Closes the accounts of some rungs on one path.
  @inline(__always)
  private func settle(
    _ layout: Layout, path: Int, _ range: Range<Int>, firstBound: Double,
    _ body: (Int, Int, UInt32) -> Void
  ) {
    let v = layout.marketCollateral[path: path]
    let n = layout.marketDebt[path: path]
    let cost = layout.premium * n
    // Accounts that the premium leaves nothing come first; mostly there are none, as the weakest's bound
    // says. D / q is the bound times LT up to rounding, for which the last factor leaves room.
    let isCovered = v > firstBound * layout.threshold * cost * (1 + 0x1p-40)
    let floor =
      isCovered
      ? range.lowerBound : min(range.upperBound, firstCovered(layout, range.lowerBound, v, cost))
    for c in 0..<layout.chunkCount {
      let place = path &* chunkCount &+ layout.firstChunk &+ c
      let solvent = difference(layout, c, floor..<range.upperBound)
      var lost = solvent
      if floor > range.lowerBound {
        let short = difference(layout, c, range.lowerBound..<floor)
        lost += short
        let paid = SIMD4(repeating: v / layout.premium) * short.lowHalf
        deficits[place].lowHalf += SIMD4(repeating: n) * short.highHalf - paid
        settled[place].highHalf += paid
      }
      settled[place] += Vector(
        lowHalf: SIMD4(repeating: v) * solvent.lowHalf - SIMD4(repeating: cost) * solvent.highHalf,
        highHalf: SIMD4(repeating: n) * solvent.highHalf)
      let books = mask(.zero, lessThan: lost) &>> UInt32(Self.booksPerChunk)
      body(path, (layout.firstChunk &+ c) &* Self.booksPerChunk, books)
    }
  }

  /// The first place from `start` on where the collateral covers more than `cost` times the debt.
  @inline(never)
  private func firstCovered(_ layout: Layout, _ start: Int, _ value: Double, _ cost: Double) -> Int
  {
    firstPlace(after: start, in: layout) { k in
      value > leverages[scalar: layout.first &+ k] * cost
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

  /// Sums over the rungs between two places, of the books of a chunk.
  @inline(__always)
  private func difference(_ layout: Layout, _ chunk: Int, _ range: Range<Int>) -> Vector {
    let first = layout.firstSum &+ chunk
    return sums[first &+ range.upperBound &* layout.chunkCount]
      - sums[first &+ range.lowerBound &* layout.chunkCount]
  }

  /// Values the living accounts at the marks that stand now, for `addOutcomes`.
  func workOutLiving(count: Int) {
    if layouts.isEmpty { return }
    for i in 0..<count * chunkCount { living[i] = .zero }
    for (l, layout) in layouts.enumerated() {
      for path in 0..<count {
        let v = layout.marketCollateral[path: path]
        let n = layout.marketDebt[path: path]
        let from = places[l, path]
        let floor = firstPlace(after: from, in: layout) { k in
          v > leverages[scalar: layout.first &+ k] * n
        }
        for c in 0..<layout.chunkCount {
          let solvent = difference(layout, c, floor..<layout.count)
          let short = difference(layout, c, from..<floor)
          living[path &* chunkCount &+ layout.firstChunk &+ c] += Vector(
            lowHalf: SIMD4(repeating: v) * solvent.lowHalf
              - SIMD4(repeating: n) * solvent.highHalf,
            highHalf: SIMD4(repeating: n) * short.highHalf - SIMD4(repeating: v) * short.lowHalf)
        }
      }
    }
  }

  /// Adds the outcomes of a book's ladders to columns by path.
  ///
  /// - Precondition: `workOutLiving` has been called with the same marks.
  func addOutcomes(
    ofBook book: Int, count: Int, equityLoss: Column, badDebt: Column, liquidated: Column
  ) {
    for path in 0..<count {
      let first = Vector.laneCount &* (path &* chunkCount &+ book / Self.booksPerChunk)
      let equity = first &+ book % Self.booksPerChunk
      let other = equity &+ Self.booksPerChunk
      equityLoss[path: path] +=
        initialEquity[book] - settled[scalar: equity] - living[scalar: equity]
      badDebt[path: path] += deficits[scalar: equity] + living[scalar: other]
      liquidated[path: path] += settled[scalar: other]
    }
  }

  /// Whether a book has ladders.
  func holds(book: Int) -> Bool { booksWithLadders.contains(book) }

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
