import Diagnostics
import Foundation
import Lending
import Testing

@testable import Policies

/// Borrowers and policies at the ends of what is allowed, by hand.
@Suite struct ReactionTests {
  /// Where the threshold equals the loan-to-value, today at 750: who owes exactly that may borrow
  /// two thirds of it under the policy, who owes more is as far from a threshold of 600 as from 750.
  @Test func debtAtTheLoanToValueKeepsItsShare() {
    let today = (borrowable: 750.0, threshold: 750.0)
    let decided = (borrowable: 500.0, threshold: 600.0)
    func scale(_ debt: Double) -> Double {
      BorrowerReaction.sameShare.scale(debt: debt, today: today, decided: decided)
    }
    #expect(abs(scale(300) - 500.0 / 750) < 1e-15)
    #expect(abs(scale(750) - 500.0 / 750) < 1e-15)
    #expect(abs(scale(750.0.nextUp) - 600.0 / 750) < 1e-15)
  }

  /// A token above what it is redeemed into is no reason to lend more: 0.25 as today.
  @Test func premiumIsNoDiscount() throws {
    let terms = try PolicyCase(logDiscount: -log(1.03)).terms(DiscountAwareHaircut.self)
    #expect(abs(terms.haircut - 0.25) < 1e-12)
    #expect(abs(terms.liquidationThreshold - 0.80) < 1e-12)
  }

  /// Half-way down the bonus of Morpho would be 1 / 0.85 − 1 = 17.6 %: it ends at 15 %.
  @Test func bonusEndsAtItsMaximum() {
    #expect(IncentiveFromThreshold.bonus(threshold: 0.5) == 0.15)
    #expect(abs(IncentiveFromThreshold.bonus(threshold: 0.9) - (1 / 0.97 - 1)) < 1e-15)
  }

  /// A threshold of 0.95 has 1 / 1.05 − 0.95 = 0.0024 of room, less than the add-on of 0.02.
  @Test func recordAddsNoMoreThanThereIsRoom() throws {
    let today = CollateralTerms(
      maxLoanToValue: 0.9, liquidationThreshold: 0.95, liquidationBonus: 0.05,
      liquidationProtocolFee: 0)
    let terms = try PolicyCase(today: today, score: 1).terms(ReputationHaircut.self)
    #expect(terms.liquidationThreshold < 1 / 1.05)
    #expect(abs(terms.liquidationThreshold - 1 / 1.05) < 2e-6)
    #expect(abs(terms.maxLoanToValue - (0.9 + 1 / 1.05 - 0.95)) < 2e-6)
  }

  /// The legs of a decision are weighted by oracle values, 10 × 100, whatever the market pays; a
  /// position is sold at market prices, 10 × 90: against a reserve of 8,100 that costs a tenth.
  @Test func legsWeighByOracleAndSellAtMarketPrices() throws {
    let terms = CollateralTerms(
      maxLoanToValue: 0.75, liquidationThreshold: 0.80, liquidationBonus: 0,
      liquidationProtocolFee: 0)
    let account = Account(
      id: "a", book: 0, protocolIndex: 0,
      collateral: [
        CollateralLeg(token: "LST", units: 10, oracleMark: 0, marketMark: 1, terms: terms)
      ], debts: [DebtLeg(token: "USD", units: 500, oracleMark: 2, marketMark: 2)])
    let facts = DecisionFacts(
      marks: [100, 90, 1],
      tokens: [
        TokenFacts(
          symbol: "LST", follows: "eth", isStaked: true, returns: [], deviation: nil,
          logDiscount: 0, exitWait: 0, depth: 8_100)
      ], pairs: [], scores: [:])
    let decision = try PolicyDecision(
      LiquidityAwareHaircut(ParameterTable([:], declared: LiquidityAwareHaircut.parameters)),
      name: "mine", accounts: [account], facts: facts, reaction: .sameShare)
    #expect(decision.legs[0].value == 1_000)
    #expect(abs(decision.legs[0].terms.haircut - 0.35) < 1e-12)
  }
}
