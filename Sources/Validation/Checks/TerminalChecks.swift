import Foundation
import Paths
import Processes
import VectorMath

extension ReferenceCheck {
  private static let terminalPaths = 1 << 19
  private static let terminalQuantities = ReferenceCoverage.Rule.simulated(
    "mean", "quantile_*", "var_*", "es_*", "prob_below_*")

  /// The price of a simulated geometric Brownian motion, in four steps.
  static let gbmTerminal = ReferenceCheck(
    "processes/gbm_terminal",
    [
      terminalQuantities,
      .notCovered("sd", because: "the engine reports no standard deviation of a price"),
    ], weight: 2
  ) { reference, figures in
    let law = try priceLaw(
      GeometricBrownianMotion.self,
      ["drift": try reference.number("mu"), "volatility": try reference.number("sigma")],
      price: try reference.number("S0"), years: try reference.number("T", .nonNegative))
    law.add(reference, to: &figures)
  }

  /// The price of a simulated jump diffusion, in four steps; log moments in closed form.
  static let mertonTerminal = ReferenceCheck(
    "processes/merton_terminal",
    [
      terminalQuantities, .claimed("log_mean", "log_var"),
      .notCovered(
        "log_skew", "log_exkurt", because: "the engine reports no higher moments of a log price"),
    ], weight: 2
  ) { reference, figures in
    let parameters = [
      "drift": try reference.number("mu"), "volatility": try reference.number("sigma"),
      "jumpRate": try reference.number("lambda"), "jumpMean": try reference.number("jump_mean"),
      "jumpVolatility": try reference.number("jump_sd"),
    ]
    let price = try reference.number("S0")
    let years = try reference.number("T", .nonNegative)
    let law = try priceLaw(MertonJumpDiffusion.self, parameters, price: price, years: years)
    law.add(reference, to: &figures)
    let logs = RunningMoments((1...law.paths).map { log(law.values.loss(rank: $0) / price) })
    figures.add("log_mean", simulated: logs.mean, paths: law.paths)
    let process = try EngineMarket(years: years, steps: 1).make(
      MertonJumpDiffusion.self, parameters)
    let moments = process.moments(ofOutput: 0, afterSteps: 1)
    figures.add("log_mean", moments.mean, note: "closed form")
    figures.add("log_var", moments.variance, note: "closed form")
  }

  /// Law of one unit of a token whose price is a process.
  private static func priceLaw<P: StochasticProcess>(
    _ process: P.Type, _ parameters: [String: Double], price: Double, years: Double
  ) throws -> TerminalLaw {
    var market = EngineMarket(years: years, steps: 4)
    try market.add("price", process, parameters)
    return try basketLaw(market, units: [1], prices: [price], factors: ["price"]).law
  }

  /// A basket of correlated geometric Brownian motions in one account.
  ///
  /// A second account holds the same basket against a debt of the threshold, with a liquidation
  /// threshold of 1: it is liquidated at the horizon where the basket is worth less.
  static let basketLognormal = ReferenceCheck(
    "portfolio/basket_lognormal",
    [
      .simulated("mean", "prob_below", "var_*", "es_*"),
      .notCovered("sd", because: "the engine reports no standard deviation of a basket's value"),
    ], weight: 1
  ) { reference, figures in
    let values = try reference.numbers("values")
    let drifts = try reference.numbers("mus", count: values.count)
    let volatilities = try reference.numbers("sigmas", count: values.count)
    let correlation = try reference.squareMatrix("correlation", size: values.count)
    var market = EngineMarket(years: try reference.number("T", .nonNegative), steps: 1)
    let names = values.indices.map { "asset\($0)" }
    for i in values.indices {
      try market.add(
        names[i], GeometricBrownianMotion.self,
        ["drift": drifts[i], "volatility": volatilities[i]])
      for j in 0..<i { market.correlate(names[i], names[j], correlation[i][j]) }
    }
    let (law, insolvent) = try basketLaw(
      market, units: values, prices: values.map { _ in 1 }, factors: names,
      debt: try reference.number("threshold"))
    law.add(reference, to: &figures)
    figures.add(
      "prob_below", simulated: Double(insolvent) / Double(law.paths), paths: law.paths)
  }

  /// - Parameter debt: Debt of a second account with the same basket.
  /// - Returns: The law of the basket's value, and the paths that liquidate the second account.
  private static func basketLaw(
    _ market: EngineMarket, units: [Double], prices: [Double], factors: [String],
    debt: Double = 0
  ) throws -> (law: TerminalLaw, liquidated: Int) {
    let builder = try market.build()
    var marks = MarkTable(numeraire: nil)
    let basket = factors.indices.map { i in
      let quote = EngineMarket.quote(
        factors[i], price: prices[i],
        column: builder.column(of: .logPrice, factor: factors[i]))
      return EngineMarket.collateral(factors[i], units: units[i], mark: marks.market(quote))
    }
    let dollar = marks.market(EngineMarket.quote("USD", .stable, price: 1, column: nil))
    let sample = HorizonSample(
      try market.plan(
        builder, marks: marks,
        accounts: [
          EngineMarket.account("held", basket),
          EngineMarket.account(
            "indebted", basket, debts: [EngineMarket.debt("USD", units: debt, mark: dollar)]),
        ], paths: terminalPaths))
    let law = try TerminalLaw(values: sample.equities[0], initial: sample.initialEquities[0])
    return (law, sample.liquidations[1])
  }
}
