import Collateral
import Foundation
import Processes
import Simulation

/// One account with one collateral and one debt, whose liquidation probability a run finds.
///
/// HF(0) is the collateral's price: one unit of each side, liquidation threshold 1, debt price 1.
struct LiquidationCase {
  /// Drift and volatility of the collateral's price, per year and per √year.
  let collateral: (drift: Double, volatility: Double)
  /// Of the debt's; `nil` for a debt in dollars.
  var debt: (drift: Double, volatility: Double)?
  /// Correlation of the two prices.
  var correlation = 0.0
  let healthFactor: Double
  /// Growth of the collateral's and of the debt's units, continuously compounded per year.
  var supplyRate = 0.0
  var borrowRate = 0.0
  let years: Double
  let steps: Int
  let monitoring: Monitoring

  /// Paths of every run: the number that the discrete table is claimed at.
  static let paths = 1_000_000

  func plan() throws -> RunPlan {
    var market = EngineMarket(years: years, steps: steps)
    try market.add(
      "collateral", GeometricBrownianMotion.self,
      ["drift": collateral.drift, "volatility": collateral.volatility])
    if let debt {
      try market.add(
        "debt", GeometricBrownianMotion.self,
        ["drift": debt.drift, "volatility": debt.volatility])
      market.correlate("collateral", "debt", correlation)
    }
    let builder = try market.build()
    var marks = MarkTable(numeraire: nil)
    let asset = marks.market(
      EngineMarket.quote(
        "ASSET", price: healthFactor,
        column: builder.column(of: .logPrice, factor: "collateral")),
      accrual: .constant(supplyRate))
    let owed = marks.market(
      EngineMarket.quote("OWED", price: 1, column: builder.column(of: .logPrice, factor: "debt")),
      accrual: .constant(borrowRate))
    return try market.plan(
      builder, marks: marks,
      accounts: [
        EngineMarket.account(
          "account", [EngineMarket.collateral("ASSET", mark: asset)],
          debts: [EngineMarket.debt("OWED", mark: owed)])
      ], paths: Self.paths, monitoring: monitoring)
  }

  /// Share of paths in which the account is liquidated at least once.
  func probability() async throws -> Double {
    let result = try await Simulation(plan(), workers: 1).run()
    return result.total.liquidation.value
  }
}

extension ReferenceCheck {
  /// Looks at the end of every step.
  static let firstPassageDiscrete = ReferenceCheck(
    "barrier/first_passage_discrete",
    [
      .claimed("prob_hit"),
      .notCovered(
        "bgk", because: "the engine simulates the looks and needs no correction for them"),
    ], weight: 20
  ) { reference in
    let volatility = try reference.number("sigma")
    let found = LiquidationCase(
      collateral: (try reference.number("nu") + volatility * volatility / 2, volatility),
      healthFactor: try reference.number("hf0"), years: try reference.number("T"),
      steps: try reference.integer("steps"), monitoring: .steps)
    var figures = ReferenceFigures()
    figures.add(
      "prob_hit", simulated: try await found.probability(), paths: LiquidationCase.paths)
    return figures
  }

  private static let bridgedSteps = 8

  /// Monitoring by the bridge, which is exact at any step; the end alone by a single look.
  static let firstPassageContinuous = ReferenceCheck(
    "barrier/first_passage_continuous",
    [
      .claimed("prob_hit", "prob_end"),
      .notCovered("prob_ever", because: "a run has a horizon"),
    ], weight: 5
  ) { reference in
    func probability(_ steps: Int, _ monitoring: Monitoring) async throws -> Double {
      try await LiquidationCase(
        collateral: (try reference.number("mu"), try reference.number("sigma")),
        healthFactor: try reference.number("hf0"),
        supplyRate: try reference.number("reward_rate"),
        borrowRate: try reference.number("borrow_rate"), years: try reference.number("T"),
        steps: steps, monitoring: monitoring
      ).probability()
    }
    var figures = ReferenceFigures()
    figures.add(
      "prob_hit", simulated: try await probability(bridgedSteps, .bridge),
      paths: LiquidationCase.paths)
    figures.add(
      "prob_end", simulated: try await probability(1, .steps), paths: LiquidationCase.paths)
    return figures
  }

  /// Collateral and debt are both risky; the bridge needs the volatility of their ratio.
  static let firstPassageRatio = ReferenceCheck(
    "barrier/first_passage_ratio", [.claimed("prob_hit", "sigma_ratio")], weight: 2
  ) { reference in
    let found = LiquidationCase(
      collateral: (try reference.number("mu_c"), try reference.number("sigma_c")),
      debt: (try reference.number("mu_d"), try reference.number("sigma_d")),
      correlation: try reference.number("rho"), healthFactor: try reference.number("hf0"),
      years: try reference.number("T"), steps: bridgedSteps, monitoring: .bridge)
    var figures = ReferenceFigures()
    figures.add(
      "prob_hit", simulated: try await found.probability(), paths: LiquidationCase.paths)
    let plan = try found.plan()
    if let variance = BridgeVariance.byAccount(plan)[0] {
      figures.add("sigma_ratio", (variance / plan.grid.step.length).squareRoot())
    }
    return figures
  }

  /// The crossing probability that `monitoring: bridge` draws against.
  ///
  /// An account that starts below the barrier is the same with collateral and debt exchanged.
  static let brownianBridgeCrossing = ReferenceCheck(
    "barrier/brownian_bridge_crossing", [.claimed("prob_cross")]
  ) { reference, figures in
    let start = try reference.number("S_start", .positive)
    let end = try reference.number("S_end", .positive)
    let barrier = try reference.number("barrier", .positive)
    let volatility = try reference.number("sigma")
    // ln(S/H) from the difference keeps its digits near the barrier.
    let side: Double = start < barrier ? -1 : 1
    let before = side * log1p((start - barrier) / barrier)
    let after = side * log1p((end - barrier) / barrier)
    let probability = BridgedAccount.crossingProbability(
      from: .init(repeating: before), to: .init(repeating: after),
      variance: volatility * volatility * (try reference.number("dt")))
    figures.add("prob_cross", probability[0])
  }
}
