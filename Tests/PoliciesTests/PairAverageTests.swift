import Diagnostics
import Lending
import Testing

@testable import Policies

/// Averages of a decision over accounts, by hand.
@Suite struct PairAverageTests {
  private func account(_ id: String, _ units: [Double], thresholds: [Double]) -> Account {
    let legs = zip(units, thresholds).map { units, threshold in
      CollateralLeg(
        token: "ETH", units: units, oracleMark: 0, marketMark: 0,
        terms: CollateralTerms(
          maxLoanToValue: threshold - 0.1, liquidationThreshold: threshold, liquidationBonus: 0.05,
          liquidationProtocolFee: 0))
    }
    return Account(
      id: id, book: 0, protocolIndex: 0, collateral: legs,
      debts: [DebtLeg(token: "USDC", units: 10, oracleMark: 1, marketMark: 1)])
  }

  private func decide(_ accounts: [Account]) throws -> PolicyDecision {
    let token = { (symbol: String) in
      TokenFacts(
        symbol: symbol, follows: nil, isStaked: false, returns: [], deviation: nil,
        logDiscount: 0, exitWait: 0, depth: nil)
    }
    return try PolicyDecision(
      ProtocolTable(ParameterTable([:], declared: [])), name: "today", accounts: accounts,
      facts: DecisionFacts(
        marks: [100, 1], tokens: [token("ETH"), token("USDC")],
        pairs: DecisionFacts.pairs(of: accounts), scores: [:]),
      reaction: .fixedDebt)
  }

  /// 100 at 0.8 and 300 at 0.6 are 400 at 0.65, of haircuts 0.3 and 0.5 that are 0.45.
  @Test func weightedByValue() throws {
    let decision = try decide([
      account("a", [1], thresholds: [0.8]), account("b", [3], thresholds: [0.6]),
    ])
    let pairs = decision.pairs
    #expect(pairs.count == 1)
    let pair = try #require(pairs.first)
    #expect(pair.collateral == "ETH" && pair.debt == "USDC" && pair.value == 400)
    #expect(abs(pair.liquidationThreshold - 0.65) < 1e-12)
    #expect(abs(pair.haircut - 0.45) < 1e-12 && abs(decision.meanHaircut - 0.45) < 1e-12)
    #expect(abs(pair.liquidationBonus - 0.05) < 1e-12)
  }

  @Test func pairsWithoutValueAreLeftOut() throws {
    let decision = try decide([account("a", [0], thresholds: [0.8])])
    #expect(decision.pairs.isEmpty && decision.meanHaircut == 0)
  }

  @Test func pairsOfTokens() {
    #expect(
      DecisionFacts.pairs(of: [account("a", [1], thresholds: [0.8])])
        == [["ETH", "USD"], ["ETH", "USDC"]])
  }
}
