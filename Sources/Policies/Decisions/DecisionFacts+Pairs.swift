import Lending

extension DecisionFacts {
  /// Tokens whose histories policies compare: collateral and debt of one account, and every collateral
  /// with the dollar, against which accounts without debt are decided.
  package static func pairs(of accounts: [Account]) -> Set<[String]> {
    var pairs: Set<[String]> = []
    for account in accounts {
      for leg in account.collateral {
        pairs.insert([leg.token, TokenFacts.dollar.symbol])
        for debt in account.debts { pairs.insert([leg.token, debt.token]) }
      }
    }
    return pairs
  }
}
