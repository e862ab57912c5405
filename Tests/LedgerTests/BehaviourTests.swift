import Diagnostics
import Ledger
import Lending
import Testing
import VectorMath

/// Buys the first collateral until HF is at a target, up to some step.
private struct StubTopUp: AccountBehaviour {
  static let name = "stub-top-up"
  static let summary = "top up to a health factor"
  static let parameters: [Parameter] = []
  let trigger: Double
  let target: Double
  let lastStep: Int

  init(_ parameters: ParameterTable) throws(InputError) {
    self.init(trigger: 1.1, target: 1.2, lastStep: .max)
  }

  init(trigger: Double, target: Double, lastStep: Int) {
    self.trigger = trigger
    self.target = target
    self.lastStep = lastStep
  }

  func respond(to position: inout Position, step: Int) {
    guard step <= lastStep, let leg = position.collateral.first else { return }
    let missing = target * position.health.debt - position.health.thresholdValue
    position.topUp(missing / (leg.oraclePrice * leg.terms.liquidationThreshold), collateral: 0)
  }
}

/// Pays a tenth of the first debt back.
private struct StubRepayment: AccountBehaviour {
  static let name = "stub-repayment"
  static let summary = "repay a tenth"
  static let parameters: [Parameter] = []
  let trigger = 1.15

  init(_ parameters: ParameterTable) throws(InputError) {}

  init() {}

  func respond(to position: inout Position, step: Int) {
    guard !position.collateral.isEmpty else { return }
    position.repay(0.1 * position.debts[0].units, debt: 0)
  }
}

/// Borrowers that act by themselves.
@Suite struct BehaviourTests {
  /// 100 units at 1 against 70, LT 0.8, closed at a bonus of 5 %; below HF 1.1 the borrower tops up to 1.2, at the
  /// first step alone. At 0.95 HF is 76 / 70: 84 / 0.76 = 110.53 units, for 10. At 0.8 HF is then 1.01 and
  /// 88.42 − 70 are left: a loss of 30 − 18.42 + 10. At 0.7 the account is closed at 77.37: 70 are repaid, 3.87 left,
  /// a loss of 30 − 3.87 + 10. Who stays at 1.2 gains 20.
  @Test func topUpKeepsAnAccountAlive() throws {
    let marks = PathBlock(columnCount: 2)
    let terms = CollateralTerms(
      maxLoanToValue: 0.7, liquidationThreshold: 0.8, liquidationBonus: 0.05,
      liquidationProtocolFee: 0)
    let account = Account(
      id: "a", book: 0, protocolIndex: 0,
      collateral: [
        CollateralLeg(token: "LST", units: 100, oracleMark: 0, marketMark: 0, terms: terms)
      ], debts: [DebtLeg(token: "USD", units: 70, oracleMark: 1, marketMark: 1)])
    let rules = try FullClose(
      ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
    var book = AccountBook(
      BookedAccounts(
        BookedAccounts([account], bookCount: 1, adapters: [rules]),
        behaviours: [0: StubTopUp(trigger: 1.1, target: 1.2, lastStep: 0)]),
      on: MarkView(marks.columns, initial: [1, 1]), stepCount: 2)
    book.restart(pathCount: 3)
    marks[1].fill(1)
    for (step, prices) in [[0.95, 0.95, 1.2], [0.8, 0.7, 1.2]].enumerated() {
      for (path, price) in prices.enumerated() { marks[0][path: path] = price }
      book.check(step: step)
    }
    var outcome = RowOutcome()
    var equity = Vector.zero
    equity[0] = 30
    book.outcome(ofRow: 0, initialEquity: equity, paths: 0..<3, into: &outcome)
    let losses = (0..<3).map { outcome.equityLoss[$0][0] }
    let repaid = (0..<3).map { outcome.liquidated[$0][0] }
    let (first, untouched) = (book.accountLiquidations, book.untouchedLanes(of: 0, 0) & 0b111)
    let units = 84 / 0.76
    for (loss, expected) in zip(
      losses, [30 - (units * 0.8 - 70) + 10, 30 - (units * 0.7 - 1.05 * 70) + 10, -20])
    {
      #expect(abs(loss - expected) < 1e-12)
    }
    #expect(abs(repaid[1] - 70) < 1e-12 && repaid[0] == 0 && repaid[2] == 0)
    #expect(first == [0, 1] && untouched == 0b101)
  }

  /// Every third account tops up, every fifth repays, beside some that do not act: outcomes, legs and counts of every
  /// account and path.
  @Test(arguments: AccountBookTests.Rules.allCases, [81, 82] as [UInt64])
  func agreesWithSingleAccounts(_ rules: AccountBookTests.Rules, seed: UInt64) throws {
    var example = PortfolioCase.mixed(adapters: try rules.adapters(), seed: seed)
    for i in example.accounts.indices {
      if i % 3 == 0 {
        example.behaviours[i] = StubTopUp(trigger: 1.05, target: 1.1, lastStep: 6)
      } else if i % 5 == 0 {
        example.behaviours[i] = StubRepayment()
      }
    }
    var run = EvaluatedCase(example)
    try run.check(count: PathBlock.pathCount)
    try run.check(count: 37)
    run.checkLiquidations()
    #expect(run.liquidations > 1_000 && run.quietAccountPaths > 1_000)
    var legs = EvaluatedCase(example, following: .legs)
    try legs.check(count: 100)
    try legs.checkLegs(count: 100)
    var lender = EvaluatedCase(example, sharesExtremes: true)
    lender.checkLender(count: 100)
  }
}
