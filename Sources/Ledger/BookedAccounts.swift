public import Lending

/// The accounts of a portfolio with the books that they are counted in and the rules that they are liquidated by.
public struct BookedAccounts {
  let accounts: [Account]
  let bookCount: Int
  let adapters: [any ProtocolAdapter]
  let isInTotal: [Bool]?
  let bridge: [Int: Double]
  let behaviours: [Int: any AccountBehaviour]

  /// A portfolio as a plan states it.
  ///
  /// - Parameters:
  ///   - adapters: By `Account.protocolIndex`.
  ///   - isInTotal: By book: whether its liquidations are also the portfolio's; `nil` for all.
  ///   - bridge: Variance of ln HF over a step by account, for monitoring between steps.
  public init(
    _ accounts: [Account], bookCount: Int, adapters: [any ProtocolAdapter],
    isInTotal: [Bool]? = nil, bridge: [Int: Double] = [:]
  ) {
    self.accounts = accounts
    self.bookCount = bookCount
    self.adapters = adapters
    self.isInTotal = isInTotal
    self.bridge = bridge
    behaviours = [:]
  }

  /// A portfolio some of whose borrowers act by themselves.
  ///
  /// - Parameter behaviours: By account, none of which is watched between steps.
  package init(_ portfolio: BookedAccounts, behaviours: [Int: any AccountBehaviour]) {
    precondition(
      behaviours.keys.allSatisfy { portfolio.bridge[$0] == nil },
      "an account whose borrower acts is not watched between steps")
    accounts = portfolio.accounts
    bookCount = portfolio.bookCount
    adapters = portfolio.adapters
    isInTotal = portfolio.isInTotal
    bridge = portfolio.bridge
    self.behaviours = behaviours
  }

  /// Accounts that are looked at one by one, and stand on no ladder.
  var single: Set<Int> { Set(bridge.keys).union(behaviours.keys) }

  /// HF(0) by account.
  func healthFactors(at initialMarks: [Double]) -> [Double] {
    accounts.map { $0.health(at: initialMarks).healthFactor }
  }
}
