import Foundation
import Processes
import RiskMeasures
import VectorMath

extension ReferenceCheck {
  private static let ouPaths = 1 << 19
  private static let integralPaths = 20_480

  /// The exact transition: moments in closed form and by simulation; the accrued rate by simulation
  /// at two step sizes.
  static let ouTransition = ReferenceCheck(
    "processes/ou_transition",
    [
      .notCovered(
        "integral_mean",
        because: "rewards accrue at the rate of a step's start, to O(dt); a case without "
          + "volatility allows no error",
        where: { ($0.numberIfAny("sigma") ?? 0) <= 0 }),
      .claimed("mean", "var", "ar1"), .simulated("prob_below_0", "integral_mean"),
      .notCovered(
        "stationary_var", "half_life", because: "the engine does not compute it for its own use"),
      .notCovered(
        "integral_var", "integral_cov",
        because: "the engine accrues rates step by step and has no law of the integral"),
    ], weight: 3
  ) { reference, figures in
    let start = try reference.number("x0")
    let level = try reference.number("theta")
    let speed = try reference.number("kappa")
    let volatility = try reference.number("sigma")
    let years = try reference.number("t", .nonNegative)
    let parameters = [
      "initial": start, "mean": level, "speed": speed, "volatility": volatility,
    ]
    let process = try EngineMarket(years: years, steps: 1).make(OrnsteinUhlenbeck.self, parameters)
    let moments = process.moments(ofOutput: 0, afterSteps: 1)
    figures.add("mean", moments.mean, note: "closed form")
    figures.add("var", moments.variance, note: "closed form")
    let step = OrnsteinUhlenbeckStep(
      speed: speed, mean: level, volatility: volatility,
      step: EngineMarket(years: years, steps: 1).grid.step)
    figures.add("ar1", step.decay)

    var market = EngineMarket(years: years, steps: 4)
    for copy in copies { try market.add("rate\(copy)", OrnsteinUhlenbeck.self, parameters) }
    let values = try horizonStates(market, "rate", .rate, paths: ouPaths)
    let sample = RunningMoments(values)
    figures.add("mean", simulated: sample.mean, paths: ouPaths)
    figures.add("var", simulated: sample.variance, paths: ouPaths)
    let below = ProbabilityEstimate(successes: values.count { $0 < 0 }, trials: ouPaths)
    figures.add("prob_below_0", simulated: below.value, paths: ouPaths)
    guard volatility > 0 else { return }
    for steps in [1_024, 2_048] {
      figures.add(
        "integral_mean", simulated: try accruedRate(parameters, years: years, steps: steps),
        paths: integralPaths, note: "\(steps) steps")
    }
  }

  /// The mean of ∫ X dt as an exchange rate accrues it.
  ///
  /// Rates below 0 do not accrue, so the rate is lifted above 0 and the lift taken off again.
  private static func accruedRate(
    _ parameters: [String: Double], years: Double, steps: Int
  ) throws -> Double {
    var lifted = parameters
    let spread = 12 * (parameters["volatility"] ?? 0) * years.squareRoot()
    let lift = spread + abs(parameters["initial"] ?? 0) + abs(parameters["mean"] ?? 0)
    lifted["initial"] = lift + (parameters["initial"] ?? 0)
    lifted["mean"] = lift + (parameters["mean"] ?? 0)
    var market = EngineMarket(years: years, steps: steps)
    for copy in copies {
      try market.add("rate\(copy)", OrnsteinUhlenbeck.self, lifted)
      try market.add("token\(copy)", ExchangeRate.self, [:], reading: ["rewardRate": "rate\(copy)"])
    }
    let logs = try horizonStates(market, "token", .logExchangeRate, paths: integralPaths)
    return RunningMoments(logs).mean - lift * years
  }

  private static let cirPaths = 20_480

  /// The full-truncation Euler scheme at two step sizes, read as its readers do: max(r, 0).
  static let cirTransition = ReferenceCheck(
    "processes/cir_transition",
    [
      .simulated("mean", "quantile_*"),
      .notCovered(
        "var", "df", "ncp", "feller",
        because: "the engine steps the rate by a scheme and does not use its exact law"),
      .notCovered(
        "exp_neg_integral", "exp_pos_integral",
        because: "the table states no mc_sd, and the engine has no closed form"),
    ], weight: 4
  ) { reference, figures in
    let parameters = [
      "initial": try reference.number("x0"), "mean": try reference.number("theta"),
      "speed": try reference.number("kappa"), "volatility": try reference.number("sigma"),
    ]
    let years = try reference.number("t", .nonNegative)
    for steps in [2_048, 4_096] {
      var market = EngineMarket(years: years, steps: steps)
      for copy in copies { try market.add("rate\(copy)", CoxIngersollRoss.self, parameters) }
      let rates = try horizonStates(market, "rate", .rate, paths: cirPaths).map { max($0, 0) }
      let law = try TerminalLaw(values: rates, initial: 0)
      law.add(reference, to: &figures, note: "\(steps) steps")
    }
  }

  /// Independent copies of a factor in one market: start and observation are paid once.
  private static let copies = 0..<4

  /// State columns of all copies of a factor at the horizon, one after another.
  ///
  /// - Parameter paths: Paths of all copies together.
  private static func horizonStates(
    _ market: EngineMarket, _ factor: String, _ quantity: Quantity, paths: Int
  ) throws -> [Double] {
    let builder = try market.build()
    let columns = copies.compactMap { builder.column(of: quantity, factor: "\(factor)\($0)") }
    precondition(columns.count == copies.count, "every copy writes the quantity")
    let plan = try market.plan(builder, paths: paths / copies.count)
    return HorizonSample(plan, columns: columns).states.flatMap { $0 }
  }
}
