import Diagnostics
import Lending
import Market
import Processes
import RandomNumbers
import Simulation
import Testing

/// Small plans made in code.
struct SamplePlan {
  var volatility = 0.8
  var drift = 0.0
  var jumpRate = 0.0
  var paths = 2_000
  var steps = 10
  var seed: UInt64 = 7
  var dependence = Dependence.gaussian
  var monitoring = Monitoring.steps
  var numeraire = Numeraire.usd
  var levels = [0.9, 0.99]
  var correlation = 0.5
  /// Health factors at time 0 of the accounts in the first book.
  var healthFactors = [1.02, 1.1, 1.5]
  /// Views of the two books.
  var views = [BookView.borrower, .lender]
  /// Adapter of the accounts.
  var isAave = true

  static let here = SourceLocation(file: "plan")

  /// Two correlated prices; accounts hold both against dollars, one account of a second book owes ETH.
  func plan() throws -> RunPlan {
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
    let builder = try #require(
      MarketBuilder(
        factors: [eth, discount],
        correlation: CorrelationDefinition(
          pairs: [.init("eth", "discount", correlation, at: Self.here)], repairs: false,
          location: Self.here), dependence: dependence, errors: &errors))
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
      name: "sample", valuationDate: "2024-12-31", numeraire: numeraire,
      grid: TimeGrid(stepCount: steps, stepDays: 1), paths: paths, seed: seed,
      precision: .single, monitoring: monitoring, levels: levels, attributionLevel: 0.95,
      accountTails: LossQuantity.allCases, limits: [], market: builder.plan(marks: marks),
      portfolio: PortfolioPlan(
        accounts: accounts,
        books: [Book(name: "dollars", view: views[0]), Book(name: "loops", view: views[1])],
        protocolNames: ["sample"], adapters: [adapter]),
      observed: [
        ObservedSeries(
          name: "LST discount", unit: "fraction",
          source: .discount(builder.column(of: .logDiscount, factor: "discount") ?? 0))
      ])
  }
}
