import Foundation
import Ledger
import Passes

extension ReferenceCheck {
  /// Looks at the end of every step.
  static let firstPassageDiscrete = ReferenceCheck(
    "barrier/first_passage_discrete",
    [
      .claimed("prob_hit"),
      .notCovered(
        "bgk", because: "the engine simulates the looks and needs no correction for them"),
    ], weight: 20
  ) { reference, figures in
    let volatility = try reference.number("sigma")
    let found = LiquidationCase(
      collateral: (try reference.number("nu") + volatility * volatility / 2, volatility),
      healthFactor: try reference.number("hf0", .positive),
      years: try reference.number("T", .nonNegative),
      steps: try reference.integer("steps", from: 1), monitoring: .steps)
    try found.addProbability("prob_hit", to: &figures)
  }

  private static let bridgedSteps = 4

  /// Monitoring by the bridge, which is exact at any step; the end alone by a single look.
  static let firstPassageContinuous = ReferenceCheck(
    "barrier/first_passage_continuous",
    [
      .simulated("prob_hit", "prob_end"),
      .notCovered("prob_ever", because: "a run has a horizon"),
    ], weight: 5
  ) { reference, figures in
    func found(_ steps: Int, _ monitoring: Monitoring) throws -> LiquidationCase {
      LiquidationCase(
        collateral: (try reference.number("mu"), try reference.number("sigma")),
        healthFactor: try reference.number("hf0", .positive),
        supplyRate: try reference.number("reward_rate"),
        borrowRate: try reference.number("borrow_rate"),
        years: try reference.number("T", .nonNegative),
        steps: steps, monitoring: monitoring)
    }
    try found(bridgedSteps, .bridge).addProbability("prob_hit", to: &figures)
    try found(1, .steps).addProbability("prob_end", to: &figures)
  }

  /// Collateral and debt are both risky; the bridge needs the volatility of their ratio.
  static let firstPassageRatio = ReferenceCheck(
    "barrier/first_passage_ratio", [.simulated("prob_hit"), .claimed("sigma_ratio")],
    weight: 2
  ) { reference, figures in
    let found = LiquidationCase(
      collateral: (try reference.number("mu_c"), try reference.number("sigma_c")),
      debt: (try reference.number("mu_d"), try reference.number("sigma_d")),
      correlation: try reference.number("rho"),
      healthFactor: try reference.number("hf0", .positive),
      years: try reference.number("T", .nonNegative), steps: bridgedSteps, monitoring: .bridge)
    try found.addProbability("prob_hit", to: &figures)
    let plan = try found.plan()
    if let variance = BridgeVariance.byAccount(plan.losses)[0] {
      figures.add("sigma_ratio", (variance / plan.paths.grid.step.length).squareRoot())
    }
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
