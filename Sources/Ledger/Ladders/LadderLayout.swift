import Lending
import VectorMath

/// One ladder and where its rungs lie in the tables of `LadderTable`.
struct LadderLayout {
  /// Books of one chunk: sums of four books at a time lie in the halves of a vector.
  static let booksPerChunk = Vector.laneCount / 2

  let oracleCollateral: Column
  let oracleDebt: Column
  /// The same inside a step at their least and their most; those of its end where nobody looks inside.
  let lowestCollateral: Column
  let highestDebt: Column
  /// Whether health may also fall where the price rises inside a step.
  let mayFall: Bool
  let marketCollateral: Column
  let marketDebt: Column
  /// Numbers of the oracle marks.
  let collateralOracle: Int
  let debtOracle: Int
  /// Numbers of the market marks.
  let collateralMark: Int
  let debtMark: Int
  /// Its first rung among those of all ladders.
  let first: Int
  /// Its rungs.
  let count: Int
  /// Where its changes begin: one more than it has rungs.
  let firstChange: Int
  /// Vector where its prefix sums begin: one by rung and chunk, and those over all of its rungs.
  let firstSum: Int
  /// Its books' chunks.
  let firstChunk: Int
  let chunkCount: Int
  let threshold: Double
  /// 1 + the bonus at which its accounts are closed.
  let premium: Double
  /// Least bound, and buckets per unit of bound.
  let leastBound: Double
  let bucketScale: Double
}

extension LadderLayout {
  /// Lays ladders out one after another.
  ///
  /// - Parameter bonuses: By protocol: the bonus at which it closes whole accounts.
  static func layouts(
    _ ladders: [AccountLadder], accounts: [Account], bonuses: [Double?], on view: MarkView
  ) -> [LadderLayout] {
    let marks = view.columns
    let lowest = view.inside?.lowest ?? marks
    let highest = view.inside?.highest ?? marks
    var layouts: [LadderLayout] = []
    var first = 0
    var firstSum = 0
    for (l, ladder) in ladders.enumerated() {
      let chunks = ladder.accounts.map { accounts[$0].book / booksPerChunk }
      let firstChunk = chunks.min() ?? 0
      let bounds = ladder.bounds(accounts)
      let least = bounds[bounds.count - 1]
      let layout = LadderLayout(
        oracleCollateral: marks[ladder.collateral.oracle], oracleDebt: marks[ladder.debt.oracle],
        lowestCollateral: lowest[ladder.collateral.oracle],
        highestDebt: highest[ladder.debt.oracle],
        mayFall: view.inside?.mayFall(
          collateral: [ladder.collateral.oracle], debts: [ladder.debt.oracle]) ?? false,
        marketCollateral: marks[ladder.collateral.market], marketDebt: marks[ladder.debt.market],
        collateralOracle: ladder.collateral.oracle, debtOracle: ladder.debt.oracle,
        collateralMark: ladder.collateral.market, debtMark: ladder.debt.market,
        first: first, count: bounds.count, firstChange: first + l, firstSum: firstSum,
        firstChunk: firstChunk, chunkCount: (chunks.max() ?? 0) - firstChunk + 1,
        threshold: ladder.threshold, premium: 1 + (bonuses[ladder.protocolIndex] ?? 0),
        leastBound: least,
        bucketScale: bounds[0] > least ? Double(bounds.count) / (bounds[0] - least) : 0)
      layouts.append(layout)
      first += layout.count
      firstSum += (layout.count + 1) * layout.chunkCount
    }
    return layouts
  }
}
