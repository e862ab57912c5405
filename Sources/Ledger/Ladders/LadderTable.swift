import Lending
import VectorMath

/// The ladders of a portfolio compiled against a worker's mark columns, and how far down each path is.
///
/// A path loses the rungs of a ladder from the first on; the bound of a rung, D / (q LT), is what collateral /
/// debt must not fall below.
struct LadderTable: ~Copyable {
  /// Rows of `hits`; the bounds of the weakest accounts are in `firstBounds`. Until it is known how far down
  /// a path goes, `to` is where the search begins.
  private enum Hit {
    static let path = 0
    static let from = 1
    static let to = 2
  }

  let layouts: [LadderLayout]
  /// By rung: account, D / (q LT), D / q.
  let accounts: [Int]
  let bounds: VectorTable
  let leverages: VectorTable
  /// By rung as a bucket of bounds: the first rung whose bound may lie below the bucket's upper edge.
  let starts: CountTable
  /// By rung, then chunk of books: Σ q of its books over the rungs before, then Σ D.
  let sums: VectorTable
  /// Chunks of all books.
  let chunkCount: Int
  /// Rungs that a path has lost, by ladder.
  let rungsLost: PathIndices
  /// Bound of the weakest account left; −infinity if none is.
  let next: PathBlock
  /// By path, then chunk: equity kept by the closed accounts of its books, then debt that was repaid.
  let settled: VectorTable
  /// The same: their deficits; nothing in the second half.
  let deficits: VectorTable
  /// The same, filled at the horizon: equity of the living accounts that have some, deficits of the others.
  let living: VectorTable
  /// Paths that lose accounts at the check at hand, by `Hit`.
  private let hits = PathIndices(rowCount: 3)
  private let firstBounds = PathBlock(columnCount: 1)
  /// By rung, and once more behind each ladder: how many paths lost the rungs from here on, minus those that
  /// stopped here.
  let changes: CountTable
  let booksWithLadders: Set<Int>
  /// Σ E(0) by book.
  let initialEquity: [Double]

  init(
    _ ladders: [AccountLadder], accounts all: [Account], bookCount: Int, bonuses: [Double?],
    on marks: MarkView
  ) {
    // One vector more, because eight bounds are read from any rung on.
    func table(_ count: Int) -> VectorTable { VectorTable(count: count / Vector.laneCount + 2) }
    layouts = LadderLayout.layouts(ladders, accounts: all, bonuses: bonuses, on: marks)
    let rungs = ladders.reduce(0) { $0 + $1.accounts.count }
    let sumCount = layouts.reduce(0) { $0 + ($1.count + 1) * $1.chunkCount }
    chunkCount = (bookCount + LadderLayout.booksPerChunk - 1) / LadderLayout.booksPerChunk
    let blockCount = ladders.isEmpty ? 0 : PathBlock.pathCount * chunkCount
    bounds = table(rungs)
    leverages = table(rungs)
    sums = VectorTable(count: sumCount)
    rungsLost = PathIndices(rowCount: ladders.count)
    next = PathBlock(columnCount: ladders.count)
    settled = VectorTable(count: blockCount)
    deficits = VectorTable(count: blockCount)
    living = VectorTable(count: blockCount)
    changes = CountTable(count: rungs + ladders.count)
    starts = CountTable(count: rungs)
    accounts = ladders.flatMap(\.accounts)
    booksWithLadders = Set(accounts.map { all[$0].book })
    initialEquity = Self.initialEquity(
      ladders, accounts: all, bookCount: bookCount, initialMarks: marks.initial)
    for (ladder, layout) in zip(ladders, layouts) {
      fillStarts(layout, bounds: ladder.bounds(all))
      for (k, account) in ladder.accounts.enumerated() { fill(layout, rung: k, all[account]) }
    }
  }

  /// Forgets the paths, for the next block; the counts go on.
  func restart(pathCount: Int) {
    for (l, layout) in layouts.enumerated() {
      next[l].fill(bounds[scalar: layout.first])
      for path in 0..<PathBlock.pathCount { rungsLost[l, path] = 0 }
      for path in pathCount..<PathBlock.pathCount { next[l][path: path] = -.infinity }
    }
    for i in 0..<settled.count {
      settled[i] = .zero
      deficits[i] = .zero
    }
  }

  /// Finds the paths on which accounts of one ladder are below 1 at the marks that stand now, and where to look for
  /// the first account that stays.
  ///
  /// The first of three passes over the paths that lose accounts, so that the tables' cache misses overlap; `close`
  /// makes the others.
  ///
  /// - Returns: Number of the paths.
  @inline(__always)
  func findHits(_ l: Int) -> Int {
    let layout = layouts[l]
    let next = next[l]
    var count = 0
    for v in 0..<PathBlock.vectorCount {
      var lanes = mask(layout.oracleCollateral[v], lessThan: next[v] * layout.oracleDebt[v])
      while lanes != 0 {
        let path = v &* Vector.laneCount &+ lanes.trailingZeroBitCount
        lanes &= lanes &- 1
        addHit(l, layout, path: path, at: count)
        count &+= 1
      }
    }
    return count
  }

  /// The same on some paths alone.
  func findHits(_ l: Int, on paths: PathMask) -> Int {
    let layout = layouts[l]
    var count = 0
    for path in paths
    where layout.oracleCollateral[path: path] < next[l][path: path] * layout.oracleDebt[path: path]
    {
      addHit(l, layout, path: path, at: count)
      count &+= 1
    }
    return count
  }

  @inline(__always)
  private func addHit(_ l: Int, _ layout: LadderLayout, path: Int, at count: Int) {
    let from = rungsLost[l, path]
    let start = searchStart(layout, path: path, after: from)
    hits[Hit.path, count] = path
    hits[Hit.from, count] = from
    hits[Hit.to, count] = start
    bounds.prefetch((layout.first &+ start) / Vector.laneCount)
    sums.prefetch(layout.firstSum &+ from &* layout.chunkCount)
    changes.prefetch(layout.firstChange &+ from)
  }

  /// Closes the accounts of one ladder that are below 1, on the paths that `findHits` has found.
  ///
  /// Two passes: how far down the paths go, and what that closes.
  ///
  /// - Parameters:
  ///   - count: Number of the paths; `closure` says what they lost, until the next search.
  ///   - body: Called with every path that lost accounts, and chunk by chunk of its books with the
  ///     first book of the chunk and a bit for each of the chunk's books that lost some.
  @inline(__always)
  func close(
    _ l: Int, hits count: Int, _ body: (_ path: Int, _ firstBook: Int, _ books: UInt32) -> Void
  ) {
    let layout = layouts[l]
    let next = next[l]
    for i in 0..<count {
      let path = hits[Hit.path, i]
      let to = firstHealthy(layout, path: path, from: hits[Hit.to, i])
      hits[Hit.to, i] = to
      sums.prefetch(layout.firstSum &+ to &* layout.chunkCount)
      changes.prefetch(layout.firstChange &+ to)
      firstBounds[0][path: i] = next[path: path]
      rungsLost[l, path] = to
      next[path: path] = to < layout.count ? bounds[scalar: layout.first &+ to] : -.infinity
    }
    for i in 0..<count {
      let closed = hits[Hit.from, i]..<hits[Hit.to, i]
      changes[layout.firstChange &+ closed.lowerBound] += 1
      changes[layout.firstChange &+ closed.upperBound] -= 1
      settle(layout, path: hits[Hit.path, i], closed, firstBound: firstBounds[0][path: i], body)
    }
  }

  /// A path that lost accounts at the latest check of a ladder, the rungs that it lost, and the first of them that
  /// the collateral covered.
  ///
  /// - Parameter i: Which of the paths, in the order of `findHits`.
  func closure(_ layout: LadderLayout, _ i: Int) -> (path: Int, rungs: Range<Int>, floor: Int) {
    let path = hits[Hit.path, i]
    let rungs = hits[Hit.from, i]..<hits[Hit.to, i]
    let floor = firstCovered(layout, path: path, rungs, firstBound: firstBounds[0][path: i])
    return (path, rungs, floor)
  }

  /// A rung from `from` on, not behind the first that is not below 1 and a few before it.
  @inline(__always)
  private func searchStart(_ layout: LadderLayout, path: Int, after from: Int) -> Int {
    let ratio = layout.oracleCollateral[path: path] / layout.oracleDebt[path: path]
    let bucket = (ratio - layout.leastBound) * layout.bucketScale
    let last = Double(layout.count &- 1)
    let clamped = bucket > 0 ? (bucket < last ? bucket : last) : 0
    return max(from, starts[layout.first &+ Int(clamped)])
  }

  /// The first rung from a start of the search on that is not below 1.
  @inline(__always)
  private func firstHealthy(_ layout: LadderLayout, path: Int, from start: Int) -> Int {
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
    _ layout: LadderLayout, path: Int, _ range: Range<Int>, firstBound: Double,
    _ body: (Int, Int, UInt32) -> Void
  ) {
    let v = layout.marketCollateral[path: path]
    let n = layout.marketDebt[path: path]
    let cost = layout.premium * n
    let floor = firstCovered(layout, path: path, range, firstBound: firstBound)
    for c in 0..<layout.chunkCount {
      let chunk = path &* chunkCount &+ layout.firstChunk &+ c
      let solvent = difference(layout, c, floor..<range.upperBound)
      var lost = solvent
      if floor > range.lowerBound {
        let short = difference(layout, c, range.lowerBound..<floor)
        lost += short
        let paid = SIMD4(repeating: v / layout.premium) * short.lowHalf
        deficits[chunk].lowHalf += SIMD4(repeating: n) * short.highHalf - paid
        settled[chunk].highHalf += paid
      }
      settled[chunk] += Vector(
        lowHalf: SIMD4(repeating: v) * solvent.lowHalf - SIMD4(repeating: cost) * solvent.highHalf,
        highHalf: SIMD4(repeating: n) * solvent.highHalf)
      let books = mask(.zero, lessThan: lost) &>> UInt32(LadderLayout.booksPerChunk)
      body(path, (layout.firstChunk &+ c) &* LadderLayout.booksPerChunk, books)
    }
  }

  /// The first of some rungs whose collateral is worth more than the debt and the premium.
  @inline(__always)
  private func firstCovered(
    _ layout: LadderLayout, path: Int, _ range: Range<Int>, firstBound: Double
  ) -> Int {
    let v = layout.marketCollateral[path: path]
    let cost = layout.premium * layout.marketDebt[path: path]
    // Accounts that the premium leaves nothing come first; mostly there are none, as the weakest's bound
    // says. D / q is the bound times LT up to rounding, for which the last factor leaves room.
    let isCovered = v > firstBound * layout.threshold * cost * (1 + 0x1p-40)
    return isCovered
      ? range.lowerBound : min(range.upperBound, firstCovered(layout, range.lowerBound, v, cost))
  }

  /// The first rung from `start` on where the collateral covers more than `cost` times the debt.
  @inline(never)
  private func firstCovered(_ layout: LadderLayout, _ start: Int, _ value: Double, _ cost: Double)
    -> Int
  {
    firstRung(from: start, in: layout) { k in
      value > leverages[scalar: layout.first &+ k] * cost
    }
  }

  /// The first rung from `start` on where a condition holds that holds from some rung on: by doubling
  /// steps, then bisection.
  @inline(__always)
  func firstRung(
    from start: Int, in layout: LadderLayout, _ holds: (Int) -> Bool
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

  /// Sums over some rungs, of the books of a chunk.
  @inline(__always)
  func difference(_ layout: LadderLayout, _ chunk: Int, _ range: Range<Int>) -> Vector {
    let first = layout.firstSum &+ chunk
    return sums[first &+ range.upperBound &* layout.chunkCount]
      - sums[first &+ range.lowerBound &* layout.chunkCount]
  }
}
