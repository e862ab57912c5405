import Lending

/// The liquidation rules of every account of a portfolio.
struct LiquidationRules {
  private let adapters: [any ProtocolAdapter]
  /// By adapter: the bonus at which it closes whole accounts.
  let closingBonus: [Double?]
  /// By account.
  private let adapterOf: [Int]
  /// By adapter: its rules call by call, where liquidators may take up a part of a call; `nil` where they may not.
  private let calls: [AaveV3?]

  init(_ adapters: [any ProtocolAdapter], accounts: [Account]) {
    self.adapters = adapters
    closingBonus = adapters.map(\.wholeAccountBonus)
    calls = adapters.map { $0 as? AaveV3 }
    adapterOf = accounts.map(\.protocolIndex)
  }

  /// By adapter: whether it closes whole accounts.
  var closesAccounts: [Bool] { closingBonus.map { $0 != nil } }

  /// The rules of an account call by call; `nil` where it is closed whatever anybody earns.
  func calls(of account: Int) -> AaveV3? { calls[adapterOf[account]] }

  /// Applies every liquidation call of one moment.
  ///
  /// - Returns: Market value of the debt that was repaid, in the numeraire.
  func liquidate(_ account: Int, _ position: inout Position) -> Double {
    adapters[adapterOf[account]].liquidate(&position)
  }
}
