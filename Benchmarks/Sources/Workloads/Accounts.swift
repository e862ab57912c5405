import Lending

/// Accounts with one collateral each, tokens and books in turn, and a debt in dollars.
func singleAccounts(_ count: Int) -> [Account] {
  (0..<count).map { i in
    account(i, of: count, tokens: [i % MarketPaths.tokenCount], weights: [1])
  }
}

/// Accounts with all the tokens as collateral, in unequal shares, and a debt in dollars.
func basketAccounts(_ count: Int) -> [Account] {
  let tokens = Array(0..<MarketPaths.tokenCount)
  return (0..<count).map { i in
    account(i, of: count, tokens: tokens, weights: tokens.map { Double(1 + (i + $0 * i) % 5) })
  }
}

/// An account with a health factor between 1.08 and 2 at time 0, where every mark is 1.
private func account(_ i: Int, of count: Int, tokens: [Int], weights: [Double]) -> Account {
  let threshold = 0.8
  // 0.618… walks through the unit interval evenly whatever the number of accounts.
  let place = (Double(i) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
  let collateral = zip(tokens, weights).map { token, weight in
    CollateralLeg(
      token: "T\(token)", units: weight, oracleMark: token, marketMark: token,
      terms: CollateralTerms(
        maxLoanToValue: threshold, liquidationThreshold: threshold, liquidationBonus: 0.05,
        liquidationProtocolFee: 0))
  }
  let debt = threshold * weights.reduce(0, +) / (1.08 + 0.92 * place)
  return Account(
    id: "a\(i)", book: i % 4, protocolIndex: 0, collateral: collateral,
    debts: [
      DebtLeg(
        token: "USD", units: debt, oracleMark: MarketPaths.dollar, marketMark: MarketPaths.dollar)
    ])
}
