import Diagnostics
import Foundation
import Lending
import LinearAlgebra
import Market
import Processes
import RiskMeasures
import TestSupport
import Testing
import VectorMath

@testable import Passes
@testable import Studies

/// One owner of ETH without debt: VaR = V (1 − exp(−σ²T/2 − z σ √T)), σ the price's volatility.
@Suite struct ParameterUncertaintyTests {
  private static let volatility = 0.8
  private static let error = 0.1
  private static let horizon = 10.0 / 365
  private static let value = 2000.0 * 100

  private static func uncertainty(
    batches: Int, days: Double = 10, accepts: @escaping @Sendable (Double) -> Bool = { _ in true }
  ) throws -> ParameterUncertainty {
    let factor = try DrawnFactor(
      name: "eth", index: 0,
      parameters: [
        DrawnParameter(
          name: "volatility", value: volatility, standardError: error, scale: .above(0))
      ], correlation: .identity(1)
    ) { values in
      guard let sigma = values["volatility"], accepts(sigma) else { return nil }
      let table = ParameterTable(
        ["volatility": sigma], declared: GeometricBrownianMotion.parameters)
      do {
        return try GeometricBrownianMotion(table, step: TimeStep(days: days))
      } catch {
        return nil
      }
    }
    return ParameterUncertainty(batches: batches, factors: [factor])
  }

  /// One step of ten days.
  private static func plan(batches: Int) throws -> RunPlan {
    var sample = SamplePlan()
    sample.volatility = volatility
    sample.paths = batches * 1024
    sample.seed = 11
    sample.levels = [0.95, 0.98]
    var plan = try sample.plan()
    let account = plan.portfolio.accounts[0]
    plan.portfolio = PortfolioPlan(
      accounts: [
        Account(
          id: "owner", book: 0, protocolIndex: 0, collateral: [account.collateral[0]], debts: [])
      ], books: [Book(name: "owners", view: .borrower)], protocolNames: ["sample"],
      adapters: plan.portfolio.adapters)
    plan.paths.grid = TimeGrid(stepCount: 1, stepDays: 10)
    let table = ParameterTable(
      ["volatility": volatility], declared: GeometricBrownianMotion.parameters)
    plan.paths.market = plan.paths.market.withParameters(of: [
      0: try GeometricBrownianMotion(table, step: TimeStep(days: 10))
    ])
    plan.measurement.contributions = .none
    plan.uncertainty = try uncertainty(batches: batches)
    return plan
  }

  private static func valueAtRisk(_ sigma: Double, level: Double) -> Double {
    let z = NormalDistribution.quantile(level)
    let t = horizon
    return value * (1 - exp(-sigma * sigma * t / 2 - z * sigma * t.squareRoot()))
  }

  /// The standard deviation of VaR over the law of σ by the delta method: (V − VaR) (σT + z √T) s.
  private static func deviation(level: Double) -> Double {
    let z = NormalDistribution.quantile(level)
    return (value - valueAtRisk(volatility, level: level))
      * (volatility * horizon + z * horizon.squareRoot()) * error
  }

  /// Seed 11, 400 batches of 1,024 paths. τ̂ has a relative standard error of √(2 / 399) / 2 = 3.5 %;
  /// tolerance 4 of them. The delta method itself is off by 1 %. Draws of standard deviation s on the
  /// logarithm instead of s / σ shift it by 20 %, batches without a market of their own by 100 %.
  @Test(arguments: [0.95, 0.98]) func deviationOfValueAtRisk(_ level: Double) async throws {
    let result = try await Simulation(Self.plan(batches: 400), workers: 2).run()
    let uncertainty = try #require(result.uncertainty)
    let figure = try #require(uncertainty.tail(0, .equityLoss, level: level)).valueAtRisk
    let tau = Self.deviation(level: level)
    #expect(abs(figure.parameterDeviation.value / tau - 1) < 0.14)
    #expect(figure.parameterDeviation.lower < tau && tau < figure.parameterDeviation.upper)
    let error = figure.simulated.standardError
    let known = tau * tau / (tau * tau + error * error)
    #expect(abs(try #require(figure.parameterShare) - known) < 0.01)
    #expect(
      abs(figure.combined.standardError / (tau * tau + error * error).squareRoot() - 1) < 0.14)
    #expect(figure.combined.upper > figure.simulated.upper + tau)
    #expect(uncertainty.tails.map(\.subject).max() == 1)
    #expect(uncertainty.factors == [.init(factor: "eth", parameters: ["volatility"], refusals: 0)])
  }

  /// The pooled VaR solves E[P(loss > x | σ)] = 1 − α over the lognormal law of σ, here by a midpoint rule of
  /// 400 points in probability. Seed 11, 409,600 paths, standard error as reported (both kinds), tolerance
  /// 4 of them. Pooled figures at the estimates would be off by 9 of them.
  @Test func pooledValueAtRisk() async throws {
    let result = try await Simulation(Self.plan(batches: 400), workers: 2).run()
    let uncertainty = try #require(result.uncertainty)
    let figure = try #require(uncertainty.tail(0, .equityLoss, level: 0.98)).valueAtRisk.predictive
    let sigmas = (0..<400).map { k in
      Self.volatility
        * exp(Self.error / Self.volatility * NormalDistribution.quantile((Double(k) + 0.5) / 400))
    }
    func beyond(_ loss: Double) -> Double {
      let t = Self.horizon
      return sigmas.reduce(0) { sum, sigma in
        let z = (log(1 - loss / Self.value) + sigma * sigma * t / 2) / (sigma * t.squareRoot())
        return sum + NormalDistribution.cdf(z) / 400
      }
    }
    var (low, high) = (0.0, Self.value * 0.9)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      (low, high) = beyond(middle) > 0.02 ? (middle, high) : (low, middle)
    }
    #expect(abs(figure.value - low) < 4 * figure.standardError)
  }

  /// A pooled figure has the sampling error of the simulated one and that of a mean over 400 draws of the
  /// parameters, τ² / 400 and a little for sampling within batches. Seed 11; the estimate of τ² has a
  /// relative standard error of √(2 / 399) = 7 %, tolerance 4 of them.
  @Test(arguments: [0.95, 0.98]) func pooledFiguresHaveBothErrors(_ level: Double) async throws {
    let result = try await Simulation(Self.plan(batches: 400), workers: 2).run()
    let figure = try #require(result.uncertainty?.tail(0, .equityLoss, level: level)).valueAtRisk
    let error = figure.simulated.standardError
    let added = figure.predictive.standardError * figure.predictive.standardError - error * error
    let draws = Self.deviation(level: level) * Self.deviation(level: level) / 400
    #expect(added > 0.72 * draws && added < 2 * draws)
  }

  /// Draws that the process refuses are repeated and counted: a third of them above σ̂ + 0.43 s.
  /// Seed 11, 400 batches, 400 p / (1 − p) = 201 repeats with p = 0.334; deviation
  /// √(400 p) / (1 − p) = 17, tolerance 4 of them.
  @Test func refusedDrawsAreRepeated() throws {
    let limit = Self.volatility * exp(0.43 * Self.error / Self.volatility)
    let uncertainty = try Self.uncertainty(batches: 400) { $0 <= limit }
    let refusals = try (0..<400).map {
      try ParameterDraw(batch: $0, of: uncertainty, seed: 11).refusals[0]
    }
    #expect(abs(Double(refusals.reduce(0, +)) - 201) < 68)
  }

  @Test func impossibleDrawsEnd() throws {
    let uncertainty = try Self.uncertainty(batches: 2) { _ in false }
    #expect(throws: RunFailure.self) {
      try ParameterDraw(batch: 0, of: uncertainty, seed: 11)
    }
  }

  /// Two estimates with correlation −1 move against each other; the third is free. 4,096 draws of seed 3:
  /// correlations have a standard error of 0.016, tolerance 4 of them.
  @Test func estimatesAreDrawnTogether() throws {
    let names = ["a", "b", "c"]
    let factor = try DrawnFactor(
      name: "f", index: 0,
      parameters: names.map {
        DrawnParameter(name: $0, value: 0.2, standardError: 0.01, scale: .identity)
      },
      correlation: Matrix([[1, -1, 0.5], [-1, 1, -0.5], [0.5, -0.5, 1]])
    ) { values in Draws(values: values) }
    let uncertainty = ParameterUncertainty(batches: 4096, factors: [factor])
    let draws = try (0..<4096).map { batch in
      try #require(
        ParameterDraw(batch: batch, of: uncertainty, seed: 3).processes[0] as? Draws
      ).values.mapValues { ($0 - 0.2) / 0.01 }
    }
    func moment(_ a: String, _ b: String) -> Double {
      draws.reduce(0) { $0 + ($1[a] ?? 0) * ($1[b] ?? 0) } / 4096
    }
    #expect(draws.allSatisfy { abs(($0["a"] ?? 0) + ($0["b"] ?? 0)) < 1e-6 })
    #expect(abs(moment("a", "a") - 1) < 0.09 && abs(moment("c", "c") - 1) < 0.09)
    #expect(abs(moment("a", "c") - 0.5) < 0.07)
  }

  @Test func correlationsThatAreNoneAreRefused() {
    #expect(throws: DrawnFactor.Failure.self) {
      try DrawnFactor(
        name: "f", index: 0,
        parameters: ["a", "b", "c"].map {
          DrawnParameter(name: $0, value: 1, standardError: 1, scale: .identity)
        }, correlation: Matrix([[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]])
      ) { _ in nil }
    }
  }

  /// The figures of the run itself are the same bits with and without the pass, and those of the pass for
  /// one worker and for three.
  @Test func sameBitsForAnyWorkers() async throws {
    var plan = try SamplePlan(paths: 5_000, levels: [0.9]).plan()
    plan.uncertainty = try Self.uncertainty(batches: 12, days: 1)
    let one = try await Simulation(plan, workers: 1).run()
    let three = try await Simulation(plan, workers: 3).run()
    plan.uncertainty = nil
    let without = try await Simulation(plan, workers: 2).run()
    func figures(_ result: RunResult) -> [Estimate] {
      result.subjects.flatMap(\.quantities).flatMap(\.tails).flatMap {
        [$0.valueAtRisk, $0.expectedShortfall]
      }
    }
    func uncertain(_ result: RunResult) throws -> [Estimate] {
      try #require(result.uncertainty).tails.flatMap {
        [$0.valueAtRisk, $0.expectedShortfall].flatMap {
          [$0.simulated, $0.predictive, $0.parameterDeviation]
        }
      }
    }
    #expect(figures(one) == figures(without) && without.uncertainty == nil)
    #expect(try uncertain(one) == uncertain(three))
    // Three quantities of the total and two books, and the desk loss of the total.
    #expect(try uncertain(one).count == (3 * 3 + 1) * 2 * 3)
    let desk = try #require(one.uncertainty?.tail(0, .deskLoss, level: 0.9))
    #expect(desk.valueAtRisk.simulated == one.total[.deskLoss].tails[0].valueAtRisk)
    #expect(desk.valueAtRisk.least == -.infinity)
  }
}

/// A process that keeps what it was made of.
private struct Draws: StochasticProcess {
  static let name = "draws"
  static let summary = "keeps values"
  static let reference = "none"
  static let parameters: [Parameter] = []
  static let outputs: [ProcessOutput] = []
  let values: [String: Double]

  init(values: [String: Double]) { self.values = values }
  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) { values = [:] }
  var shocks: [Shock] { [] }
  func setInitialState(_ columns: ProcessColumns) {}
  func advance(_ columns: ProcessColumns) {}
}
