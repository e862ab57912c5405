import Foundation
import Lending
import Market
import Passes
import Paths
import Processes
import VectorMath

/// What debts grow by up to the horizon: one column for each kind of interest in a plan.
///
///     index − 1 = exp(Σ log borrow indices + rate × T) − 1
struct IncomeIndices {
  private struct Kind: Hashable {
    let columns: [Int]
    let rate: Double
  }

  private let kinds: [Kind]
  private let kindOfMark: [Int: Int]
  private let horizon: Double

  init(_ plan: LossPlan) {
    var indexColumns: Set<Int> = []
    for factor in plan.paths.market.factors {
      for (k, output) in type(of: factor.process).outputs.enumerated()
      where output.quantity == .logBorrowIndex {
        indexColumns.insert(factor.outputs[k])
      }
    }
    var kinds: [Kind] = []
    var kindOfMark: [Int: Int] = [:]
    for account in plan.portfolio.accounts {
      for leg in account.debts where kindOfMark[leg.marketMark] == nil {
        let formula = plan.paths.market.marks[leg.marketMark]
        let kind = Kind(
          columns: formula.added.filter { indexColumns.contains($0) }, rate: formula.drift)
        if let k = kinds.firstIndex(of: kind) {
          kindOfMark[leg.marketMark] = k
        } else {
          kindOfMark[leg.marketMark] = kinds.count
          kinds.append(kind)
        }
      }
    }
    self.kinds = kinds
    self.kindOfMark = kindOfMark
    horizon = plan.paths.grid.horizon
  }

  var count: Int { kinds.count }

  /// Debt of an account by kind of interest, in the numeraire.
  func debts(of account: Account, marks: [Double]) -> [Double] {
    var debts = Array(repeating: 0.0, count: count)
    for leg in account.debts {
      guard let kind = kindOfMark[leg.marketMark] else { continue }
      debts[kind] += leg.units * marks[leg.marketMark]
    }
    return debts
  }

  /// Fills one column a kind at the horizon.
  func fill<Source: BlockSource & ~Copyable>(_ columns: [Column], _ source: borrowing Source) {
    for (k, kind) in kinds.enumerated() {
      if kind.columns.isEmpty {
        columns[k].fill(expm1(kind.rate * horizon))
        continue
      }
      let target = columns[k]
      for v in 0..<PathBlock.vectorCount {
        var exponent = Vector(repeating: kind.rate * horizon)
        for column in kind.columns { exponent += source.stateColumn(column)[v] }
        target[v] = exponential(exponent) - Vector(repeating: 1)
      }
    }
  }
}
