import Foundation
import Lending
import Paths
import Processes
import Studies
import VectorMath

extension ReferenceCheck {
  private static let lstPaths = 1 << 18

  /// One LST as collateral: price × exchange rate × e^(−log discount), at two step sizes.
  ///
  /// The table's D is the logarithm of the LST's price over its fair value, our log discount with
  /// the sign turned. Rewards accrue at the rate of a step's start, which is O(dt).
  static let lstTerminal = ReferenceCheck(
    "processes/lst_terminal",
    [
      .notCovered(
        because: "the engine accrues no negative rewards, and the case's rate falls below 0",
        where: mayFallBelowZero),
      .simulated("log_mean", "mean", "var_*", "es_*", "prob_hf_below_1"),
      .notCovered(
        "log_sd", because: "the table states no mc_sd, and the engine has no closed form"),
    ], weight: 5
  ) { reference, figures in
    for steps in [64, 128] {
      let plan = try lstPlan(reference, steps: steps)
      let sample = HorizonSample(plan)
      let note = "\(steps) steps"
      let law = try TerminalLaw(values: sample.equities[0], initial: sample.initialEquities[0])
      law.add(reference, to: &figures, note: note)
      let logs = RunningMoments(sample.equities[0].map { log($0) })
      figures.add("log_mean", simulated: logs.mean, paths: lstPaths, note: note)
      figures.add(
        "prob_hf_below_1", simulated: Double(sample.liquidations[1]) / Double(lstPaths),
        paths: lstPaths, note: note)
    }
  }

  /// The token held without debt, and the token as collateral of the debt, checked at the horizon.
  private static func lstPlan(_ reference: ReferenceCase, steps: Int) throws -> RunPlan {
    let level = try reference.number("theta_d")
    var market = EngineMarket(years: try reference.number("T", .nonNegative), steps: steps)
    try market.add(
      "eth", GeometricBrownianMotion.self,
      ["drift": try reference.number("mu"), "volatility": try reference.number("sigma")])
    try market.add(
      "discount", LogDiscount.self,
      [
        "level": -level, "initialDeviation": level - (try reference.number("d0")),
        "speed": try reference.number("kappa_d"), "volatility": try reference.number("sigma_d"),
      ])
    try market.add(
      "reward", OrnsteinUhlenbeck.self,
      [
        "initial": try reference.number("r0"), "mean": try reference.number("theta_r"),
        "speed": try reference.number("kappa_r"), "volatility": try reference.number("sigma_r"),
      ])
    try market.add("rate", ExchangeRate.self, [:], reading: ["rewardRate": "reward"])
    market.correlate("eth", "discount", -(try reference.number("rho_pd")))
    market.correlate("eth", "reward", try reference.number("rho_pr"))
    market.correlate("discount", "reward", -(try reference.number("rho_dr")))

    let builder = try market.build()
    var marks = MarkTable(numeraire: nil)
    let token = EngineMarket.quote(
      "LST", .exchangeRate, price: try reference.number("P0"),
      column: builder.column(of: .logPrice, factor: "eth"),
      exchangeRateColumn: builder.column(of: .logExchangeRate, factor: "rate"),
      discountColumn: builder.column(of: .logDiscount, factor: "discount"))
    let mark = marks.market(token)
    let dollar = marks.market(
      EngineMarket.quote("USD", .stable, price: 1, column: nil),
      accrual: .constant(try reference.number("borrow_rate")))
    let threshold = try reference.number("liq_threshold")
    return try market.plan(
      builder, marks: marks,
      accounts: [
        EngineMarket.account("held", [EngineMarket.collateral("LST", mark: mark)]),
        EngineMarket.account(
          "indebted", [EngineMarket.collateral("LST", mark: mark, threshold: threshold)],
          debts: [
            EngineMarket.debt("USD", units: try reference.number("debt0"), mark: dollar)
          ]),
      ], paths: lstPaths)
  }

  /// Whether the reward rate lies within three standard deviations of 0 at the horizon.
  private static func mayFallBelowZero(_ reference: ReferenceCase) -> Bool {
    guard let start = reference.numberIfAny("r0"), let mean = reference.numberIfAny("theta_r"),
      let speed = reference.numberIfAny("kappa_r"),
      let volatility = reference.numberIfAny("sigma_r"), let years = reference.numberIfAny("T")
    else { return false }
    let law = OrnsteinUhlenbeckStep(
      speed: max(speed, 0), mean: mean, volatility: max(volatility, 0),
      step: EngineMarket(years: max(years, 0), steps: 1).grid.step
    ).moments(from: start, afterSteps: 1)
    return min(start, law.mean) < 3 * law.variance.squareRoot()
  }
}
