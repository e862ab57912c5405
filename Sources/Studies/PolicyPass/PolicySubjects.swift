import Lending
import Passes

/// The rows that every policy is measured in: the total, the books, the collateral tokens.
///
/// A policy is judged by bad debt, so that the total and the tokens are of the books whose bad debt the
/// report's total adds.
struct PolicySubjects: Sendable {
  let names: [String]
  let kinds: [PolicySubject.Kind]
  private let bookCount: Int
  private let tokens: [String]
  /// By book: whether its accounts belong to the total.
  private let isInTotal: [Bool]
  private let marks: [Double]

  /// - Parameter marks: Values of the marks at time 0.
  init(_ plan: LossPlan, marks: [Double]) {
    let books = plan.portfolio.books
    let total = plan.portfolio.total
    isInTotal = books.indices.map { total.adds(.badDebt, ofBook: $0) }
    var tokens: [String] = []
    for account in plan.portfolio.accounts where isInTotal[account.book] {
      for leg in account.collateral where !tokens.contains(leg.token) { tokens.append(leg.token) }
    }
    names = ["total"] + books.map(\.name) + tokens
    kinds = [.total] + books.map { _ in .book } + tokens.map { _ in .token }
    bookCount = books.count
    self.tokens = tokens
    self.marks = marks
  }

  var count: Int { names.count }

  /// To which subjects some accounts belong, and with what share.
  ///
  /// A token's part of an account is its share of the account's collateral at market prices of time 0.
  func shares(of accounts: [Account]) -> SubjectShares {
    SubjectShares(
      subjectCount: count,
      shares: accounts.map { account in
        let values = account.collateral.map { $0.units * marks[$0.marketMark] }
        let sum = values.reduce(0, +)
        let book = (subject: 1 + account.book, share: 1.0)
        guard isInTotal[account.book] else { return [book] }
        var shares = [(subject: 0, share: 1.0), book]
        for (leg, value) in zip(account.collateral, values) where sum > 0 && value > 0 {
          guard let k = tokens.firstIndex(of: leg.token) else { continue }
          shares.append((1 + bookCount + k, value / sum))
        }
        return shares
      })
  }
}
