import Diagnostics
import Foundation
import Market
import Testing

@testable import Calibration
@testable import Processes

/// What every estimator of the catalogue keeps.
@Suite struct EstimatorCatalogTests {
  static let names = EstimatorCatalog.all.map { $0.name }

  /// An estimator that goes on where ETH's α + β runs to 1.
  static func estimator(_ name: String) throws -> any ProcessEstimator {
    let type = try #require(EstimatorCatalog.estimator(named: name))
    guard type == GarchEstimator.self else { return type.init() }
    var estimator = GarchEstimator()
    estimator.persistence = .limited(to: 0.9999)
    return estimator
  }

  @Test func namesAreUniqueAndDescribed() {
    #expect(Set(Self.names).count == Self.names.count)
    for type in EstimatorCatalog.all {
      #expect(!type.summary.isEmpty && type.reference.contains(where: \.isNumber))
    }
    #expect(EstimatorCatalog.estimator(named: "no-such") == nil)
  }

  /// Every option of an estimator takes what it says that it takes; keys occur once in the catalogue.
  @Test func optionsAreTaken() {
    for type in EstimatorCatalog.all {
      var estimator = type.init()
      for option in type.options {
        switch option.values {
        case .number(let range, _):
          #expect(range.contains(0.5))
          estimator.set(option.key, to: .number(0.5))
        case .words(let words): for word in words { estimator.set(option.key, to: .word(word)) }
        }
      }
    }
    let keys = EstimatorCatalog.options.map(\.key)
    #expect(keys == ["persistenceLimit", "initialVolatility"])
  }

  @Test func optionsOfGarch() {
    var garch = GarchEstimator()
    garch.set("persistenceLimit", to: .number(0.99))
    garch.set("initialVolatility", to: .word("filtered"))
    #expect(garch.persistence == .limited(to: 0.99) && garch.initialVariance == .filtered)
  }

  /// The fit to ETH is complete, and the process takes its parameters.
  @Test(arguments: names) func processTakesTheParameters(_ name: String) throws {
    let returns = try EthCloses.returns()
    let fit = try Self.estimator(name).fit(returns)
    #expect(fit.estimator == name)
    let process = try #require(ProcessCatalog.process(named: fit.process))
    var errors: [InputError] = []
    let here = SourceLocation(file: "fit")
    let table = ParameterTable(
      fit.processParameters.mapValues { ($0, here) }, declared: process.parameters, owner: name,
      at: here, errors: &errors)
    #expect(errors.isEmpty, "\(errors)")
    _ = try process.init(try #require(table), step: returns.step)
    #expect(fit.observationCount == 2_609 && fit.residuals.count == 2_609)
    #expect(fit.residuals.allSatisfy(\.isFinite) && fit.normalScores.allSatisfy(\.isFinite))
    #expect(fit.variances?.count ?? 2_609 == 2_609)
    #expect(fit.covariance.rowCount == fit.parameters.count)
    #expect(fit.schwarz > fit.akaike)
    #expect(fit.convergence.decrement < 1e-4)
    for (i, parameter) in fit.parameters.enumerated() where parameter.name != "degreesOfFreedom" {
      let error = try #require(parameter.standardError)
      #expect(error > 0 && abs(error * error - fit.covariance[i, i]) < 1e-12 * fit.covariance[i, i])
      #expect(parameter.interval?.contains(parameter.value) == true)
      // A parameter of the same name is that of the process.
      if let value = fit.processParameters[parameter.name], fit.warnings.isEmpty {
        #expect(value == parameter.value)
      }
    }
  }

  @Test(arguments: names) func refusesShortHistories(_ name: String) throws {
    let type = try #require(EstimatorCatalog.estimator(named: name))
    let all = try EthCloses.returns().values
    let short = try ReturnSeries(Array(all.prefix(type.leastCount - 1)))
    #expect(
      throws: CalibrationError.tooShort(count: type.leastCount - 1, needed: type.leastCount)
    ) { try type.init().fit(short) }
  }

  /// Starting from its own result an estimator stays there.
  @Test(arguments: names) func warmStartsStay(_ name: String) throws {
    let returns = try EthCloses.returns()
    let estimator = try Self.estimator(name)
    let cold = try estimator.fit(returns)
    let warm = try estimator.fit(returns, from: cold)
    #expect(abs(warm.logLikelihood - cold.logLikelihood) < 1e-8)
    for (a, b) in zip(warm.parameters, cold.parameters) {
      #expect(abs(a.value - b.value) < 1e-5 * (b.standardError ?? 0), "\(a.name)")
    }
  }

  /// A fit of per cent carries the warning of its series.
  @Test(arguments: names) func passesWarningsOn(_ name: String) throws {
    let all = try EthCloses.returns().values
    let percent = try ReturnSeries(all.prefix(1_500).map { 100 * $0 })
    let fit = try Self.estimator(name).fit(percent)
    #expect(Array(fit.warnings.prefix(2)) == percent.warnings && percent.warnings.count == 2)
  }

  /// Histories that the engine's own processes simulate are found again, in the processes' names and
  /// units: the mean of 20 estimates from 1,000 days each lies within 4 of its standard errors. A year
  /// of 252 instead of 365 days would move a volatility by 17 %, some 20 of them.
  @Test func findsTheEnginesOwnParameters() throws {
    try expectRecovery(
      GeometricBrownianMotion.self, ["volatility": 0.8], by: ConstantVolatilityEstimator())
    try expectRecovery(
      StudentTReturns.self, ["scale": 0.03, "degreesOfFreedom": 4], by: StudentTEstimator())
    try expectRecovery(
      GarchT.self,
      [
        "alpha": 0.1, "beta": 0.85, "degreesOfFreedom": 5, "targetVolatility": 0.7,
        "initialVolatility": 0.7,
      ], by: GarchEstimator(), except: ["initialVolatility"])
    try expectRecovery(
      MertonJumpDiffusion.self,
      ["volatility": 0.5, "jumpRate": 30, "jumpMean": -0.02, "jumpVolatility": 0.08],
      by: MertonEstimator())
  }

  private func expectRecovery<P: StochasticProcess>(
    _ type: P.Type, _ truth: [String: Double], by estimator: some ProcessEstimator,
    except left: Set<String> = []
  ) throws {
    let histories = try ProcessHistory.returns(type, truth, steps: 1_000, seed: 18)
    var found: [String: [Double]] = [:]
    for history in histories.prefix(20) {
      let fit = try estimator.fit(try ReturnSeries(history))
      #expect(fit.process == P.name)
      for (name, value) in fit.processParameters { found[name, default: []].append(value) }
    }
    for (name, value) in truth where !left.contains(name) {
      let values = try #require(found[name])
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
      #expect(
        abs(mean - value) < 4 * deviation / n.squareRoot(),
        "\(P.name) \(name): \(mean) instead of \(value) ± \(deviation / n.squareRoot())")
    }
  }
}
