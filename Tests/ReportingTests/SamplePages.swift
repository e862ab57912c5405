import Calibration
import Foundation
import RiskMeasures
import Tables

@testable import Backtesting
@testable import Reporting
@testable import Studies

/// The four pages, of figures made by hand; names try to become markup.
enum SamplePages: String, CaseIterable, Sendable {
  case report, policies, calibration, backtest

  /// Made once: a backtest takes seconds in debug builds.
  private static let texts = Task {
    let context = SyntheticRun.context
    return [
      Self.report: HTMLReport.render(try lent(), context),
      .policies: PolicyPage.render(try policyResult(), context),
      .calibration: CalibrationPage.render(calibrationReport()),
      .backtest: BacktestHTML.render(try await backtestFigures(), context),
    ].mapValues { String(decoding: $0, as: UTF8.self) }
  }

  func text() async throws -> String { try await Self.texts.value[self, default: ""] }

  /// The synthetic run with a total that loses on 1,000 of 10,000 paths and nothing on the others.
  private static func lent() throws -> RunResult {
    let run = try SyntheticRun.result()
    return RunResult(
      plan: run.plan,
      subjects: [run.total.with([try MostlyZero.figures])] + run.subjects.dropFirst(),
      contributions: run.contributions, series: run.series, convergence: run.convergence,
      limits: run.limits, worstPaths: run.worstPaths, bridgedAccounts: 0)
  }

  /// Five policies close to each other and three on their own.
  static func policyResult(
    names: [String] = [
      "today", "VaR 99 % of 10 days", "ES 97.5 % of 10 days", "discount-aware",
      "duration-weighted", "toxicity <b>", "supervisory", "a policy with a name that never ends",
    ]
  ) throws -> PolicyResult {
    let capacities = [445.0, 446, 443, 442, 447, 303, 449, 482]
    let shortfalls = [3.8, 3.9, 3.7, 3.6, 4.0, 1.2, 10.5, 13.5]
    let terms = [
      PairTerms(
        collateral: "wstETH", debt: "WETH", value: 1e6, haircut: 0.2, liquidationThreshold: 0.83,
        liquidationBonus: 0.05)
    ]
    let candidates = names.map { name in
      PolicyCandidate(name: name, policy: "fixed", accounts: [], terms: terms)
    }
    func estimate(_ value: Double) -> Estimate {
      Estimate(value: value * 1e6, standardError: value * 1e5)
    }
    func subject(_ kind: PolicySubject.Kind, _ name: String, _ k: Int) -> PolicySubject {
      let means = Dictionary(
        uniqueKeysWithValues: PolicyQuantity.allCases.map {
          ($0, Estimate(value: 0.01, standardError: 0.001))
        })
      return PolicySubject(
        kind: kind, name: name, borrowCapacity: capacities[k] * 1e6, borrowed: 2e8, means: means,
        differences: means, expectedShortfall: estimate(shortfalls[k]),
        shortfallDifference: estimate(0.1), returnOnTail: nil)
    }
    return PolicyResult(
      plan: try SyntheticRun.plan(name: "Policies <i>", numeraire: .usd, seed: 1),
      policies: PolicyPlan(
        candidates: candidates, benchmark: 0, level: 0.99, reaction: "borrow the same share"),
      outcomes: candidates.indices.map { k in
        PolicyOutcome(
          candidate: candidates[k],
          subjects: [subject(.total, "total", k), subject(.book, SyntheticRun.hostileName, k)],
          dominatedBy: k == 6 ? "today" : nil)
      })
  }

  private static func calibrationReport() -> CalibrationReport {
    func series(_ name: String, _ pace: Double) -> DatedSeries {
      // Quantiles of Student's t with 4 degrees of freedom in a scattered order.
      var price = 2_000.0
      let values = (1...300).map { day -> Double in
        let u = (Double(day) * pace).truncatingRemainder(dividingBy: 1)
        let alpha = (4 * u * (1 - u)).squareRoot()
        let size = 2 * (cos(acos(alpha) / 3) / alpha - 1).squareRoot()
        price *= exp(0.02 * (u < 0.5 ? -size : size))
        return price
      }
      let dates = values.indices.map { CalendarDate(dayNumber: 18_000 + $0) }
      return DatedSeries(
        name: name, origin: "test", dates: dates, days: values.indices.map { Double($0 + 1) },
        values: values)
    }
    let histories = [series("eth<1>", 0.618_034), series("btc", 0.754_878)]
    let plans = histories.map {
      FactorCalibration(factor: $0.name, estimator: .returns(StudentTEstimator()), series: $0)
    }
    return CalibrationReport(
      version: "0.1.0", asOf: "2024-12-31",
      result: MarketCalibration(
        plans, dependence: DependencePlan(.kendall, factors: histories.map { $0.name })),
      remarks: ["a remark <b>"], factorCount: 2, priors: [("eth<1>", ["drift"])],
      priorCorrelations: [], correlationRepair: nil,
      sources: [
        .init(role: "history", path: "eth<1>.csv", sha256: String(repeating: "0f", count: 32))
      ])
  }

  private static func backtestFigures() async throws -> BacktestFigures {
    let run = try SyntheticRun.plan(name: "Backtest <i>", numeraire: .usd, seed: 7)
    let names = ["constant-volatility", "student-t"]
    let first = CalendarDate(dayNumber: 18_000)
    let plan = BacktestPlan(
      run: run, from: first.adding(days: 100), to: first.adding(days: 160), window: 100,
      horizons: [1], levels: [0.95, 0.99],
      models: names.compactMap(ForecastModelCatalog.model(named:)), quantity: .equityLoss,
      factors: [
        FactorHistory(
          factor: 0, name: "eth<1>", firstDate: first,
          logReturns: [Double](repeating: 0.01, count: 200))
      ])
    let losses = (0..<1_000).map { Double($0) - 500 }
    let days = try (0..<60).map { day in
      ForecastDay(
        dayNumber: 18_100 + day, fits: [],
        horizons: [
          try ForecastDay.Horizon(
            losses: losses, realised: Double(day * 37 % 60) * 17 - 500, levels: plan.levels)
        ])
    }
    return try await BacktestFigures(plan, days: [days, days], workers: 1)
  }
}
