import Diagnostics
import Foundation
import Lending
import Market
import Passes
import Paths
import Processes
import Studies
import Testing
import VectorMath

/// One collateral that is a geometric Brownian motion against a dollar debt: first passage is known.
@Suite struct MonitoringTests {
  private func probability(
    _ monitoring: Monitoring, health: Double, volatility: Double, steps: Int, paths: Int
  ) async throws -> Double {
    let here = SourceLocation(file: "plan")
    var errors: [InputError] = []
    let process = try GeometricBrownianMotion(
      ParameterTable(
        ["volatility": volatility], declared: GeometricBrownianMotion.parameters),
      step: TimeStep(days: 1))
    let builder = try #require(
      MarketBuilder(
        factors: [
          FactorDefinition(name: "eth", process: process, wiring: [:], location: here)
        ],
        correlation: CorrelationDefinition(pairs: [], repairs: false, location: here),
        dependence: .gaussian, errors: &errors))
    let eth = TokenQuote(
      token: Token(symbol: "ETH", kind: .native, underlying: nil, location: here),
      underlyingPrice: 1000, priceColumn: builder.column(of: .logPrice, factor: "eth"))
    let dollar = TokenQuote(
      token: Token(symbol: "USD", kind: .stable, underlying: nil, location: here),
      underlyingPrice: 1, priceColumn: nil)
    var marks = MarkTable(numeraire: nil)
    let mark = marks.market(eth)
    let debtMark = marks.market(dollar)
    let account = Account(
      id: "a", book: 0, protocolIndex: 0,
      collateral: [
        CollateralLeg(
          token: "ETH", units: 1, oracleMark: mark, marketMark: mark,
          terms: CollateralTerms(
            maxLoanToValue: 0.8, liquidationThreshold: 0.8, liquidationBonus: 0.05,
            liquidationProtocolFee: 0))
      ],
      debts: [
        DebtLeg(token: "USD", units: 800 / health, oracleMark: debtMark, marketMark: debtMark)
      ])
    let plan = RunPlan(
      LossPlan(
        paths: PathPlan(
          market: builder.plan(marks: marks), grid: TimeGrid(stepCount: steps, stepDays: 1),
          count: paths, seed: 11, precision: .single),
        portfolio: PortfolioPlan(
          accounts: [account], books: [Book(name: "b", view: .borrower)],
          protocolNames: ["full-close"],
          adapters: [
            try FullClose(
              ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
          ]),
        measurement: MeasurementPlan(monitoring: monitoring, levels: [0.9], attributionLevel: 0.9)),
      words: ReportWords(name: "passage", valuationDate: "2024-12-31", numeraire: .usd))
    let result = try await Simulation(plan, workers: 2).run()
    #expect(result.bridgedAccounts == (monitoring == .bridge ? 1 : 0))
    return result.accounts[0].liquidation.value
  }

  /// Harrison (1985): P(min HF ≤ 1) by reflection.
  private func closedForm(health: Double, volatility: Double, years: Double) -> Double {
    let x = log(health)
    let nu = -volatility * volatility / 2
    let scale = volatility * years.squareRoot()
    return NormalDistribution.cdf((-x - nu * years) / scale)
      + exp(-2 * nu * x / (volatility * volatility))
      * NormalDistribution.cdf((-x + nu * years) / scale)
  }

  /// Seed 11, 40,000 paths, standard error 0.0024, tolerance 4 of them. Checking step ends alone is 0.052
  /// too low (Broadie, Glasserman and Kou 1997), 22 standard errors: a missing bridge shows.
  @Test func bridgeMatchesContinuousMonitoring() async throws {
    let exact = closedForm(health: 1.25, volatility: 0.8, years: 30.0 / 365)
    let tolerance = 4 * (exact * (1 - exact) / 40_000).squareRoot()
    let bridged = try await probability(
      .bridge, health: 1.25, volatility: 0.8, steps: 30, paths: 40_000)
    #expect(abs(bridged - exact) < tolerance)
    let stepped = try await probability(
      .steps, health: 1.25, volatility: 0.8, steps: 30, paths: 40_000)
    #expect(stepped < exact - tolerance)
  }

  /// An account below 1 at the start counts at the first step end, with the bridge as without: on the
  /// same paths the probabilities are equal. Taking the start for a crossing would give 1.
  @Test func aBreachedStartIsNoCrossing() async throws {
    let stepped = try await probability(
      .steps, health: 0.99, volatility: 0.8, steps: 1, paths: 4_000)
    let bridged = try await probability(
      .bridge, health: 0.99, volatility: 0.8, steps: 1, paths: 4_000)
    #expect(bridged == stepped)
    #expect(stepped > 0.5 && stepped < 0.8)
  }

  /// With one step the probability is that of the step end alone.
  @Test func stepsMatchTheTerminalLaw() async throws {
    let volatility = 0.8
    let health = 1.02
    let scale = volatility * (1.0 / 365).squareRoot()
    let exact = NormalDistribution.cdf((-log(health) + scale * scale / 2) / scale)
    let found = try await probability(
      .steps, health: health, volatility: volatility, steps: 1, paths: 40_000)
    #expect(abs(found - exact) < 4 * (exact * (1 - exact) / 40_000).squareRoot())
  }
}
