/// The numbering of everything that is measured: one row per subject and quantity.
///
/// Subjects are the total (0), the books in order, then the accounts in order. Where a run counts the
/// liquidations of accounts alone, accounts are subjects without rows.
struct RowLayout: Sendable {
  let bookCount: Int
  let accountCount: Int
  /// Whether the losses of single accounts are measured.
  let measuresAccounts: Bool
  /// Whether a row's tail is kept.
  let keepsTail: [Bool]

  init(_ plan: RunPlan) {
    bookCount = plan.portfolio.books.count
    accountCount = plan.portfolio.accounts.count
    measuresAccounts = plan.accountDetail == .losses
    let wide = 1 + bookCount
    let measured = wide + (measuresAccounts ? accountCount : 0)
    keepsTail = (0..<measured).flatMap { subject in
      LossQuantity.allCases.map { subject < wide || plan.accountTails.contains($0) }
    }
  }

  /// Subjects whose tail entries carry path numbers and whose losses have a histogram.
  var wideSubjectCount: Int { 1 + bookCount }
  var wideRowCount: Int { wideSubjectCount * LossQuantity.allCases.count }
  var subjectCount: Int { wideSubjectCount + accountCount }
  var rowCount: Int { keepsTail.count }

  func row(subject: Int, _ quantity: LossQuantity) -> Int {
    subject * LossQuantity.allCases.count + quantity.index
  }

  /// Whether a row belongs to the total or to a book.
  func isWide(_ row: Int) -> Bool { row < wideRowCount }
}

extension LossQuantity {
  /// Position in `allCases`.
  public var index: Int {
    switch self {
    case .equityLoss: 0
    case .badDebt: 1
    case .liquidated: 2
    }
  }
}
