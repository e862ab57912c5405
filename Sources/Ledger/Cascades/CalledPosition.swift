package import Exits
package import Lending

/// A position under Aave's rules, as a cascade calls it.
package struct CalledPosition: CascadeAccount {
  /// What it holds and owes. The oracle prices of its collateral are those of the last call.
  package private(set) var position: Position
  /// By collateral leg: the token that it is.
  private let tokens: [Int]
  /// By debt: whether the token's proceeds have to be sold once more to repay it.
  private let needsSecondLeg: [Bool]
  private let rules: AaveV3
  private var calls = 0

  /// A position before a check.
  ///
  /// - Parameters:
  ///   - tokens: By collateral leg, its number in the cascade's market.
  ///   - needsSecondLeg: By debt.
  package init(
    _ position: Position, tokens: [Int], needsSecondLeg: [Bool], rules: AaveV3
  ) {
    precondition(
      tokens.count == position.collateral.count && needsSecondLeg.count == position.debts.count,
      "every leg has its token and every debt its route")
    self.position = position
    self.tokens = tokens
    self.needsSecondLeg = needsSecondLeg
    self.rules = rules
  }

  /// HF < 1 at the oracle's prices of tokens.
  package func isBelowOne(_ oracle: [Double]) -> Bool { health(oracle).isBelowOne }

  /// HF at the oracle's prices of tokens.
  package func healthFactor(_ oracle: [Double]) -> Double { health(oracle).healthFactor }

  private func health(_ oracle: [Double]) -> HealthSums {
    var sums = HealthSums()
    for (leg, token) in zip(position.collateral, tokens) {
      sums.addCollateral(leg.units * oracle[token], threshold: leg.terms.liquidationThreshold)
    }
    for debt in position.debts { sums.addDebt(debt.units * debt.oraclePrice) }
    return sums
  }

  private func priced(_ oracle: [Double]) -> Position {
    var priced = position
    for (k, token) in tokens.enumerated() { priced.collateral[k].oraclePrice = oracle[token] }
    return priced
  }

  /// Aave's pairs in their order of choice; none after `AaveV3.maximumCalls` calls of one check.
  package func offers(_ oracle: [Double]) -> [CascadeOffer] {
    guard calls < AaveV3.maximumCalls else { return [] }
    return rules.offers(
      on: priced(oracle), token: { tokens[$0] }, needsSecondLeg: { needsSecondLeg[$0] })
  }

  /// Moves a share of a pair's largest call, and burns debt that no collateral is left for.
  package mutating func settle(_ offer: CascadeOffer, share: Double, at oracle: [Double]) {
    position = priced(oracle)
    rules.settle(offer, share: share, on: &position)
    calls += 1
  }
}
