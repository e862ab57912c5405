/// The numbering of everything that is measured: one row per subject and quantity.
///
/// Subjects are the total (0), the books in order, then the accounts in order. Where a run counts the
/// liquidations of accounts alone, accounts are subjects without rows. Where the total has a desk loss, its
/// row is the last wide one, between those of the books and those of the accounts.
package struct RowLayout: Sendable {
  let bookCount: Int
  /// Accounts of the portfolio, measured or not.
  package let accountCount: Int
  /// Whether the losses of single accounts are measured.
  package let measuresAccounts: Bool
  /// What the total adds up.
  package let total: TotalBooks
  /// Whether a row's tail is kept.
  package let keepsTail: [Bool]
  /// Wide rows that are added to other ones, in order: those of the books to the total's, then the total's
  /// to its desk loss.
  let additions: [(row: Int, sum: Int)]

  /// The rows of a plan.
  package init(_ plan: LossPlan) {
    bookCount = plan.portfolio.books.count
    accountCount = plan.portfolio.accounts.count
    measuresAccounts = plan.measurement.accountDetail == .losses
    total = plan.portfolio.total
    let wideRowCount = (1 + bookCount) * LossQuantity.allCases.count + (total.view == .desk ? 1 : 0)
    let tailsOfAccount = LossQuantity.allCases.map { plan.measurement.accountTails.contains($0) }
    let measured = measuresAccounts ? accountCount : 0
    keepsTail =
      Array(repeating: true, count: wideRowCount) + (0..<measured).flatMap { _ in tailsOfAccount }
    additions = Self.additions(total, bookCount: bookCount)
  }

  private static func additions(_ total: TotalBooks, bookCount: Int) -> [(row: Int, sum: Int)] {
    let count = LossQuantity.allCases.count
    var additions: [(row: Int, sum: Int)] = []
    for book in 0..<bookCount {
      for quantity in LossQuantity.allCases where total.adds(quantity, ofBook: book) {
        additions.append(((1 + book) * count + quantity.index, quantity.index))
      }
    }
    guard total.view == .desk else { return additions }
    let desk = (1 + bookCount) * count
    return additions + [LossQuantity.equityLoss, .badDebt].map { ($0.index, desk) }
  }

  /// Subjects whose tail entries carry path numbers and whose losses have a histogram.
  package var wideSubjectCount: Int { 1 + bookCount }
  /// Rows of the total and of the books, the desk loss among them.
  package var wideRowCount: Int { wideSubjectCount * LossQuantity.allCases.count + deskRowCount }
  private var deskRowCount: Int { total.view == .desk ? 1 : 0 }
  /// Total, books and accounts.
  package var subjectCount: Int { wideSubjectCount + accountCount }
  /// Rows that are measured.
  package var rowCount: Int { keepsTail.count }

  /// Whether the total is the only book, whose rows are measured once.
  package var isTotalOneBook: Bool { total.isAdded == [true] }

  /// - Precondition: Desk loss is asked of the total alone, where it has one.
  package func row(subject: Int, _ quantity: LossQuantity) -> Int {
    guard quantity != .deskLoss else {
      precondition(subject == 0 && total.view == .desk, "the total of both kinds has a desk loss")
      return wideRowCount - 1
    }
    let row = subject * LossQuantity.allCases.count + quantity.index
    return subject < wideSubjectCount ? row : row + deskRowCount
  }

  /// The rows of a subject, in the order of the quantities; the desk loss comes last.
  package func rows(ofSubject subject: Int) -> [Int] {
    let rows = LossQuantity.allCases.map { row(subject: subject, $0) }
    return subject == 0 && total.view == .desk ? rows + [row(subject: 0, .deskLoss)] : rows
  }

  /// The inverse of `row(subject:_:)`.
  package func subject(ofRow row: Int) -> Int {
    if isDesk(row) { return 0 }
    return (isWide(row) ? row : row - deskRowCount) / LossQuantity.allCases.count
  }

  /// The loss that a row is of.
  package func quantity(ofRow row: Int) -> LossQuantity {
    if isDesk(row) { return .deskLoss }
    let place = isWide(row) ? row : row - deskRowCount
    return LossQuantity.allCases[place % LossQuantity.allCases.count]
  }

  private func isDesk(_ row: Int) -> Bool { total.view == .desk && row == wideRowCount - 1 }

  /// Whether a row belongs to the total or to a book.
  package func isWide(_ row: Int) -> Bool { row < wideRowCount }
}
