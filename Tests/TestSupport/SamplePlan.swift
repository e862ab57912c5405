import Diagnostics
import Lending
import Market
import Passes
import Paths
import Processes
import RandomNumbers
import Studies

/// Small plans made in code.
package struct SamplePlan {
  package var volatility: Double
  package var drift: Double
  package var jumpRate: Double
  package var paths: Int
  package var steps: Int
  package var seed: UInt64
  package var dependence: Dependence
  package var monitoring: Monitoring
  package var numeraire: Numeraire
  package var levels: [Double]
  package var correlation: Double
  /// Health factors at time 0 of the accounts in the first book.
  package var healthFactors: [Double]
  /// Views of the two books.
  package var views: [BookView]
  /// Adapter of the accounts.
  package var isAave: Bool

  /// Accounts of two books, most of them close to liquidation.
  package init(
    volatility: Double = 0.8,
    drift: Double = 0.0,
    jumpRate: Double = 0.0,
    paths: Int = 2_000,
    steps: Int = 10,
    seed: UInt64 = 7,
    dependence: Dependence = .gaussian,
    monitoring: Monitoring = .steps,
    numeraire: Numeraire = .usd,
    levels: [Double] = [0.9, 0.99],
    correlation: Double = 0.5,
    healthFactors: [Double] = [1.02, 1.1, 1.5],
    views: [BookView] = [.borrower, .lender],
    isAave: Bool = true
  ) {
    self.volatility = volatility
    self.drift = drift
    self.jumpRate = jumpRate
    self.paths = paths
    self.steps = steps
    self.seed = seed
    self.dependence = dependence
    self.monitoring = monitoring
    self.numeraire = numeraire
    self.levels = levels
    self.correlation = correlation
    self.healthFactors = healthFactors
    self.views = views
    self.isAave = isAave
  }

  /// Where the plan says that it stands.
  package static let here = SourceLocation(file: "plan")

  /// Two correlated prices; accounts hold both against dollars, one account of a second book owes ETH.
  package func plan() throws -> RunPlan {
    let step = TimeStep(days: 1)
    func factor<P: StochasticProcess>(
      _ name: String, _ type: P.Type, _ values: [String: Double]
    ) throws -> FactorDefinition {
      FactorDefinition(
        name: name,
        process: try P(ParameterTable(values, declared: P.parameters), step: step), wiring: [:],
        location: Self.here)
    }
    let eth =
      jumpRate > 0
      ? try factor(
        "eth", MertonJumpDiffusion.self,
        [
          "volatility": volatility, "jumpRate": jumpRate, "jumpMean": -0.1,
          "jumpVolatility": 0.05,
        ])
      : try factor("eth", GeometricBrownianMotion.self, ["volatility": volatility, "drift": drift])
    let discount = try factor(
      "discount", LogDiscount.self, ["speed": 30, "volatility": 0.02, "level": 0.001])
    var errors: [InputError] = []
    let built = MarketBuilder(
      factors: [eth, discount],
      correlation: CorrelationDefinition(
        pairs: [.init("eth", "discount", correlation, at: Self.here)], repairs: false,
        location: Self.here), dependence: dependence, errors: &errors)
    guard let builder = built else { throw InputErrors(errors) }
    let ethQuote = TokenQuote(
      token: Token(symbol: "ETH", kind: .native, underlying: nil, location: Self.here),
      underlyingPrice: 2000, priceColumn: builder.column(of: .logPrice, factor: "eth"))
    let lst = TokenQuote(
      token: Token(symbol: "LST", kind: .exchangeRate, underlying: "ETH", location: Self.here),
      underlyingPrice: 2000, priceColumn: builder.column(of: .logPrice, factor: "eth"),
      exchangeRate: 1.1, discountColumn: builder.column(of: .logDiscount, factor: "discount"))
    let dollar = TokenQuote(
      token: Token(symbol: "USD", kind: .stable, underlying: nil, location: Self.here),
      underlyingPrice: 1, priceColumn: nil)
    var marks = MarkTable(numeraire: numeraire == .eth ? ethQuote : nil)
    let terms = CollateralTerms(
      maxLoanToValue: 0.78, liquidationThreshold: 0.8, liquidationBonus: 0.05,
      liquidationProtocolFee: 0.1)
    func collateral(_ quote: TokenQuote, _ units: Double) -> CollateralLeg {
      CollateralLeg(
        token: quote.token.symbol, units: units, oracleMark: marks.oracle(quote, .exchangeRate),
        marketMark: marks.market(quote), terms: terms)
    }
    func debt(_ quote: TokenQuote, _ units: Double) -> DebtLeg {
      let mark = marks.market(quote, accrual: .constant(0.05))
      return DebtLeg(token: quote.token.symbol, units: units, oracleMark: mark, marketMark: mark)
    }
    var accounts: [Account] = []
    for (k, health) in healthFactors.enumerated() {
      // 100 ETH and 100 LST: (100 + 110) × 2000 × 0.8 = 336,000 counts.
      accounts.append(
        Account(
          id: "a\(k)", book: 0, protocolIndex: 0,
          collateral: [collateral(ethQuote, 100), collateral(lst, 100)],
          debts: [debt(dollar, 336_000 / health)]))
    }
    accounts.append(
      Account(
        id: "loop", book: 1, protocolIndex: 0, collateral: [collateral(lst, 100)],
        debts: [debt(ethQuote, 80)]))
    let adapter: any ProtocolAdapter =
      isAave
      ? try AaveV3(ParameterTable([:], declared: AaveV3.parameters))
      : try FullClose(ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
    return RunPlan(
      LossPlan(
        paths: PathPlan(
          market: builder.plan(marks: marks), grid: TimeGrid(stepCount: steps, stepDays: 1),
          count: paths, seed: seed, precision: .single),
        portfolio: PortfolioPlan(
          accounts: accounts,
          books: [Book(name: "dollars", view: views[0]), Book(name: "loops", view: views[1])],
          protocolNames: ["sample"], adapters: [adapter]),
        measurement: MeasurementPlan(
          monitoring: monitoring, levels: levels, attributionLevel: 0.95,
          accountTails: LossQuantity.allCases,
          observed: [
            ObservedSeries(
              name: "LST discount", unit: "fraction",
              source: .discount(builder.column(of: .logDiscount, factor: "discount") ?? 0))
          ])),
      words: ReportWords(name: "sample", valuationDate: "2024-12-31", numeraire: numeraire))
  }
}
