import Diagnostics
import Lending
import Testing

@testable import Policies

@Suite struct PolicyDecisionTests {
  private let terms = CollateralTerms(
    maxLoanToValue: 0.75, liquidationThreshold: 0.80, liquidationBonus: 0.05,
    liquidationProtocolFee: 0.1)

  /// 10 ETH at 100 against dollars.
  private func account(debt: Double) -> Account {
    Account(
      id: "a", book: 0, protocolIndex: 0,
      collateral: [
        CollateralLeg(token: "ETH", units: 10, oracleMark: 0, marketMark: 0, terms: terms)
      ], debts: [DebtLeg(token: "USD", units: debt, oracleMark: 1, marketMark: 1)])
  }

  private let facts = DecisionFacts(
    marks: [100, 1],
    tokens: [
      TokenFacts(
        symbol: "ETH", follows: "eth", isStaked: false, returns: [], deviation: nil,
        logDiscount: 0, exitWait: 0, depth: nil)
    ], pairs: [], scores: [:])

  private func decide(
    _ parameters: [String: Double], debt: Double, _ reaction: BorrowerReaction = .sameShare
  ) throws -> PolicyDecision {
    try PolicyDecision(
      FixedHaircut(ParameterTable(parameters, declared: FixedHaircut.parameters)), name: "mine",
      accounts: [account(debt: debt)], facts: facts, reaction: reaction)
  }

  /// 375 of 750 that may be borrowed is a half; of 500 it is 250.
  @Test func sameShare() throws {
    let decision = try decide(["haircut": 0.5, "buffer": 0.1], debt: 375)
    #expect(abs(decision.accounts[0].debts[0].units - 250) < 1e-9)
    #expect(abs(decision.accounts[0].collateral[0].terms.liquidationThreshold - 0.6) < 1e-12)
  }

  /// 775 is half-way from 750 to 800; under the policy half-way from 500 to 600.
  @Test func moreThanMayBeBorrowedKeepsItsPlace() throws {
    let decision = try decide(["haircut": 0.5, "buffer": 0.1], debt: 775)
    #expect(abs(decision.accounts[0].debts[0].units - 550) < 1e-9)
  }

  @Test func otherReactions() throws {
    let fixed = try decide(["haircut": 0.5, "buffer": 0.1], debt: 375, .fixedDebt)
    #expect(fixed.accounts[0].debts[0].units == 375)
    let target = try decide(["haircut": 0.5, "buffer": 0.1], debt: 375, .healthFactor(1.5))
    #expect(abs(target.accounts[0].debts[0].units - 400) < 1e-9)
  }

  @Test func protocolChangesNothing() throws {
    let before = [account(debt: 375), account(debt: 790)]
    let decision = try PolicyDecision(
      ProtocolTable(ParameterTable([:], declared: [])), name: "today", accounts: before,
      facts: facts, reaction: .sameShare)
    #expect(decision.accounts == before)
  }

  /// A threshold of 1 or more is refused with the policy's name.
  @Test func refusesThresholdOfOne() throws {
    let error = #expect(throws: PolicyDecision.Refusal.self) {
      try decide(["haircut": 0.05, "buffer": 0.05], debt: 1)
    }
    #expect(error?.policy == "mine")
    #expect(error?.description.contains("'mine' gives ETH of account 'a'") == true)
  }

  /// A threshold below its loan-to-value is refused too, whatever policy returns it.
  @Test func refusesThresholdBelowLoanToValue() {
    let terms = PolicyTerms(
      maxLoanToValue: 0.8, liquidationThreshold: 0.7, liquidationBonus: 0.05)
    #expect(terms.fault?.contains("below the largest loan-to-value") == true)
    let bonus = PolicyTerms(
      maxLoanToValue: 0.7, liquidationThreshold: 0.7, liquidationBonus: .nan)
    #expect(bonus.fault?.contains("bonus") == true)
  }
}
