import Diagnostics
import Lending
import Testing
import VectorMath

/// Accounts in groups of eight against one account and one path at a time (`PortfolioCase`).
@Suite struct AccountBookTests {
  enum Rules: String, CaseIterable, Sendable {
    case fullClose, aaveV3, both

    func adapters() throws -> [any ProtocolAdapter] {
      let close = try FullClose(
        ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
      let aave = try AaveV3(ParameterTable([:], declared: AaveV3.parameters))
      return switch self {
      case .fullClose: [close]
      case .aaveV3: [aave]
      case .both: [close, aave]
      }
    }
  }

  /// Two blocks of 62 accounts, the second with 37 paths: the same liquidations on the same steps and the
  /// same outcomes up to the rounding of sums in another order.
  @Test(arguments: Rules.allCases, [21, 22] as [UInt64])
  func agreesWithSingleAccounts(_ rules: Rules, seed: UInt64) throws {
    let example = PortfolioCase.mixed(adapters: try rules.adapters(), seed: seed)
    var run = EvaluatedCase(example)
    try run.check(count: PathBlock.pathCount)
    try run.check(count: 37)
    run.checkLiquidations()
    #expect(run.liquidations > 1_000 && run.quietAccountPaths > 1_000)
  }

  /// The parts of the legs are those of `PositionLoss`, summed over the accounts of a row.
  @Test(arguments: Rules.allCases) func legsAgreeWithSingleAccounts(_ rules: Rules) throws {
    let example = PortfolioCase.mixed(adapters: try rules.adapters(), seed: 23)
    var run = EvaluatedCase(example, following: .legs)
    try run.check(count: PathBlock.pathCount)
    try run.checkLegs(count: PathBlock.pathCount)
    run.checkLiquidations()
  }

  /// 15 baskets of one or two tokens against the same debt are no group of eight each; together they are
  /// two rows, and nobody is skipped for a token that he does not hold.
  @Test(arguments: [Rules.fullClose, .aaveV3]) func smallGroupsAreMerged(_ rules: Rules) throws {
    let adapters = try rules.adapters()
    var drawn = PortfolioCase.Accounts(seed: 24, protocols: 0...0)
    for first in 0..<5 {
      for second in first..<5 {
        drawn.add(first == second ? [first] : [first, second], [5], book: 0)
      }
    }
    var run = EvaluatedCase(
      PortfolioCase(accounts: drawn.accounts, adapters: adapters, seed: 25))
    #expect(run.rowCount == 2)
    try run.check(count: PathBlock.pathCount)
    run.checkLiquidations()
    #expect(run.liquidations > 300 && run.quietAccountPaths > 300)
  }

  /// Single accounts of one collateral and one debt that are only counted: the same liquidations of every
  /// account, and the same sums by book. Two thresholds make two orders; 9 accounts are too few. Three books
  /// share an order, ten do not.
  @Test(arguments: [3, 10]) func countedAccountsAgreeWithSingleAccounts(bookCount: Int) throws {
    let example = PortfolioCase.ladders(
      bookCount: bookCount, adapters: try Rules.fullClose.adapters(), seed: 26)
    var run = EvaluatedCase(example, following: .counts)
    #expect(run.rowCount == 2 + 3)
    try run.checkBooks(count: PathBlock.pathCount)
    try run.checkBooks(count: 101)
    run.checkLiquidations()
    #expect(run.liquidations > 1_000)
  }

  /// Without debt nothing is liquidated, and the loss is what the basket loses.
  @Test func accountsWithoutDebt() throws {
    var drawn = PortfolioCase.Accounts(seed: 28, protocols: 0...0)
    for _ in 0..<11 { drawn.add(drawn.tokens(1...3), [], book: 0) }
    var run = EvaluatedCase(
      PortfolioCase(
        accounts: drawn.accounts, adapters: try Rules.aaveV3.adapters(), seed: 29))
    try run.check(count: PathBlock.pathCount)
    run.checkLiquidations()
    #expect(run.liquidations == 0)
  }
}
