import Calibration
import Diagnostics
import Foundation
import Lending
import Market
import Passes
import Paths
import Processes
import RiskMeasures
import Studies
import Tables
import Testing
import VectorMath

@testable import Backtesting

/// Small backtests made in code: 100 ETH at 2,000 dollars against a debt of dollars.
struct BacktestCase {
  var debt = 50_000.0
  var window = 100
  var days = 60
  var horizons = [1]
  var paths = 200
  var levels: [Level] = [0.95, 0.99]
  var models = ["constant-volatility"]
  var seed: UInt64 = 7
  /// Beyond the window and the days nothing of it is needed.
  var logReturns = BacktestCase.returns(count: 200, seed: 3)

  static let here = SourceLocation(file: "plan")
  static let start = CalendarDate(dayNumber: 18_000)

  /// Independent normal returns of 4 % a day.
  static func returns(count: Int, seed: UInt64, deviation: Double = 0.04) -> [Double] {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    return (0..<count).map { _ in
      // Marsaglia (2003), Xorshift RNGs, doi:10.18637/jss.v008.i14.
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return deviation * NormalDistribution.quantile((Double(state >> 12) + 0.5) * 0x1p-52)
    }
  }

  func plan() throws -> BacktestPlan {
    BacktestPlan(
      run: try run(), from: Self.start.adding(days: window),
      to: Self.start.adding(days: window + days), window: window, horizons: horizons,
      levels: levels,
      models: try models.map { try #require(ForecastModelCatalog.model(named: $0)) },
      quantity: .equityLoss,
      factors: [
        FactorHistory(factor: 0, name: "eth", firstDate: Self.start, logReturns: logReturns)
      ])
  }

  /// Accounts are closed whole at a bonus of 5 % when the debt passes 80 % of the collateral.
  private func run() throws -> RunPlan {
    let process = try GeometricBrownianMotion(
      ParameterTable(["volatility": 0.8], declared: GeometricBrownianMotion.parameters),
      step: TimeStep(days: 1))
    var errors: [InputError] = []
    let builder = try #require(
      MarketBuilder(
        factors: [
          FactorDefinition(name: "eth", process: process, wiring: [:], location: Self.here)
        ], correlation: CorrelationDefinition(pairs: [], repairs: false, location: Self.here),
        dependence: .gaussian, errors: &errors))
    var marks = MarkTable(numeraire: nil)
    let eth = marks.market(
      TokenQuote(
        token: Token(symbol: "ETH", kind: .native, underlying: nil, location: Self.here),
        underlyingPrice: 2000, priceColumn: builder.column(of: .logPrice, factor: "eth")))
    let dollar = marks.market(
      TokenQuote(
        token: Token(symbol: "USD", kind: .stable, underlying: nil, location: Self.here),
        underlyingPrice: 1, priceColumn: nil))
    let account = Account(
      id: "a", book: 0, protocolIndex: 0,
      collateral: [
        CollateralLeg(
          token: "ETH", units: 100, oracleMark: eth, marketMark: eth,
          terms: CollateralTerms(
            maxLoanToValue: 0.75, liquidationThreshold: 0.8, liquidationBonus: 0.05,
            liquidationProtocolFee: 0))
      ], debts: [DebtLeg(token: "USD", units: debt, oracleMark: dollar, marketMark: dollar)])
    return RunPlan(
      LossPlan(
        paths: PathPlan(
          market: builder.plan(marks: marks), grid: TimeGrid(stepCount: 1, stepDays: 1),
          count: paths, seed: seed, precision: .double),
        portfolio: PortfolioPlan(
          accounts: [account], books: [Book(name: "b", view: .borrower)], protocolNames: ["p"],
          adapters: [
            try FullClose(
              ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
          ]),
        measurement: MeasurementPlan(
          monitoring: .steps, levels: levels.map(\.value), attributionLevel: levels[0].value)),
      words: ReportWords(name: "case", valuationDate: "2024-12-31", numeraire: .usd))
  }
}

/// A forecaster that knows the volatility of a day and looks at no return.
struct KnownVolatility: Forecaster {
  let process: GeometricBrownianMotion

  init(deviation: Double) throws {
    process = try GeometricBrownianMotion(
      ParameterTable(
        ["volatility": deviation * 365.0.squareRoot()],
        declared: GeometricBrownianMotion.parameters), step: TimeStep(days: 1))
  }

  func fit(_ returns: ReturnSeries) throws(CalibrationError) -> WindowFit {
    WindowFit(estimator: "known", parameters: [:], process: process)
  }
}
