import Lending

/// The liquidation rules of every account of a portfolio.
struct LiquidationRules {
  private let adapters: [any ProtocolAdapter]
  /// By adapter: the bonus at which it closes whole accounts.
  let closingBonus: [Double?]
  /// By account.
  private let adapterOf: [Int]

  init(_ adapters: [any ProtocolAdapter], accounts: [Account]) {
    self.adapters = adapters
    closingBonus = adapters.map(\.wholeAccountBonus)
    adapterOf = accounts.map(\.protocolIndex)
  }

  /// By adapter: whether it closes whole accounts.
  var closesAccounts: [Bool] { closingBonus.map { $0 != nil } }

  /// Applies every liquidation call of one moment.
  ///
  /// - Returns: Market value of the debt that was repaid, in the numeraire.
  func liquidate(_ account: Int, _ position: inout Position) -> Double {
    adapters[adapterOf[account]].liquidate(&position)
  }
}
