/// A named group of accounts.
public struct Book: Sendable, Hashable {
  /// Unique in the run; accounts, limits and tables refer to it.
  public let name: String
  /// Whose loss ranks, limits and attributes the book.
  public let view: BookView
  /// Whether its equity is the desk's: the total adds its equity losses.
  public let own: Bool

  /// - Parameter own: `nil` for the view's default: true for a borrower's book, false for a lender's.
  public init(name: String, view: BookView, own: Bool? = nil) {
    self.name = name
    self.view = view
    self.own = own ?? (view == .borrower)
  }
}
