import Diagnostics
import Ledger
import Lending
import Passes
import Paths
import Processes
import RandomNumbers
import Studies
import VectorMath

/// Accounts with one collateral that clusters in volatility against a dollar debt, under Aave's rules, checked at
/// the end of every day or also within it.
package struct IntradayCase {
  /// σ of the coming day, per √year.
  package let initialVolatility: Double
  /// σ in the long run.
  package let targetVolatility: Double
  /// LT of the collateral.
  package let threshold: Double
  /// What a liquidator gets on top, as a fraction.
  package let bonus: Double
  /// HF(0) by account.
  package let healthFactors: [Double]
  /// Steps of a day up to the horizon.
  package let days: Int
  /// Checks a day; 1 looks at its end alone.
  package let checks: Int

  // What the table holds for all of its cases.
  private static let garch = [
    "alpha": 0.0955, "beta": 0.8986, "degreesOfFreedom": 3.46, "bound": 1,
  ]
  private static let rules = ["minimumBaseValue": 0.0, "minimumLeftover": 0]

  /// One case of the table.
  package init(
    initialVolatility: Double, targetVolatility: Double, threshold: Double, bonus: Double,
    healthFactors: [Double], days: Int, checks: Int
  ) {
    self.initialVolatility = initialVolatility
    self.targetVolatility = targetVolatility
    self.threshold = threshold
    self.bonus = bonus
    self.healthFactors = healthFactors
    self.days = days
    self.checks = checks
  }

  /// The case as a run: a debt of 1 dollar against HF / LT units of a collateral at 1 dollar.
  ///
  /// - Throws: The engine's refusal of a parameter.
  package func plan(paths: Int) throws -> RunPlan {
    var market = EngineMarket(years: Double(days) / 365, steps: days)
    guard let garch = ProcessCatalog.all.first(where: { $0.name == "garch-t" }) else {
      preconditionFailure("the catalogue has this process")
    }
    try market.add(
      "price", garch,
      Self.garch.merging([
        "initialVolatility": initialVolatility, "targetVolatility": targetVolatility,
      ]) { $1 })
    let builder = try market.build()
    var marks = MarkTable(numeraire: nil)
    let asset = marks.market(
      EngineMarket.quote(
        "ASSET", price: 1, column: builder.column(of: .logPrice, factor: "price")),
      accrual: .constant(0))
    let owed = marks.market(
      EngineMarket.quote("OWED", price: 1, column: nil), accrual: .constant(0))
    let accounts = healthFactors.enumerated().map { i, health in
      let collateral = CollateralLeg(
        token: "ASSET", units: health / threshold, oracleMark: asset, marketMark: asset,
        terms: CollateralTerms(
          maxLoanToValue: 0, liquidationThreshold: threshold, liquidationBonus: bonus,
          liquidationProtocolFee: 0))
      return EngineMarket.account(
        "a\(i)", [collateral], debts: [EngineMarket.debt("OWED", mark: owed)])
    }
    var plan = try market.plan(
      builder, marks: marks, accounts: accounts,
      adapter: try AaveV3(ParameterTable(Self.rules, declared: AaveV3.parameters)), paths: paths)
    if checks > 1 {
      plan.measurement.monitoring = .intraday
      plan.paths.intraday = IntradayPlan(factor: 0, checks: checks)
    }
    return plan
  }

  /// By account: paths on which it is liquidated, and the sum of its bad debt over all paths.
  package func outcomes(paths: Int) throws -> [(liquidated: Int, badDebt: Double)] {
    let plan = try plan(paths: paths)
    var losses = BlockLosses(plan.losses)
    var sum = BadDebt(losses.accountsByRow, count: healthFactors.count)
    for block in 0..<(paths + PathBlock.pathCount - 1) / PathBlock.pathCount {
      losses.run(
        PathNumbers(block: block),
        count: min(PathBlock.pathCount, paths - block * PathBlock.pathCount))
      losses.measure(&sum)
    }
    let first = losses.portfolio.evaluator.accountLiquidations
    return healthFactors.indices.map { account in
      let liquidated = (0..<days).reduce(0) { $0 + first[$1 * healthFactors.count + account] }
      return (liquidated, sum.byAccount[account])
    }
  }
}

/// Adds up the bad debt of single accounts.
private struct BadDebt: LossConsumer {
  let accountsByRow: [[Int]]
  var byAccount: [Double]

  init(_ accountsByRow: [[Int]], count: Int) {
    self.accountsByRow = accountsByRow
    byAccount = Array(repeating: 0, count: count)
  }

  mutating func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable, lossPaths: UInt64,
    paths: Range<Int>
  ) {
    guard quantity == .badDebt else { return }
    for (lane, account) in accountsByRow[row].enumerated() where account >= 0 {
      for i in 0..<paths.count { byAccount[account] += losses[i][lane] }
    }
  }

  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int) {}
}
