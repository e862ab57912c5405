/// Everything that is known at the decision time, for all accounts.
package struct DecisionFacts: Sendable {
  /// Value of one unit at time 0 by mark column, in the numeraire.
  package let marks: [Double]
  private let tokens: [String: TokenFacts]
  private let pairs: [String: PairHistory]
  /// Records by account, 0 ... 1; 0 for accounts without one.
  private let scores: [String: Double]

  /// - Parameter pairs: Collateral and debt tokens that occur together; histories are compared once.
  package init(
    marks: [Double], tokens: [TokenFacts], pairs: Set<[String]>, scores: [String: Double]
  ) {
    self.marks = marks
    self.scores = scores
    let known = Dictionary(
      (tokens + [.dollar]).map { ($0.symbol, $0) }, uniquingKeysWith: { first, _ in first })
    self.tokens = known
    var histories: [String: PairHistory] = [:]
    for pair in pairs {
      guard let a = known[pair[0]], let b = known[pair[1]] else { continue }
      histories[Self.key(a.symbol, b.symbol)] = PairHistory(collateral: a, debt: b)
    }
    self.pairs = histories
  }

  /// - Precondition: The facts know the token.
  func token(_ symbol: String) -> TokenFacts {
    guard let facts = tokens[symbol] else { preconditionFailure("no facts of \(symbol)") }
    return facts
  }

  func pair(_ collateral: TokenFacts, _ debt: TokenFacts) -> PairHistory {
    pairs[Self.key(collateral.symbol, debt.symbol)]
      ?? PairHistory(collateral: collateral, debt: debt)
  }

  func score(_ account: String) -> Double { scores[account] ?? 0 }

  private static func key(_ a: String, _ b: String) -> String { "\(a)/\(b)" }
}
