import Diagnostics
import Lending
import Market
import Passes
import Paths
import Processes
import Studies

/// A market and a portfolio as input documents would state them, made from a case's inputs.
struct EngineMarket {
  /// The one step that all processes are made for.
  let grid: TimeGrid
  var dependence = Dependence.gaussian
  private(set) var factors: [FactorDefinition] = []
  private(set) var pairs: [CorrelationDefinition.Pair] = []
  private let here = SourceLocation(file: "case")

  /// - Parameters:
  ///   - years: Horizon in years.
  ///   - steps: Number of equal steps.
  init(years: Double, steps: Int) {
    grid = TimeGrid(stepCount: steps, stepDays: years * 365 / Double(steps))
  }

  /// Adds a factor of a process from the engine's catalogue.
  ///
  /// - Throws: The engine's refusal of a parameter.
  mutating func add<P: StochasticProcess>(
    _ name: String, _ process: P.Type, _ values: [String: Double], reading: [String: String] = [:]
  ) throws {
    factors.append(
      FactorDefinition(
        name: name, process: try make(process, values), wiring: reading, location: here))
  }

  /// A process of one step of the grid.
  func make<P: StochasticProcess>(_ process: P.Type, _ values: [String: Double]) throws -> P {
    var errors: [InputError] = []
    let table = ParameterTable(
      values.mapValues { ($0, here) }, declared: P.parameters, owner: P.name, at: here,
      errors: &errors)
    guard let table else { throw InputErrors(errors) }
    return try P(table, step: grid.step)
  }

  /// Correlates the main shocks of two factors.
  mutating func correlate(_ a: String, _ b: String, _ value: Double) {
    pairs.append(CorrelationDefinition.Pair(a, b, value, at: here))
  }

  /// The market with its columns and its factored correlation matrix.
  func build() throws -> MarketBuilder {
    var errors: [InputError] = []
    let builder = MarketBuilder(
      factors: factors,
      correlation: CorrelationDefinition(pairs: pairs, repairs: false, location: here),
      dependence: dependence, errors: &errors)
    guard let builder else { throw InputErrors(errors) }
    return builder
  }

  /// A run plan in US dollars.
  func plan(
    _ builder: MarketBuilder, marks: MarkTable = MarkTable(numeraire: nil),
    accounts: [Account] = [], adapter: (any ProtocolAdapter)? = nil, paths: Int,
    monitoring: Monitoring = .steps
  ) throws -> RunPlan {
    let adapter = try adapter ?? fullClose()
    return RunPlan(
      LossPlan(
        paths: PathPlan(
          market: builder.plan(marks: marks), grid: grid, count: paths, seed: Self.seed,
          precision: .single),
        portfolio: PortfolioPlan(
          accounts: accounts, books: [Book(name: "book", view: .borrower)],
          protocolNames: [type(of: adapter).name], adapters: [adapter]),
        measurement: MeasurementPlan(
          monitoring: monitoring, levels: [0.99], attributionLevel: 0.99)),
      words: ReportWords(name: "validation", valuationDate: "2026-01-01", numeraire: .usd))
  }

  /// The rules of an account that is closed as a whole.
  private func fullClose() throws -> any ProtocolAdapter {
    try FullClose(ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
  }

  /// Every run has the same seed, so that a verdict never changes by itself.
  static let seed: UInt64 = 20_260_101
}

extension EngineMarket {
  /// The quote of a token whose price is a factor's.
  static func quote(
    _ symbol: String, _ kind: Token.Kind = .native, price: Double, column: Int?,
    exchangeRateColumn: Int? = nil, discountColumn: Int? = nil
  ) -> TokenQuote {
    TokenQuote(
      token: Token(
        symbol: symbol, kind: kind, underlying: nil, location: SourceLocation(file: "case")),
      underlyingPrice: price, priceColumn: column, exchangeRateColumn: exchangeRateColumn,
      discountColumn: discountColumn)
  }

  /// A collateral leg that the oracle values at its market price.
  static func collateral(
    _ symbol: String, units: Double = 1, mark: Int, threshold: Double = 1
  ) -> CollateralLeg {
    CollateralLeg(
      token: symbol, units: units, oracleMark: mark, marketMark: mark,
      terms: CollateralTerms(
        maxLoanToValue: 0, liquidationThreshold: threshold, liquidationBonus: 0.05,
        liquidationProtocolFee: 0))
  }

  /// An account of the plan's only book and protocol.
  static func account(
    _ id: String, _ collateral: [CollateralLeg], debts: [DebtLeg] = []
  ) -> Account {
    Account(id: id, book: 0, protocolIndex: 0, collateral: collateral, debts: debts)
  }

  /// A debt of so many units at one mark.
  static func debt(_ symbol: String, units: Double = 1, mark: Int) -> DebtLeg {
    DebtLeg(token: symbol, units: units, oracleMark: mark, marketMark: mark)
  }
}
