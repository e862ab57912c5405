import Diagnostics
import Foundation
import Market
import VectorMath

/// The wait of a redeeming holder in Ethereum's exit queue, in days.
///
///     W = max(0, e^l − 1) + O,  dl = κ (θ − l) dt + σ dB
///     O' = max(0, O − Δt) + n D,  n ~ Poisson(λΔt),  D = size / (225 × churn)
///
/// l, exact at any step, is the logarithm of 1 + W censored at an empty queue: θ is usually below
/// the mean of the observed ln(1 + W). O is what rare exits of whole operators put before
/// everybody: a stated amount of ETH that drains by a day each day. Discounts widen with holders'
/// redemptions but not with operators' exits, so a discount is better wired to a queue without
/// them.
///
/// Reference: Ethereum consensus specifications, Electra, get_activation_exit_churn_limit.
struct ExitQueue: StochasticProcess {
  static let name = "exit-queue"
  static let summary = "exit wait: censored mean-reverting logarithm, rare operator exits"
  static let reference =
    "Ethereum consensus specifications (Electra), get_activation_exit_churn_limit"
  /// Usual values: The queue has been between minutes and 46 days long since 2023; its fit has κ 196 and σ 8.4. An
  /// epoch lets 8 validators of 32 ETH leave (256 ETH), at most 16 times that is taken as usual; an operator has
  /// 1,000 to 20 million ETH.
  static let parameters = [
    Parameter(
      "initialWait", .nonNegative, usual: .days(0, 120), unit: "days",
      "W₀, wait today, without operators"),
    Parameter(
      "mean", .finite, usual: UsualRange(-3, 4.8, .number, [.days]), unit: "ln(1 + days)",
      "θ, long-run mean of l"),
    Parameter(
      "speed", .positive, usual: UsualRange(1, 2_000, .number, [.perDay]), unit: "per year",
      "κ, speed of mean reversion of l"),
    Parameter(
      "volatility", .nonNegative,
      usual: UsualRange(0.5, 50, .number, [.dailyVolatility, .percent, .basisPoints]),
      unit: "per square root of a year", "σ, volatility of l"),
    Parameter(
      "operatorExitRate", .nonNegative, usual: UsualRange(0.001, 20, .number, [.perDay]),
      default: 0, unit: "per year", "λ, expected operator exits"),
    Parameter(
      "operatorExitSize", .positive, usual: .ether(1_000, 2e7, or: [.millions]), default: 1_600_000,
      unit: "ETH", "size of one exit"),
    Parameter(
      "churn", .positive, usual: .ether(4, 4_096, or: [.perDayOfEpochs]), default: 256,
      unit: "ETH per epoch", "what may exit in an epoch"),
  ]
  static let outputs = [
    ProcessOutput("exitWait", .exitWait), ProcessOutput("logHolderWait", .hidden),
    ProcessOutput("operatorWait", .hidden),
  ]

  /// W₀, days.
  let initialWait: Double
  /// D, days that one operator exit adds.
  let operatorExitDays: Double
  let logWait: OrnsteinUhlenbeckStep
  let operatorExits: PoissonCounts
  let operatorExitRate: Double
  /// Days that a step drains.
  let stepDays: Double

  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    initialWait = parameters["initialWait"]
    logWait = OrnsteinUhlenbeckStep(
      speed: parameters["speed"], mean: parameters["mean"], volatility: parameters["volatility"],
      step: step)
    operatorExitRate = parameters["operatorExitRate"]
    operatorExits = try PoissonCounts(rate: "operatorExitRate", of: parameters, step: step)
    operatorExitDays = Self.days(
      queuedEth: parameters["operatorExitSize"], churnPerEpoch: parameters["churn"])
    stepDays = step.length * 365
  }

  /// How long a queue of so many ETH takes to drain, in days.
  ///
  ///     days = ETH / (225 epochs a day × churn)
  static func days(queuedEth: Double, churnPerEpoch: Double) -> Double {
    queuedEth / (225 * churnPerEpoch)
  }

  var shocks: [Shock] {
    operatorExitRate > 0 ? [Shock(), Shock("operatorExits", isCorrelated: false)] : [Shock()]
  }

  func setInitialState(_ columns: ProcessColumns) {
    columns.state[1].fill(log1p(initialWait))
    columns.state[2].fill(0)
    setWait(columns)
  }

  func advance(_ columns: ProcessColumns) {
    logWait.advance(columns.state[1], columns.shocks[0])
    if operatorExitRate > 0 { advanceOperators(columns) }
    setWait(columns)
  }

  private func advanceOperators(_ columns: ProcessColumns) {
    let wait = columns.state[2]
    let event = columns.shocks[1]
    let drained = Vector(repeating: stepDays)
    let first = Vector(repeating: operatorExits.first)
    for v in 0..<PathBlock.vectorCount {
      wait[v] = maximum(wait[v] - drained, .zero)
      if mask(first, lessThan: event[v]) != 0 {
        wait[v] += operatorExits.counts(event[v]) * operatorExitDays
      }
    }
  }

  private func setWait(_ columns: ProcessColumns) {
    let wait = columns.state[0]
    let l = columns.state[1]
    let operators = columns.state[2]
    let one = Vector(repeating: 1)
    for v in 0..<PathBlock.vectorCount {
      wait[v] = maximum(exponential(l[v]) - one, .zero) + operators[v]
    }
  }
}
