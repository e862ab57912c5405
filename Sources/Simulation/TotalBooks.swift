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
  /// Indices of the books whose equity losses are added, ascending.
  public let equityLoss: [Int]
  /// Indices of the books whose bad debt is added, ascending.
  public let badDebt: [Int]
  /// Indices of the books that are added by either: the total's accounts, liquidations, collateral and debts
  /// are theirs.
  public let added: [Int]
  /// Indices of the books that are shown and not added.
  public let shown: [Int]
  /// Whose loss the total is looked at by.
  public let view: SubjectView

  public init(_ books: [Book]) {
    let own = books.indices.filter { books[$0].own }
    let lent = books.indices.filter { books[$0].view == .lender }
    equityLoss = own.isEmpty ? lent : own
    badDebt = lent.isEmpty ? own : lent
    added = books.indices.filter { books[$0].own || books[$0].view == .lender }
    shown = books.indices.filter { !books[$0].own && books[$0].view == .borrower }
    view = lent.isEmpty ? .borrower : own.isEmpty ? .lender : .desk
  }

  /// Indices of the books that a quantity of the total adds up, ascending.
  public func books(of quantity: LossQuantity) -> [Int] {
    switch quantity {
    case .equityLoss: equityLoss
    case .badDebt: badDebt
    case .liquidated, .deskLoss: added
    }
  }

  /// What a quantity of the total takes from a book: its equity loss, its bad debt, both (`deskLoss`), the
  /// debt liquidated; `nil` for nothing.
  func loss(ofBook book: Int, in quantity: LossQuantity) -> LossQuantity? {
    guard quantity == .deskLoss else { return books(of: quantity).contains(book) ? quantity : nil }
    return switch (equityLoss.contains(book), badDebt.contains(book)) {
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
