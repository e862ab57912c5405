import Lending
import VectorMath

extension LadderTable {
  /// Σ E(0) of the accounts on ladders, by book.
  static func initialEquity(
    _ ladders: [AccountLadder], accounts all: [Account], bookCount: Int, initialMarks: [Double]
  ) -> [Double] {
    var equity = Array(repeating: 0.0, count: bookCount)
    for ladder in ladders {
      for account in ladder.accounts {
        let q = all[account].collateral[0].units
        let d = all[account].debts[0].units
        equity[all[account].book] += max(
          0, q * initialMarks[ladder.collateral.market] - d * initialMarks[ladder.debt.market])
      }
    }
    return equity
  }

  /// Fills the buckets of a ladder.
  func fillStarts(_ layout: LadderLayout, bounds: [Double]) {
    // Two buckets of room, so that rounding never starts a search behind its end.
    var rung = 0
    for bucket in stride(from: bounds.count - 1, through: 0, by: -1) {
      let edge =
        layout.bucketScale > 0
        ? layout.leastBound + Double(bucket + 2) / layout.bucketScale : .infinity
      while rung < bounds.count - 1 && bounds[rung] > edge { rung += 1 }
      starts[layout.first + bucket] = rung
    }
  }

  /// Fills the bound and the leverage of a rung, and the sums behind it.
  func fill(_ layout: LadderLayout, rung k: Int, _ account: Account) {
    let q = account.collateral[0].units
    let d = account.debts[0].units
    leverages[scalar: layout.first + k] = d / q
    bounds[scalar: layout.first + k] = d / (q * layout.threshold)
    let before = layout.firstSum + k * layout.chunkCount
    let after = before + layout.chunkCount
    for c in 0..<layout.chunkCount { sums[after + c] = sums[before + c] }
    let chunk = account.book / LadderLayout.booksPerChunk - layout.firstChunk
    let lane = account.book % LadderLayout.booksPerChunk
    sums[after + chunk][lane] += q
    sums[after + chunk][lane + LadderLayout.booksPerChunk] += d
  }
}
