public import Lending

/// The accounts of a run, their books and the rules that apply to them.
public struct PortfolioPlan: Sendable {
  /// In the order of the portfolio document.
  public let accounts: [Account]
  /// In the order of the run document.
  public let books: [Book]
  /// Names of the protocols, in the order of `adapters`.
  public let protocolNames: [String]
  /// Liquidation rules, by `Account.protocolIndex`.
  public let adapters: [any ProtocolAdapter]

  /// - Parameters:
  ///   - accounts: Each with its book and its protocol as indices into `books` and `adapters`.
  ///   - protocolNames: As many as `adapters`, in their order.
  public init(
    accounts: [Account], books: [Book], protocolNames: [String], adapters: [any ProtocolAdapter]
  ) {
    self.accounts = accounts
    self.books = books
    self.protocolNames = protocolNames
    self.adapters = adapters
  }
}
