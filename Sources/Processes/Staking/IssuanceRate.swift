import Diagnostics
import Foundation
import Market
import VectorMath

/// The staking reward rate that Ethereum's issuance law pays on a mean-reverting amount of staked
/// ETH.
///
///     rate = k / √V,  V = V∞ e^l,  dl = −κ l dt + σ dW
///
/// Exact at any step. V is the staked ETH, V∞ its long-run median. With the default k the rate is
/// the consensus reward alone at perfect participation; priority fees and MEV raise k to about 184
/// (estimated from 2023 to 2026). Rewards accrue as if compounded continuously. Reference: Ethereum
/// consensus specifications, Altair, get_base_reward_per_increment; log process: Schwartz (1997),
/// doi:10.1111/j.1540-6261.1997.tb02721.x.
struct IssuanceRate: StochasticProcess {
  static let name = "issuance-rate"
  static let summary = "staking reward rate from the issuance law and the staked ETH"
  static let reference =
    "Ethereum consensus specifications (Altair); Schwartz (1997), The stochastic behavior of "
    + "commodity prices, doi:10.1111/j.1540-6261.1997.tb02721.x"
  /// Usual values: 5 million ETH were staked in June 2021, 36 million in 2025; all ETH is 120 million. k is 166
  /// from the law, about 184 with fees and MEV.
  static let parameters = [
    Parameter(
      "stakedEth", .positive, usual: .ether(5e6, 1.3e8, or: [.millions, .validators]), unit: "ETH",
      "V₀, staked ETH at the valuation date"),
    Parameter(
      "longRunStakedEth", .positive, usual: .ether(5e6, 1.3e8, or: [.millions, .validators]),
      unit: "ETH", "V∞, its long-run median"),
    Parameter(
      "speed", .positive, usual: .slowSpeed, unit: "per year", "κ, speed of mean reversion of ln V"),
    Parameter(
      "volatility", .nonNegative, usual: .volatility(0.01, 1), unit: "per square root of a year",
      "σ, volatility of ln V"),
    Parameter(
      "constant", .positive, usual: UsualRange(100, 300, .number, [.percent]), default: 166.32,
      unit: "√ETH per year", "k, rate times √staked ETH"),
  ]
  static let outputs = [ProcessOutput("rate", .rate), ProcessOutput("logStake", .hidden)]

  /// V₀, ETH.
  let stakedEth: Double
  /// V∞, ETH.
  let longRunStakedEth: Double
  /// k / √V∞, per year.
  let longRunRate: Double
  let logStake: OrnsteinUhlenbeckStep

  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    stakedEth = parameters["stakedEth"]
    longRunStakedEth = parameters["longRunStakedEth"]
    longRunRate = parameters["constant"] / longRunStakedEth.squareRoot()
    logStake = OrnsteinUhlenbeckStep(
      speed: parameters["speed"], mean: 0, volatility: parameters["volatility"], step: step)
  }

  var shocks: [Shock] { [Shock()] }

  func setInitialState(_ columns: ProcessColumns) {
    columns.state[1].fill(log(stakedEth / longRunStakedEth))
    setRate(columns)
  }

  func advance(_ columns: ProcessColumns) {
    logStake.advance(columns.state[1], columns.shocks[0])
    setRate(columns)
  }

  private func setRate(_ columns: ProcessColumns) {
    let rate = columns.state[0]
    let l = columns.state[1]
    let longRunRate = Vector(repeating: longRunRate)
    let half = Vector(repeating: -0.5)
    for v in 0..<PathBlock.vectorCount { rate[v] = longRunRate * exponential(half * l[v]) }
  }
}

extension IssuanceRate: AnalyticMoments {
  func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    let l = logStake.moments(from: log(stakedEth / longRunStakedEth), afterSteps: steps)
    if k == 1 { return l }
    let mean = longRunRate * exp(-l.mean / 2 + l.variance / 8)
    return (mean, mean * mean * expm1(l.variance / 4))
  }
}
