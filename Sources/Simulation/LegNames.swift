/// The legs that losses are attributed to: a token on one side, and the borrowers' limited recourse.
struct LegNames: Sendable {
  let names: [String]
  /// Leg index by account and collateral leg.
  let collateral: [[Int]]
  /// Leg index by account and debt leg.
  let debts: [[Int]]
  let limitedRecourse: Int

  init(_ portfolio: PortfolioPlan) {
    var names: [String] = []
    var index: [String: Int] = [:]
    func leg(_ name: String) -> Int {
      if let known = index[name] { return known }
      index[name] = names.count
      names.append(name)
      return names.count - 1
    }
    collateral = portfolio.accounts.map { $0.collateral.map { leg("\($0.token) collateral") } }
    debts = portfolio.accounts.map { $0.debts.map { leg("\($0.token) debt") } }
    limitedRecourse = leg("limited recourse")
    self.names = names
  }
}
