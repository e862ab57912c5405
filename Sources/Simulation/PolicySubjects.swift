import Collateral
import VectorMath

/// The rows that every policy is measured in: the total, the books, the collateral tokens.
///
/// A token's part of an account is its share of the account's collateral at market prices of time 0.
struct PolicySubjects: Sendable {
  let names: [String]
  let kinds: [PolicySubject.Kind]
  /// By account: subjects with the share of the account that belongs to them.
  let shares: [[(subject: Int, share: Double)]]

  init(_ plan: RunPlan, marks: [Double]) {
    let books = plan.portfolio.books
    var tokens: [String] = []
    for account in plan.portfolio.accounts {
      for leg in account.collateral where !tokens.contains(leg.token) { tokens.append(leg.token) }
    }
    names = ["total"] + books.map(\.name) + tokens
    kinds = [.total] + books.map { _ in .book } + tokens.map { _ in .token }
    shares = plan.portfolio.accounts.map { account in
      let values = account.collateral.map { $0.units * marks[$0.marketMark] }
      let sum = values.reduce(0, +)
      var shares = [(subject: 0, share: 1.0), (subject: 1 + account.book, share: 1.0)]
      for (leg, value) in zip(account.collateral, values) where sum > 0 && value > 0 {
        guard let k = tokens.firstIndex(of: leg.token) else { continue }
        shares.append((1 + books.count + k, value / sum))
      }
      return shares
    }
  }

  var count: Int { names.count }

  /// A number of every account, added up by subject.
  func sums(_ values: [Double]) -> [Double] {
    var sums = Array(repeating: 0.0, count: count)
    for (account, value) in values.enumerated() {
      for (subject, share) in shares[account] { sums[subject] += share * value }
    }
    return sums
  }
}
