/// The numbering of everything that is measured: one row per subject and quantity.
///
/// Subjects are the total (0), the books in order, then the accounts in order.
struct RowLayout: Sendable {
  let bookCount: Int
  let accountCount: Int
  /// Whether a row's tail is kept.
  let keepsTail: [Bool]

  init(_ plan: RunPlan) {
    bookCount = plan.portfolio.books.count
    accountCount = plan.portfolio.accounts.count
    let wide = 1 + bookCount
    keepsTail = (0..<wide + accountCount).flatMap { subject in
      LossQuantity.allCases.map { subject < wide || plan.accountTails.contains($0) }
    }
  }

  /// Subjects whose tail entries carry path numbers and whose losses have a histogram.
  var wideSubjectCount: Int { 1 + bookCount }
  var subjectCount: Int { wideSubjectCount + accountCount }
  var rowCount: Int { subjectCount * LossQuantity.allCases.count }

  func row(subject: Int, _ quantity: LossQuantity) -> Int {
    subject * LossQuantity.allCases.count + quantity.index
  }

  /// Whether a row belongs to the total or to a book.
  func isWide(_ row: Int) -> Bool { row < wideSubjectCount * LossQuantity.allCases.count }
}

extension LossQuantity {
  /// Position in `allCases`.
  var index: Int {
    switch self {
    case .equityLoss: 0
    case .badDebt: 1
    case .liquidated: 2
    }
  }
}
