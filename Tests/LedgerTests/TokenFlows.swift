import Ledger
import Lending

/// Sold, kept, repaid and burned units by market mark and path: what a book writes, or what accounts add up to one
/// by one.
struct TokenFlows {
  /// By mark, quantity and path.
  private(set) var units: [Double]
  private let count: Int

  /// Zeros.
  init(markCount: Int, count: Int) {
    units = Array(repeating: 0, count: 4 * markCount * count)
    self.count = count
  }

  /// What a book has written on the first so many paths.
  init(_ flows: borrowing StepFlows, markCount: Int, count: Int) {
    self.init(markCount: markCount, count: count)
    for mark in 0..<markCount {
      let columns = [
        flows.sold(mark), flows.kept(mark), flows.repaid(mark), flows.burned(mark),
      ]
      for path in 0..<count {
        for (k, column) in columns.enumerated() { add(column[path: path], mark, k, path) }
      }
    }
  }

  private mutating func add(_ value: Double, _ mark: Int, _ quantity: Int, _ path: Int) {
    units[(4 * mark + quantity) * count + path] += value
  }

  /// Adds what was taken from a position.
  mutating func add(_ position: Position, of account: Account, path: Int) {
    for (leg, held) in zip(account.collateral, position.collateral) {
      add(held.taken.sold, leg.marketMark, 0, path)
      add(held.taken.protocolFee, leg.marketMark, 1, path)
    }
    for (leg, owed) in zip(account.debts, position.debts) {
      add(owed.taken.repaid, leg.marketMark, 2, path)
      add(owed.taken.burned, leg.marketMark, 3, path)
    }
  }

  /// Largest difference from other flows, in units.
  func distance(from other: TokenFlows) -> Double {
    zip(units, other.units).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}
