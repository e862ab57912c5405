import Diagnostics
import Passes
import Paths
import RiskMeasures
import Studies

@testable import Reporting

/// A small run result made by hand: two books, three accounts, four days, 10,000 paths.
///
/// Its names try to become markup, formulas and terminal commands.
enum SyntheticRun {
  static let hostileName = "<b>&\"'</b>"
  static let paths = 10_000
  static let levels = [0.95, 0.99]

  static let context = ReportContext(
    version: "0.1.0", marketAsOf: "2024-12-30", priors: ["queue <prior>"],
    sources: [
      .init(role: "run", name: "desk.yaml", sha256: String(repeating: "ab", count: 32)),
      .init(role: "portfolio", name: "desk & co.csv", sha256: String(repeating: "0f", count: 32)),
    ])

  static func result(
    name: String = "Desk <i>overnight</i>", numeraire: Numeraire = .usd, seed: UInt64 = .max
  ) throws -> RunResult {
    var result = RunResult(
      plan: try plan(name: name, numeraire: numeraire, seed: seed),
      subjects: [total, loops, lender] + accounts, contributions: contributions, series: series,
      convergence: convergence, limits: limits, worstPaths: [TailPath(loss: 9e6, path: 17)],
      bridgedAccounts: 0)
    result.uncertainty = uncertainty(result)
    return result
  }

  /// Parameters double the variance of every figure at the lower level.
  private static func uncertainty(_ result: RunResult) -> UncertaintyResult {
    func figure(_ simulated: Estimate) -> UncertainFigure {
      UncertainFigure(
        simulated: simulated,
        predictive: Estimate(value: 1.25 * simulated.value, standardError: 1e4),
        parameterDeviation: Estimate(
          value: simulated.standardError.isFinite ? simulated.standardError : 0,
          standardError: 500), least: 0)
    }
    let tails = [(0, LossQuantity.equityLoss), (2, .badDebt)].compactMap { subject, quantity in
      result.subjects[subject][quantity].tails.first.map { tail in
        UncertainTail(
          subject: subject, quantity: quantity, level: tail.level,
          valueAtRisk: figure(tail.valueAtRisk),
          expectedShortfall: figure(tail.expectedShortfall))
      }
    }
    return UncertaintyResult(
      batches: 50,
      factors: [.init(factor: "eth<calm>", parameters: ["alpha", "beta"], refusals: 3)],
      tails: tails)
  }

  static func plan(
    name: String, numeraire: Numeraire, seed: UInt64, steps: Int = 4
  ) throws -> RunPlan {
    RunPlan(
      LossPlan(
        paths: PathPlan(
          market: try market(), grid: .init(stepCount: steps, stepDays: 1), count: paths,
          seed: seed, precision: .single),
        portfolio: PortfolioPlan(
          accounts: [], books: [Book(name: hostileName, view: .borrower)], protocolNames: [],
          adapters: []),
        measurement: MeasurementPlan(
          monitoring: .steps, levels: levels, attributionLevel: 0.975,
          accountTails: LossQuantity.allCases, observed: series.map(\.series))),
      words: ReportWords(
        name: name, valuationDate: "2024-12-31", numeraire: numeraire,
        warnings: ["account a<1> has a health factor of 0.99"]),
      limits: limits.map(\.limit))
  }

  /// A market without factors: reports read how shocks depend, and no more.
  private static func market() throws -> MarketPlan {
    var errors: [InputError] = []
    let correlation = CorrelationDefinition(
      pairs: [], repairs: false, location: SourceLocation(file: "market.yaml"))
    let builder = MarketBuilder(
      factors: [], correlation: correlation, dependence: .studentT(4), errors: &errors)
    return try requireValue(builder).plan(marks: MarkTable(numeraire: nil))
  }

  struct Missing: Error {}

  private static func requireValue<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
  }

  // MARK: Subjects

  static let total = subject(
    .total, "total", view: .borrower, collateral: 60e6, debt: 40e6, health: 1.051, scale: 1,
    liquidated: [100, 80, 60, 40], badDebt: 12)
  static let loops = subject(
    .book, hostileName, view: .borrower, collateral: 45e6, debt: 30e6, health: 1.051, scale: 0.8,
    liquidated: [90, 70, 50, 30], badDebt: 12)
  static let lender = subject(
    .book, "lender", view: .lender, collateral: 15e6, debt: 10e6, health: 1.32, scale: 0.2,
    liquidated: [10, 10, 10, 10], badDebt: 0)
  static let accounts = [
    subject(
      .account, "=cmd|'/C calc'!A0", book: hostileName, view: .borrower, collateral: 30e6,
      debt: 20e6, health: 1.051, scale: 0.6, liquidated: [60, 50, 40, 30], badDebt: 12),
    subject(
      .account, "a\u{1b}[31m<2>", book: hostileName, view: .borrower, collateral: 15e6, debt: 10e6,
      health: 1.2, scale: 0.2, liquidated: [30, 20, 10, 0], badDebt: 0),
    subject(
      .account, "idle", book: "lender", view: .lender, collateral: 15e6, debt: 0,
      health: .infinity, scale: 0, liquidated: [0, 0, 0, 0], badDebt: 0),
  ]

  private static func subject(
    _ kind: SubjectResult.Kind, _ name: String, book: String? = nil, view: SubjectView,
    collateral: Double, debt: Double, health: Double, scale: Double, liquidated: [Int],
    badDebt: Int
  ) -> SubjectResult {
    SubjectResult(
      kind: kind, name: name, book: book, view: view, collateralValue: collateral,
      debtValue: debt, exposure: view == .borrower ? collateral - debt : debt,
      healthFactor: health, distanceToLiquidation: health.isFinite ? 1 - 1 / health : 1,
      quantities: [
        quantity(.equityLoss, scale: scale, positive: 5_100, isWide: kind != .account),
        quantity(.badDebt, scale: scale * 0.01, positive: badDebt, isWide: kind != .account),
        quantity(
          .liquidated, scale: scale * 0.5, positive: liquidated.reduce(0, +),
          isWide: kind != .account),
      ],
      liquidation: ProbabilityEstimate(successes: liquidated.reduce(0, +), trials: paths),
      firstLiquidations: liquidated)
  }

  private static func quantity(
    _ quantity: LossQuantity, scale: Double, positive: Int, isWide: Bool
  ) -> QuantityFigures {
    let isZero = scale == 0 || positive == 0
    let unit = isZero ? 0 : scale * 1e6
    return QuantityFigures(
      quantity: quantity, mean: Estimate(value: -0.1 * unit, standardError: 0.02 * unit),
      standardDeviation: 2 * unit, minimum: -6 * unit, maximum: 9 * unit,
      probabilityPositive: ProbabilityEstimate(successes: isZero ? 0 : positive, trials: paths),
      tails: tails(unit),
      histogram: isWide
        ? LossHistogram(
          lowerEdge: -6 * unit, binWidth: unit, counts: histogram, below: 1, above: 3) : nil)
  }

  private static let histogram = [
    4, 40, 200, 700, 1_500, 2_400, 2_250, 1_500, 900, 350, 110, 40, 2,
  ]

  private static func tails(_ unit: Double) -> [TailFigures] {
    [
      TailFigures(
        level: 0.95,
        valueAtRisk: Estimate(
          value: 3.2 * unit, standardError: 0.05 * unit, lower: 3.1 * unit, upper: 3.3 * unit,
          confidence: 0.95, method: .orderStatistics),
        expectedShortfall: Estimate(value: 4.1 * unit, standardError: 0.06 * unit)),
      TailFigures(
        level: 0.99,
        valueAtRisk: Estimate(
          value: 4.7 * unit, standardError: 0.1 * unit, lower: 4.5 * unit, upper: .infinity,
          confidence: 0.95, method: .unknown),
        expectedShortfall: Estimate(value: 5.6 * unit, standardError: 0.15 * unit)),
    ]
  }

  // MARK: The rest

  private static let contributions = [
    ContributionResult(
      subject: "total", quantity: .equityLoss, level: 0.975, expectedShortfall: 4.8e6,
      tailPaths: 250,
      accounts: [
        part(accounts[0].name, 3.6e6), part(accounts[1].name, 1.2e6), part("idle", 0),
      ],
      tokens: [
        part("wstETH collateral", 8e6), part("limited recourse", -0.2e6), part("WETH debt", -3e6),
      ])
  ]

  private static func part(_ name: String, _ value: Double) -> ContributionResult.Part {
    .init(
      name: name, contribution: Estimate(value: value, standardError: value.magnitude * 0.03))
  }

  private static let series = [
    SeriesQuantiles(
      series: ObservedSeries(name: "ETH price", unit: "USD", source: .mark(0)),
      days: [0, 1, 2, 3, 4], probabilities: probabilities,
      values: (0...4).map { day in
        probabilities.map { 3_300 + ($0 - 0.5) * 800 * Double(day).squareRoot() }
      }, paths: paths),
    SeriesQuantiles(
      series: ObservedSeries(name: "wstETH discount", unit: "fraction", source: .discount(1)),
      days: [0, 1, 2, 3, 4], probabilities: probabilities,
      values: (0...4).map { day in probabilities.map { 0.001 + ($0 - 0.5) * 0.004 * Double(day) } },
      paths: paths),
  ]

  private static let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

  private static let convergence = [
    ConvergencePoint(paths: 2_500, tails: tails(0.96e6)),
    ConvergencePoint(paths: 5_000, tails: tails(1.02e6)),
    ConvergencePoint(paths: 10_000, tails: tails(1e6)),
  ]

  static let limits = [
    LimitVerdict(
      limit: Limit(
        measure: .liquidationProbability, quantity: .equityLoss, level: nil, subject: .total,
        warn: 0.05, hard: 0.1, unit: .numeraire, basis: .estimate), value: 0.028, status: .passed),
    LimitVerdict(
      limit: Limit(
        measure: .expectedShortfall, quantity: .equityLoss, level: 0.99,
        subject: .book(hostileName), warn: 4e6, hard: 4.4e6, unit: .numeraire, basis: .upper),
      value: 4.715e6, status: .hard),
    LimitVerdict(
      limit: Limit(
        measure: .valueAtRisk, quantity: .equityLoss, level: 0.99,
        subject: .account(accounts[0].name), warn: 20, hard: nil, unit: .percent, basis: .estimate),
      value: 28.2, status: .warning),
  ]
}
