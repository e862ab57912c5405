import Diagnostics
import Lending
import Market
import Processes
import TestSupport
import Testing

@testable import Passes
@testable import Paths
@testable import Studies

/// Variances between steps of ratios of prices, by hand: σ² of BTC is 0.36, of ETH 0.64, their
/// covariance 0.5 × 0.6 × 0.8 = 0.24.
@Suite struct BridgeVarianceTests {
  private static let here = SourceLocation(file: "plan")

  private func token(_ symbol: String, _ kind: Token.Kind) -> Token {
    Token(symbol: symbol, kind: kind, underlying: nil, location: Self.here)
  }

  private func variances(_ numeraire: Numeraire) throws -> [Int: Double] {
    func brownian(_ name: String, _ volatility: Double) throws -> FactorDefinition {
      FactorDefinition(
        name: name,
        process: try GeometricBrownianMotion(
          ParameterTable(
            ["volatility": volatility], declared: GeometricBrownianMotion.parameters),
          step: TimeStep(days: 1)), wiring: [:], location: Self.here)
    }
    var errors: [InputError] = []
    let builder = try #require(
      MarketBuilder(
        factors: [try brownian("eth", 0.8), try brownian("btc", 0.6)],
        correlation: CorrelationDefinition(
          pairs: [.init("eth", "btc", 0.5, at: Self.here)], repairs: false, location: Self.here),
        dependence: .gaussian, errors: &errors))
    func quote(_ symbol: String, _ factor: String?) -> TokenQuote {
      TokenQuote(
        token: token(symbol, factor == nil ? .stable : .native), underlyingPrice: 2_000,
        priceColumn: factor.flatMap { builder.column(of: .logPrice, factor: $0) })
    }
    var marks = MarkTable(numeraire: numeraire == .eth ? quote("ETH", "eth") : nil)
    let prices = [
      "ETH": marks.market(quote("ETH", "eth")), "BTC": marks.market(quote("BTC", "btc")),
      "USD": marks.market(quote("USD", nil)),
    ]
    let terms = CollateralTerms(
      maxLoanToValue: 0.7, liquidationThreshold: 0.8, liquidationBonus: 0.05,
      liquidationProtocolFee: 0)
    var plan = try SamplePlan(numeraire: numeraire).plan()
    plan.measurement.monitoring = .bridge
    plan.measurement.observed = []
    plan.paths.market = builder.plan(marks: marks)
    let pairs = [("BTC", "USD"), ("USD", "BTC"), ("ETH", "BTC"), ("ETH", "USD"), ("BTC", "BTC")]
    return BridgeVariance.byAccount(
      plan.withAccounts(
        pairs.map { collateral, debt in
          Account(
            id: "\(collateral)/\(debt)", book: 0, protocolIndex: 0,
            collateral: [
              CollateralLeg(
                token: collateral, units: 2, oracleMark: prices[collateral] ?? 0,
                marketMark: prices[collateral] ?? 0, terms: terms)
            ],
            debts: [
              DebtLeg(
                token: debt, units: 1, oracleMark: prices[debt] ?? 0, marketMark: prices[debt] ?? 0)
            ])
        }
      ).losses)
  }

  /// A ratio does not know its numeraire: BTC against dollars is BTC alone, also where dollars
  /// themselves move against ETH.
  @Test(arguments: Numeraire.allCases) func ratiosDoNotKnowTheNumeraire(_ numeraire: Numeraire)
    throws
  {
    let found = try variances(numeraire)
    let expected = [0: 0.36, 1: 0.36, 2: 0.36 + 0.64 - 2 * 0.24, 3: 0.64]
    #expect(Set(found.keys) == Set(expected.keys))
    for (account, variance) in expected {
      #expect(abs((found[account] ?? 0) - variance / 365) < 1e-15, "account \(account)")
    }
  }
}
