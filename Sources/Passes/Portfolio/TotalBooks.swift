/// Which books a run's total adds up, and by which of their losses.
///
///     equity loss of the total = Σ over books with `own`
///     bad debt of the total    = Σ over books with `view: lender`
///     desk loss                = both, path by path, where both kinds exist
///
/// Where one kind exists alone, the total is of its books with every quantity that a book has: what their
/// lenders are left with stands beside the equity loss of own books, what their borrowers lose beside the
/// bad debt of lent ones. Books of neither kind, borrowers' books with `own: false`, are not added.
public struct TotalBooks: Sendable, Hashable {
  /// By book: whether its equity losses are added.
  private let addsEquityLoss: [Bool]
  /// By book: whether its bad debt is added.
  private let addsBadDebt: [Bool]
  /// By book: whether it is added by either. The total's accounts, liquidations, collateral and debts are
  /// those of these books; the others are shown and not added.
  public let isAdded: [Bool]
  /// Whose loss the total is looked at by.
  public let view: SubjectView

  /// By the books' `own` and `view`; their accounts do not matter.
  public init(_ books: [Book]) {
    let own = books.map(\.own)
    let lent = books.map { $0.view == .lender }
    let hasOwn = own.contains(true)
    let hasLent = lent.contains(true)
    addsEquityLoss = hasOwn ? own : lent
    addsBadDebt = hasLent ? lent : own
    isAdded = zip(own, lent).map { $0 || $1 }
    view = !hasLent ? .borrower : !hasOwn ? .lender : .desk
  }

  /// Whether a quantity of the total adds that of a book; a desk loss has some part of every added book.
  public func adds(_ quantity: LossQuantity, ofBook book: Int) -> Bool {
    switch quantity {
    case .equityLoss: addsEquityLoss[book]
    case .badDebt: addsBadDebt[book]
    case .liquidated, .deskLoss: isAdded[book]
    }
  }

  /// What a quantity of the total takes from a book: its equity loss, its bad debt, both (`deskLoss`), the
  /// debt liquidated; `nil` for nothing.
  package func loss(ofBook book: Int, in quantity: LossQuantity) -> LossQuantity? {
    guard quantity == .deskLoss else { return adds(quantity, ofBook: book) ? quantity : nil }
    return switch (addsEquityLoss[book], addsBadDebt[book]) {
    case (true, true): .deskLoss
    case (true, false): .equityLoss
    case (false, true): .badDebt
    case (false, false): nil
    }
  }
}

extension PortfolioPlan {
  /// What the total of these books adds up.
  public var total: TotalBooks { TotalBooks(books) }
}
