import Diagnostics
import Foundation
import Market
import VectorMath

/// The utilisation of a lending reserve: its logit reverts to a mean and jumps.
///
///     U = 1 / (1 + e^(−l)),  dl = κ (θ − l) dt + σ dB + j dN,  θ = logit(mean)
///
/// The step is exact; the jumps of a step, n ~ Poisson(λΔt) of one stated size, are added at its
/// end and revert. U stays strictly between 0 and 1, so a drained reserve is U close to 1.
/// Reference: Uhlenbeck and Ornstein (1930), doi:10.1103/PhysRev.36.823, on the logit.
struct LogitUtilisation: StochasticProcess {
  static let name = "utilisation"
  static let summary = "utilisation of a reserve: mean-reverting logit with jumps"
  static let reference =
    "Uhlenbeck and Ornstein (1930), On the theory of the Brownian motion, "
    + "doi:10.1103/PhysRev.36.823"
  /// Usual values: Reserves in use are 1 % to 99.9 % lent; WETH has κ 13 and σ 2.3 on the logit, on which a jump of
  /// 5 leads from a half to 99 %.
  static let parameters = [
    Parameter(
      "initial", .openFraction, usual: .share(0.01, 0.999), unit: "fraction",
      "U₀, utilisation at the valuation date"),
    Parameter(
      "mean", .openFraction, usual: .share(0.01, 0.999), unit: "fraction",
      "the utilisation whose logit is θ"),
    Parameter(
      "speed", .positive, usual: .fastSpeed, unit: "per year",
      "κ, speed of mean reversion of the logit"),
    Parameter(
      "volatility", .nonNegative,
      usual: UsualRange(0.2, 30, .number, [.dailyVolatility, .percent, .basisPoints]),
      unit: "per square root of a year", "σ, volatility of the logit"),
    Parameter(
      "jumpRate", .nonNegative, usual: .eventRate, default: 0, unit: "per year", "λ, expected jumps"
    ),
    Parameter(
      "jumpSize", NumberRange(from: -20, to: 20), usual: UsualRange(-5, 5, .number, [.percent]),
      default: 0, unit: "logit",
      "j, what a jump adds to the logit"),
  ]
  static let outputs = [
    ProcessOutput("utilisation", .utilisation), ProcessOutput("logit", .hidden),
  ]

  /// U₀.
  let initial: Double
  let logit: OrnsteinUhlenbeckStep
  let jumps: PoissonCounts
  let jumpRate: Double
  let jumpSize: Double

  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    initial = parameters["initial"]
    logit = OrnsteinUhlenbeckStep(
      speed: parameters["speed"], mean: Self.logit(of: parameters["mean"]),
      volatility: parameters["volatility"], step: step)
    jumpRate = parameters["jumpRate"]
    jumpSize = parameters["jumpSize"]
    jumps = try PoissonCounts(rate: "jumpRate", of: parameters, step: step)
  }

  /// ln(u / (1 − u)) of a utilisation strictly between 0 and 1.
  static func logit(of u: Double) -> Double { log(u) - log1p(-u) }

  var shocks: [Shock] {
    jumpRate > 0 ? [Shock(), Shock("jumps", isCorrelated: false)] : [Shock()]
  }

  func setInitialState(_ columns: ProcessColumns) {
    columns.state[1].fill(Self.logit(of: initial))
    setUtilisation(columns)
  }

  func advance(_ columns: ProcessColumns) {
    let l = columns.state[1]
    logit.advance(l, columns.shocks[0])
    if jumpRate > 0 {
      let event = columns.shocks[1]
      let first = Vector(repeating: jumps.first)
      for v in 0..<PathBlock.vectorCount where mask(first, lessThan: event[v]) != 0 {
        l[v] += jumps.counts(event[v]) * jumpSize
      }
    }
    setUtilisation(columns)
  }

  private func setUtilisation(_ columns: ProcessColumns) {
    let u = columns.state[0]
    let l = columns.state[1]
    let one = Vector(repeating: 1)
    for v in 0..<PathBlock.vectorCount { u[v] = one / (one + exponential(-l[v])) }
  }
}
