/// The legs that losses are attributed to: a token on one side, and the borrowers' limited recourse.
package struct LegNames: Sendable {
  /// Tokens by side, in the order of the accounts, then `limited recourse`.
  package private(set) var names: [String] = []
  let limitedRecourse: Int
  private var index: [String: Int] = [:]

  /// Every leg of the portfolio, in the order in which the accounts name them.
  package init(_ portfolio: PortfolioPlan) {
    var names: [String] = []
    var index: [String: Int] = [:]
    func add(_ name: String) {
      if index[name] != nil { return }
      index[name] = names.count
      names.append(name)
    }
    for account in portfolio.accounts {
      for leg in account.collateral { add(Self.name(leg.token, isDebt: false)) }
    }
    for account in portfolio.accounts {
      for leg in account.debts { add(Self.name(leg.token, isDebt: true)) }
    }
    let recourse = "limited recourse"
    add(recourse)
    limitedRecourse = names.count - 1
    self.names = names
    self.index = index
  }

  private static func name(_ token: String, isDebt: Bool) -> String {
    "\(token) \(isDebt ? "debt" : "collateral")"
  }

  /// Number of a token on one side.
  package func index(_ token: String, isDebt: Bool) -> Int {
    guard let leg = index[Self.name(token, isDebt: isDebt)] else {
      preconditionFailure("every leg of the portfolio has a name")
    }
    return leg
  }
}
