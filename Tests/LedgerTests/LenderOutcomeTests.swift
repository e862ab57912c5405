import Diagnostics
import Lending
import Testing
import VectorMath

/// What a lender loses against one account and one path at a time (`PortfolioCase`).
@Suite struct LenderOutcomeTests {
  /// Two blocks of 62 accounts, the second with 37 paths. Of some 10 rows × 293 paths a part is passed over,
  /// on which every account of the row is whole.
  @Test(arguments: AccountBookTests.Rules.allCases, [31, 32] as [UInt64])
  func agreesWithSingleAccounts(_ rules: AccountBookTests.Rules, seed: UInt64) throws {
    let example = PortfolioCase.mixed(adapters: try rules.adapters(), seed: seed)
    var run = EvaluatedCase(example, sharesExtremes: true)
    run.checkLender(count: PathBlock.pathCount)
    run.checkLender(count: 37)
    run.checkLiquidations()
    let all = run.rowCount * (PathBlock.pathCount + 37)
    #expect(run.liquidations > 1_000 && run.listedPaths > 1_000 && run.listedPaths < all)
  }

  /// Extremes that are shared find the same liquidations and outcomes as those that a portfolio works out
  /// for itself.
  @Test(arguments: AccountBookTests.Rules.allCases)
  func sharedExtremesChangeNothing(_ rules: AccountBookTests.Rules) throws {
    let example = PortfolioCase.mixed(adapters: try rules.adapters(), seed: 33)
    var run = EvaluatedCase(example, sharesExtremes: true)
    try run.check(count: PathBlock.pathCount)
    run.checkLiquidations()
    #expect(run.liquidations > 1_000)
  }
}
