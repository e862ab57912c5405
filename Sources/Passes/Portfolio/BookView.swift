/// Whose loss a book is ranked, limited and attributed by.
public enum BookView: String, Sendable, CaseIterable {
  /// Equity lost by the borrowers.
  case borrower
  /// Bad debt left to the lender.
  case lender

  /// The loss that the view looks at.
  public var quantity: LossQuantity { self == .borrower ? .equityLoss : .badDebt }
}
