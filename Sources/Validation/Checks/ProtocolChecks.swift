import Foundation
import Lending
import Paths
import Processes

extension ReferenceCheck {
  /// The curve behind `kinked-rate`.
  static let kinkedRate = ReferenceCheck(
    "protocol/kinked_rate", [.claimed("borrow", "supply", "borrow_apy", "supply_apy")]
  ) { reference, figures in
    let curve = KinkedRateCurve(
      base: try reference.number("base"), slope1: try reference.number("slope1"),
      slope2: try reference.number("slope2"),
      optimal: try reference.number("optimal", .openFraction),
      reserveFactor: try reference.number("reserve_factor", .fraction))
    let utilisation = try reference.number("utilisation", .fraction)
    let borrow = curve.borrow(at: utilisation)
    let supply = curve.supply(at: utilisation)
    figures.add("borrow", borrow)
    figures.add("supply", supply)
    figures.add("borrow_apy", KinkedRateCurve.annualYield(of: borrow))
    figures.add("supply_apy", KinkedRateCurve.annualYield(of: supply))
  }

  static let accountHealth = ReferenceCheck(
    "protocol/account_health",
    [
      .claimed(
        "health_factor", "avg_ltv", "avg_liquidation_threshold", "available_borrow", "net_worth",
        "leverage", "uniform_drop_to_liquidation", "drop_*")
    ]
  ) { reference, figures in
    let ltvs = try reference.numbers("ltvs")
    let thresholds = try reference.numbers("liquidation_thresholds", count: ltvs.count)
    let health = AccountHealth(
      collateralValues: try reference.numbers("collateral_values", count: ltvs.count),
      terms: zip(ltvs, thresholds).map {
        CollateralTerms(
          maxLoanToValue: $0, liquidationThreshold: $1, liquidationBonus: 0,
          liquidationProtocolFee: 0)
      },
      debtValues: try reference.numbers("debt_values"))
    let factor = health.healthFactor
    figures.addOrUndefined("health_factor", factor.isFinite ? factor : nil, word: "infinite")
    figures.add("avg_ltv", health.averageLoanToValue)
    figures.add("avg_liquidation_threshold", health.averageLiquidationThreshold)
    figures.add("available_borrow", health.availableBorrow)
    figures.add("net_worth", health.netWorth)
    figures.addOrUndefined("leverage", health.leverage)
    figures.addOrUndefined(
      "uniform_drop_to_liquidation", health.uniformDropToLiquidation, word: "none")
    for i in thresholds.indices {
      figures.addOrUndefined(
        "drop_\(i + 1)", health.dropToLiquidation(ofCollateral: i), word: "none")
    }
  }

  /// One call in real numbers, from the integers of the contract.
  static let aaveLiquidation = ReferenceCheck(
    "protocol/aave_liquidation",
    [
      .claimed(
        "max_liquidatable_debt", "debt_repaid", "collateral_to_liquidator",
        "protocol_fee_collateral", "verdict")
    ]
  ) { reference, figures in
    let collateralUnit = pow(10, try reference.number("coll_decimals"))
    let debtUnit = pow(10, try reference.number("debt_decimals"))
    // Prices and values have 8 decimals, the health factor 18.
    let call = AaveLiquidationCall(
      AaveLiquidationCall.Pair(
        collateralUnits: try reference.number("coll") / collateralUnit,
        collateralPrice: try reference.number("coll_price") / 1e8,
        debtUnits: try reference.number("debt") / debtUnit,
        debtPrice: try reference.number("debt_price") / 1e8,
        liquidationBonus: (try reference.number("bonus_bps") - 1e4) / 1e4,
        liquidationProtocolFee: try reference.number("protocol_fee_bps") / 1e4),
      totalDebt: try reference.number("total_debt_base") / 1e8,
      healthFactor: try reference.number("health_factor") / 1e18,
      debtToCover: try reference.number("debt_to_cover") / debtUnit,
      rules: AaveLiquidationCall.Rules())
    figures.add("max_liquidatable_debt", call.maxLiquidatableDebt * debtUnit)
    figures.add("debt_repaid", call.debtRepaid * debtUnit)
    figures.add("collateral_to_liquidator", call.collateralToLiquidator * collateralUnit)
    figures.add("protocol_fee_collateral", call.protocolFeeCollateral * collateralUnit)
    figures.add("verdict", word: call.verdict.rawValue)
  }

  static let ethIssuance = ReferenceCheck(
    "protocol/eth_issuance",
    [
      .claimed(
        "base_reward_per_increment_gwei", "max_issuance_eth", "max_apr", "continuous_apr",
        "apr_after_10pct_fee")
    ]
  ) { reference, figures in
    let stake = try reference.integer("total_stake_eth")
    guard (1...9_000_000_000).contains(stake) else {
      throw UnreadableInput(name: "total_stake_eth", text: "\(stake)")
    }
    figures.add(
      "base_reward_per_increment_gwei",
      Double(EthIssuance.baseRewardPerIncrement(stakedEth: stake)))
    figures.add("max_issuance_eth", EthIssuance.maximumIssuance(stakedEth: stake))
    figures.add("max_apr", EthIssuance.maximumRate(stakedEth: stake))
    figures.add("continuous_apr", EthIssuance.continuousRate(stakedEth: Double(stake)))
    figures.add("apr_after_10pct_fee", EthIssuance.rateAfterFee(stakedEth: stake, fee: 0.1))
  }

  /// An exchange rate at a constant reward rate, advanced as in a run.
  static let rewardAccrual = ReferenceCheck(
    "protocol/reward_accrual",
    [
      .notCovered(
        because: "rewards compound continuously in the engine",
        where: { $0.word("compounding") != "continuous" }),
      .notCovered(
        because: "the engine accrues no negative rewards",
        where: { ($0.numberIfAny("apr") ?? 0) < 0 }),
      .claimed("growth", "apy"),
    ]
  ) { reference, figures in
    func growth(days: Double) throws -> Double {
      var market = EngineMarket(years: days / 365, steps: 1)
      try market.add("reward", ConstantRate.self, ["rate": try reference.number("apr")])
      try market.add(
        "rate", ExchangeRate.self, ["fee": try reference.number("fee")],
        reading: ["rewardRate": "reward"])
      let builder = try market.build()
      var marks = MarkTable(numeraire: nil)
      let token = EngineMarket.quote(
        "LST", .exchangeRate, price: 1, column: nil,
        exchangeRateColumn: builder.column(of: .logExchangeRate, factor: "rate"))
      let leg = EngineMarket.collateral("LST", mark: marks.market(token))
      let plan = try market.plan(
        builder, marks: marks, accounts: [EngineMarket.account("held", [leg])], paths: 1)
      return HorizonSample(plan).equities[0][0]
    }
    figures.add("growth", try growth(days: try reference.number("days", .nonNegative)))
    figures.add("apy", try growth(days: 365) - 1)
  }

  /// The loop written as an account.
  static let leverageLoop = ReferenceCheck(
    "protocol/leverage_loop",
    [
      .claimed("exposure", "debt", "health_factor", "discount_to_liquidation"),
      .notCovered(
        because: "the engine opens loops as accounts and computes no closed forms of their carry"),
    ]
  ) { reference, figures in
    let loop = LeverageLoop(
      loanToValue: try reference.number("ltv", .fractionBelowOne),
      loops: try reference.integer("loops", from: 0))
    let threshold = try reference.number("liquidation_threshold", .fraction)
    let health = AccountHealth(
      loop.position(
        terms: CollateralTerms(
          maxLoanToValue: loop.loanToValue, liquidationThreshold: threshold, liquidationBonus: 0,
          liquidationProtocolFee: 0)))
    figures.add("exposure", health.collateralValue)
    figures.add("debt", health.debtValue)
    let factor = health.healthFactor
    figures.addOrUndefined("health_factor", factor.isFinite ? factor : nil, word: "infinite")
    figures.addOrUndefined(
      "discount_to_liquidation", health.uniformDropToLiquidation, word: "none")
  }
}
