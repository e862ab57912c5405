import Diagnostics
import Lending
import Market
import Passes
import Paths
import RandomNumbers
import Studies
import TestSupport
import Testing
import VectorMath

@Suite struct EdgeCaseTests {
  private static let here = SourceLocation(file: "plan")

  /// A market whose prices leave the range of a double is a numerical failure, never a crash.
  @Test func lossesBeyondADoubleAreRefused() async throws {
    let plan = try SamplePlan(drift: 1e6, paths: 1_000).plan()
    await #expect(throws: RunFailure.self) {
      try await Simulation(plan, workers: 2).run()
    }
  }

  @Test func onePathIsARun() async throws {
    let plan = try SamplePlan(paths: 1, levels: [0.5]).plan()
    let result = try await Simulation(plan, workers: 7).run()
    #expect(result.total.liquidation.trials == 1)
    #expect(result.total[.equityLoss].mean.standardError == .infinity)
  }

  /// Debt without collateral has a health factor of 0 and no distance to liquidation; with full closure
  /// all of it is bad debt, 336,000 e^(0.05 / 365) at the first step end.
  @Test func debtWithoutCollateralIsBadDebt() async throws {
    var plan = try SamplePlan(paths: 600, isAave: false).plan()
    let debtor = plan.portfolio.accounts[0]
    plan.portfolio = PortfolioPlan(
      accounts: [
        Account(id: "bare", book: 0, protocolIndex: 0, collateral: [], debts: debtor.debts)
      ], books: [Book(name: "b", view: .lender)], protocolNames: ["p"],
      adapters: plan.portfolio.adapters)
    let result = try await Simulation(plan, workers: 1).run()
    let account = result.accounts[0]
    #expect(account.healthFactor == 0 && account.distanceToLiquidation == nil)
    #expect(account.liquidation.value == 1)
    let owed = account.debtValue * exponential(Vector(repeating: 0.05 / 365))[0]
    #expect(abs(account[.badDebt].mean.value - owed) < 1e-9 * owed)
    #expect(account[.badDebt].standardDeviation < 1e-6)
  }

  /// A capped oracle of a token with a constant exchange rate follows its cap until the rate is reached.
  @Test func capGrowsOverAConstantRate() throws {
    let quote = TokenQuote(
      token: Token(symbol: "LST", kind: .exchangeRate, underlying: "ETH", location: Self.here),
      underlyingPrice: 100, priceColumn: nil, exchangeRate: 1.2)
    var marks = MarkTable(numeraire: nil)
    let mark = marks.oracle(quote, .cappedRate(cap: 1.1, growth: 1.825))
    var errors: [InputError] = []
    let builder = try #require(
      MarketBuilder(
        factors: [],
        correlation: CorrelationDefinition(pairs: [], repairs: false, location: Self.here),
        dependence: .gaussian, errors: &errors))
    var plan = try SamplePlan(paths: 1).plan()
    plan.paths.market = builder.plan(marks: marks)
    plan.measurement.observed = []
    plan.portfolio = PortfolioPlan(accounts: [], books: [], protocolNames: [], adapters: [])
    var simulator = BlockSimulator(plan.paths)
    simulator.start(PathNumbers(block: 0))
    #expect(abs(simulator.marks[mark][path: 0] - 110) < 1e-12)
    simulator.advance(step: 9)
    #expect(abs(simulator.marks[mark][path: 0] - 115) < 1e-12)
    simulator.advance(step: 99)
    #expect(abs(simulator.marks[mark][path: 0] - 120) < 1e-12)
  }

  /// Limits on percentages divide by what the quantity is a share of: bad debt by the debt.
  @Test func percentLimitsDivideByTheRightExposure() async throws {
    var plan = try SamplePlan(jumpRate: 40, paths: 2_000, views: [.lender, .lender]).plan()
    plan.limits = [
      Limit(
        measure: .expectedShortfall, quantity: .badDebt, level: 0.99, subject: .total, warn: 0,
        hard: 100, unit: .percent, basis: .estimate)
    ]
    let result = try await Simulation(plan, workers: 1).run()
    let figure = try #require(
      result.total[.badDebt].tails.first { $0.level == 0.99 }?.expectedShortfall.value)
    #expect(figure > 0)
    #expect(abs(result.limits[0].value - 100 * figure / result.total.debtValue) < 1e-12)
    #expect(result.limits[0].status == .warning)
  }

  /// The convergence ends at the run's own figures.
  @Test func convergenceEndsAtTheRunsFigures() async throws {
    let result = try await Simulation(
      SamplePlan(jumpRate: 10, paths: 9_000).plan(), workers: 3
    ).run()
    let last = try #require(result.convergence.last)
    #expect(last.paths == 9_000)
    let tails = result.total[.deskLoss].tails
    #expect(last.tails.map(\.valueAtRisk) == tails.map(\.valueAtRisk))
    #expect(result.convergence.map(\.paths) == result.convergence.map(\.paths).sorted())
    #expect(result.convergence.count > 3)
  }
}
