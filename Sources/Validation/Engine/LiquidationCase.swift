import Ledger
import Lending
import Passes
import Paths
import Processes
import RandomNumbers
import RiskMeasures
import Studies
import VectorMath

/// One account with one collateral and one debt, whose liquidation probability a run finds.
///
/// HF(0) is the collateral's price: one unit of each side, liquidation threshold 1, debt price 1.
package struct LiquidationCase {
  /// Drift and volatility of the collateral's price, per year and per √year.
  package let collateral: (drift: Double, volatility: Double)
  /// Of the debt's; `nil` for a debt in dollars.
  package var debt: (drift: Double, volatility: Double)?
  /// Correlation of the two prices.
  package var correlation = 0.0
  /// HF(0), the price of the collateral.
  package let healthFactor: Double
  /// Growth of the collateral's and of the debt's units, continuously compounded per year.
  package var supplyRate = 0.0
  /// Growth of the debt's units, continuously compounded per year.
  package var borrowRate = 0.0
  /// Horizon.
  package let years: Double
  /// Equal steps up to the horizon.
  package let steps: Int
  /// Whether crossings between steps count.
  package let monitoring: Monitoring

  /// A case with a debt in dollars unless the debt moves too.
  package init(
    collateral: (drift: Double, volatility: Double),
    debt: (drift: Double, volatility: Double)? = nil, correlation: Double = 0,
    healthFactor: Double, supplyRate: Double = 0, borrowRate: Double = 0, years: Double,
    steps: Int, monitoring: Monitoring
  ) {
    self.collateral = collateral
    self.debt = debt
    self.correlation = correlation
    self.healthFactor = healthFactor
    self.supplyRate = supplyRate
    self.borrowRate = borrowRate
    self.years = years
    self.steps = steps
    self.monitoring = monitoring
  }

  /// The case as a run.
  ///
  /// - Throws: The engine's refusal of a parameter.
  package func plan() throws -> RunPlan {
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

  /// Paths of every run: the number that the discrete table is claimed at.
  static let paths = 1_000_000

  /// Adds the share of paths in which the account is liquidated at least once.
  ///
  /// A handful of hits has no normal law: such a case gets sixteen times the paths.
  func addProbability(_ quantity: String, to figures: inout ReferenceFigures) throws {
    let plan = try plan()
    var estimate = Self.liquidation(plan)
    if (1..<10).contains(estimate.successes) {
      var longer = plan
      longer.paths.count *= 16
      estimate = Self.liquidation(longer)
    }
    figures.add(quantity, simulated: estimate.value, paths: estimate.trials)
  }

  /// Runs all blocks of a plan and counts the paths that liquidate its first account.
  package static func liquidation(_ plan: RunPlan) -> ProbabilityEstimate {
    var losses = BlockLosses(plan.losses)
    let blocks = (plan.paths.count + PathBlock.pathCount - 1) / PathBlock.pathCount
    for block in 0..<blocks {
      losses.run(
        PathNumbers(block: block),
        count: min(PathBlock.pathCount, plan.paths.count - block * PathBlock.pathCount))
    }
    // The first account of every step.
    let hits = (0..<plan.paths.grid.stepCount).reduce(0) {
      $0 + losses.portfolio.evaluator.accountLiquidations[$1 * plan.portfolio.accounts.count]
    }
    return ProbabilityEstimate(successes: hits, trials: plan.paths.count)
  }
}
