import Lending
import Policies
import Testing

@Suite struct SupervisoryHaircutTests {
  private func token(_ symbol: String, follows: String?, isStaked: Bool) -> TokenFacts {
    TokenFacts(
      symbol: symbol, follows: follows, isStaked: isStaked, returns: [], deviation: nil,
      logDiscount: 0, exitWait: 0, depth: nil)
  }

  /// H₁₀ √(5/10): 15 % where either side of one price is staked, nothing between two dollars, 25 %
  /// otherwise; a pair of one price has 3 points up to its threshold, another 10.
  @Test(
    arguments: [
      ("eth", false, "eth", true, 0.15, 0.03), ("eth", true, "eth", false, 0.15, 0.03),
      ("eth", true, "eth", true, 0.15, 0.03), (nil, false, nil, false, 0.0, 0.03),
      ("eth", false, nil, false, 0.25, 0.10), (nil, false, "eth", true, 0.25, 0.10),
    ] as [(String?, Bool, String?, Bool, Double, Double)])
  func tableOfPairs(
    _ follows: String?, _ isStaked: Bool, _ debtFollows: String?, _ debtIsStaked: Bool,
    _ tenDays: Double, _ buffer: Double
  ) throws {
    let collateral = token("collateral", follows: follows, isStaked: isStaked)
    let debt = token("debt", follows: debtFollows, isStaked: debtIsStaked)
    // A bonus of 0 holds no threshold down.
    let today = CollateralTerms(
      maxLoanToValue: 0.75, liquidationThreshold: 0.80, liquidationBonus: 0,
      liquidationProtocolFee: 0)
    let context = PolicyContext(
      collateral: collateral, debt: debt, pair: PairHistory(collateral: collateral, debt: debt),
      today: today, positionValue: 0, score: 0)
    let terms = try SupervisoryHaircut(
      .init([:], declared: SupervisoryHaircut.parameters)
    ).terms(given: context)
    #expect(abs(terms.haircut - tenDays * 0.5.squareRoot()) < 2e-6)
    let threshold = min(1 - tenDays * 0.5.squareRoot() + buffer, 1)
    #expect(abs(terms.liquidationThreshold - threshold) < 2e-6)
  }
}
