/// Whose loss a row of the report is ranked, limited and attributed by: a book's view, or for the total
/// that of the desk.
public enum SubjectView: String, Sendable {
  /// Equity lost by the borrowers.
  case borrower
  /// Bad debt left to the lender.
  case lender
  /// The equity lost in own books and the bad debt of lent ones: of the total alone.
  case desk

  /// A book is looked at in its own view; `desk` is for the total alone.
  public init(_ view: BookView) { self = view == .borrower ? .borrower : .lender }

  /// The loss that the view looks at.
  public var quantity: LossQuantity {
    switch self {
    case .borrower: .equityLoss
    case .lender: .badDebt
    case .desk: .deskLoss
    }
  }
}
