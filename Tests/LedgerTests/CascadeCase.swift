import Exits
import Ledger
import Lending
import TestSupport
import VectorMath

/// A portfolio whose tokens are sold into pools of one size, one account, path and round at a time.
struct CascadeCase {
  let example: PortfolioCase
  let pool: ConstantProductVenue
  /// Path-steps that needed more than one round to find all liquidations.
  private(set) var cascades = 0

  private var positions: [[Position]]
  /// By token, then path: sold so far, nothing of which fades.
  private var displacement: [[Double]]
  private let count: Int

  init(_ example: PortfolioCase, reserve: Double, count: Int) {
    self.example = example
    self.count = count
    pool = ConstantProductVenue(reserve: reserve)
    positions = example.accounts.map { account in
      Array(repeating: Position(account) { example.initialMarks[$0] }, count: count)
    }
    displacement = Array(
      repeating: Array(repeating: 0, count: count), count: PortfolioCase.tokenCount)
  }

  /// The end of a step on one path.
  ///
  /// - Returns: The marks that sales have left, and the accounts that were liquidated.
  mutating func run(step: Int, path: Int) -> (marks: [Double], liquidated: Set<Int>) {
    let base = example.marks[step].map { $0[path] }
    var marks = base
    move(&marks, base, path)
    var liquidated: Set<Int> = []
    var isFirst = true
    for _ in 0..<Rounds.most {
      var sold = Array(repeating: 0.0, count: PortfolioCase.tokenCount)
      let before = liquidated.count
      for (i, account) in example.accounts.enumerated() {
        positions[i][path].reprice(account) { marks[$0] }
        positions[i][path].dollarsPerNumeraire = marks[PortfolioCase.dollars]
        guard positions[i][path].healthFactor < 1 else { continue }
        _ = example.adapters[account.protocolIndex].liquidate(&positions[i][path])
        for (leg, held) in zip(account.collateral, positions[i][path].collateral) {
          sold[leg.marketMark / 2] += held.taken.sold
        }
        if positions[i][path].debts.contains(where: { $0.taken != Seizure.Debt() }) {
          liquidated.insert(i)
        }
      }
      if !isFirst && liquidated.count > before { cascades += 1 }
      isFirst = false
      for token in sold.indices { displacement[token][path] += sold[token] }
      let last = marks
      move(&marks, base, path)
      if marks == last { break }
    }
    return (marks, liquidated)
  }

  /// Whether nothing was ever sold on a path of what a mark is the price of.
  func isUnmoved(_ mark: Int, path: Int) -> Bool {
    mark == PortfolioCase.dollars || mark % 2 == 0 || displacement[mark / 2][path] == 0
  }

  private func move(_ marks: inout [Double], _ base: [Double], _ path: Int) {
    for token in displacement.indices {
      marks[2 * token + 1] = base[2 * token + 1] * pool.multiplier(displacement[token][path])
    }
  }
}
