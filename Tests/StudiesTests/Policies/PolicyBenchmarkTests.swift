import Lending
import RiskMeasures
import TestSupport
import Testing

@testable import Passes
@testable import Studies

@Suite struct PolicyBenchmarkTests {
  /// The same accounts, with every debt scaled and the threshold of every collateral set.
  private func candidate(
    _ name: String, _ plan: RunPlan, debt: Double, threshold: Double? = nil
  ) -> PolicyCandidate {
    let accounts = plan.portfolio.accounts.map { account in
      Account(
        id: account.id, book: account.book, protocolIndex: account.protocolIndex,
        collateral: account.collateral.map { leg in
          CollateralLeg(
            token: leg.token, units: leg.units, oracleMark: leg.oracleMark,
            marketMark: leg.marketMark,
            terms: CollateralTerms(
              maxLoanToValue: leg.terms.maxLoanToValue,
              liquidationThreshold: threshold ?? leg.terms.liquidationThreshold,
              liquidationBonus: leg.terms.liquidationBonus,
              liquidationProtocolFee: leg.terms.liquidationProtocolFee))
        },
        debts: account.debts.map {
          DebtLeg(
            token: $0.token, units: $0.units * debt, oracleMark: $0.oracleMark,
            marketMark: $0.marketMark)
        })
    }
    return PolicyCandidate(name: name, policy: "test", accounts: accounts)
  }

  private func result(
    _ plan: RunPlan, _ candidates: [PolicyCandidate], workers: Int = 2
  ) async throws -> PolicyResult {
    try await PolicyBenchmark(
      plan,
      policies: PolicyPlan(
        candidates: candidates, benchmark: 0, level: 0.9, reaction: "as they are"),
      workers: workers
    ).run()
  }

  /// Each policy's figures are those of a run of its own on the same seed.
  @Test func figuresAreThoseOfSingleRuns() async throws {
    var plan = try SamplePlan(volatility: 1.5, views: [.lender, .lender]).plan()
    plan.measurement.levels = [0.9]
    let candidates = [
      candidate("a", plan, debt: 1), candidate("b", plan, debt: 1.1, threshold: 0.9),
    ]
    let found = try await result(plan, candidates)
    for (candidate, outcome) in zip(candidates, found.outcomes) {
      let single = try await Simulation(
        plan.replacing(accounts: candidate.accounts), workers: 1
      ).run()
      let bad = single.total[.badDebt]
      let mean = try #require(outcome.total.means[.badDebt])
      #expect(bad.mean.value > 0)
      #expect(abs(mean.value - bad.mean.value) <= 1e-9 * bad.mean.value)
      #expect(abs(mean.standardError - bad.mean.standardError) <= 1e-6 * bad.mean.standardError)
      let tail = bad.tails[0].expectedShortfall
      #expect(abs(outcome.total.expectedShortfall.value - tail.value) <= 1e-9 * tail.value)
      #expect(
        outcome.total.means[.badDebtProbability]?.value == bad.probabilityPositive.value)
      let repaid = try #require(outcome.total.means[.liquidated])
      #expect(
        abs(repaid.value - single.total[.liquidated].mean.value) <= 1e-9 * repaid.value)
      let debts = single.accounts.map(\.debtValue)
      let average =
        zip(debts, single.accounts).reduce(0) { $0 + $1.0 * $1.1.liquidation.value }
        / debts.reduce(0, +)
      let affected = try #require(outcome.total.means[.affectedDebt])
      #expect(abs(affected.value - average) < 1e-12)
      let probability = try #require(outcome.total.means[.liquidationProbability])
      #expect(probability == single.total.liquidationInterval)
      #expect(probability.value > affected.value)
      #expect(abs(outcome.total.borrowed - debts.reduce(0, +)) < 1e-6)
    }
  }

  /// 5 % a year on every dollar over ten days, nothing on ETH.
  @Test func incomeIsInterestOnTheBorrowedAmount() async throws {
    let plan = try SamplePlan().plan()
    let found = try await result(plan, [candidate("a", plan, debt: 1)])
    let dollars = 336_000 * (1 / 1.02 + 1 / 1.1 + 1 / 1.5)
    let income = try #require(found.outcomes[0].subjects[1].means[.income])
    // The loop's ETH accrues at 5 % too, but stands in the other book.
    let expected = dollars * 0.0013708  // e^(0.05 × 10 / 365) − 1
    #expect(abs(income.value / expected - 1) < 1e-3)
    #expect(income.standardError == 0)
  }

  /// The same policy twice: every difference is exactly 0, with no error.
  @Test func equalPoliciesHaveNoDifference() async throws {
    let plan = try SamplePlan(volatility: 1.5).plan()
    let found = try await result(
      plan, [candidate("a", plan, debt: 1), candidate("b", plan, debt: 1)])
    let total = found.outcomes[1].total
    for quantity in PolicyQuantity.allCases {
      #expect(total.differences[quantity]?.value == 0)
      #expect(total.differences[quantity]?.standardError == 0)
    }
    #expect(total.shortfallDifference.value == 0)
    #expect(total.shortfallDifference.standardError == 0)
    #expect(found.outcomes[1].dominatedBy == nil)
  }

  /// Pairing: the error of a difference of neighbours is less than that of independent runs.
  @Test func pairingLowersTheErrorOfADifference() async throws {
    let plan = try SamplePlan(volatility: 1.5).plan()
    let found = try await result(
      plan, [candidate("a", plan, debt: 1), candidate("b", plan, debt: 1.02)])
    let independent = found.outcomes.map { $0.total.expectedShortfall.standardError }
      .reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(found.outcomes[1].total.shortfallDifference.standardError < independent / 2)
  }

  /// Among own and lent books the total and the tokens are of the lent ones, here the loop alone.
  @Test func totalIsOfLentBooks() async throws {
    let plan = try SamplePlan(volatility: 2, views: [.lender, .borrower]).plan()
    let found = try await result(plan, [candidate("a", plan, debt: 1)]).outcomes[0].subjects
    for quantity in PolicyQuantity.allCases {
      #expect(found[0].means[quantity]?.value == found[1].means[quantity]?.value)
    }
    #expect(found[0].expectedShortfall == found[1].expectedShortfall)
    #expect(found[0].borrowed == found[1].borrowed && found[2].borrowed > 0)
    let tokens = found.filter { $0.kind == .token }.map(\.borrowCapacity).reduce(0, +)
    #expect(abs(tokens - found[0].borrowCapacity) < 1e-6)
  }

  /// A token's probability is that of any account that holds it: the loop holds no ETH.
  @Test func probabilityOfATokenIsOfItsHolders() async throws {
    let plan = try SamplePlan(volatility: 1.5, paths: 1_000, views: [.lender, .lender]).plan()
    let found = try await result(plan, [candidate("a", plan, debt: 1)]).outcomes[0].subjects
    var hits = (eth: 0, lst: 0)
    var replay = PathReplay(plan)
    try replay.replay(0..<1_000) { record in
      for path in record.paths.indices {
        let isHit = record.firstLiquidations.map { $0[path] > 0 }
        hits.eth += isHit[0] || isHit[1] || isHit[2] ? 1 : 0
        hits.lst += isHit.contains(true) ? 1 : 0
      }
    }
    for (token, count) in [("ETH", hits.eth), ("LST", hits.lst)] {
      let subject = try #require(found.first { $0.name == token })
      #expect(subject.means[.liquidationProbability]?.value == Double(count) / 1_000)
    }
  }

  /// Books and tokens add up to the total.
  @Test func partsAddUp() async throws {
    let plan = try SamplePlan(volatility: 1.5, views: [.lender, .lender]).plan()
    let found = try await result(plan, [candidate("a", plan, debt: 1)])
    let subjects = found.outcomes[0].subjects
    for kind in [PolicySubject.Kind.book, .token] {
      for quantity in [PolicyQuantity.badDebt, .liquidated, .liquidationLoss, .income] {
        let sum = subjects.filter { $0.kind == kind }.reduce(0) {
          $0 + ($1.means[quantity]?.value ?? 0)
        }
        let total = subjects[0].means[quantity]?.value ?? 0
        #expect(abs(sum - total) <= 1e-9 * total)
      }
    }
  }

  @Test func sameFiguresForAnyNumberOfWorkers() async throws {
    let plan = try SamplePlan(volatility: 1.5, paths: 20_000).plan()
    let candidates = [candidate("a", plan, debt: 1), candidate("b", plan, debt: 0.9)]
    let one = try await result(plan, candidates, workers: 1)
    let three = try await result(plan, candidates, workers: 3)
    for (a, b) in zip(one.outcomes, three.outcomes) {
      for (x, y) in zip(a.subjects, b.subjects) {
        #expect(x.means == y.means && x.differences == y.differences)
        #expect(x.expectedShortfall == y.expectedShortfall)
        #expect(x.shortfallDifference == y.shortfallDifference)
      }
    }
  }

  /// 100 ETH and 100 LST against dollars become two accounts at the health factor of the whole, which owe as
  /// much together; an account of one collateral and one debt stays as it is.
  @Test func isolatedAccountsKeepTheHealthFactor() throws {
    let plan = try SamplePlan().plan()
    let marks = plan.paths.market.initialMarks
    let accounts = plan.portfolio.accounts
    let parts = CrossMargin.isolated(accounts[0], marks: marks)
    #expect(parts.count == 2)
    let values = InitialValues(
      plan.losses.replacing(accounts: parts + [accounts[0]])
    ).accounts
    #expect(abs(values[0].healthFactor - 1.02) < 1e-9)
    #expect(abs(values[1].healthFactor - 1.02) < 1e-9)
    #expect(abs(values[0].debt + values[1].debt - values[2].debt) < 1e-6)
    #expect(abs(values[0].collateral + values[1].collateral - values[2].collateral) < 1e-6)
    #expect(CrossMargin.isolated(accounts[3], marks: marks) == [accounts[3]])
  }

  /// Where the parts move independently, one helps the other: an isolated part is liquidated more often.
  @Test func crossCollateralHelps() async throws {
    let plan = try SamplePlan(volatility: 1.0, paths: 4_096).plan()
    let found = try await CrossMargin(plan, level: 0.9, workers: 2).run()
    let cross = try #require(found.outcomes[0].total.means[.badDebt])
    let isolated = try #require(found.outcomes[1].total.means[.badDebt])
    #expect(isolated.value >= cross.value)
    let borrowed = found.outcomes.map(\.total.borrowed)
    #expect(abs(borrowed[0] - borrowed[1]) < 1e-6 * borrowed[0])
  }
}
