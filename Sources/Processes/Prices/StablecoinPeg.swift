import Diagnostics
import Market
import VectorMath

/// The price of a stablecoin: its log deviation from par reverts to a mean and falls in depegs.
///
///     p = ln(price / par),  dp = κ (θ − p) dt + σ dB − J dN,  J = median × e^(sd Z₂)
///     ln(S / S₀) = p − p₀
///
/// The step is exact; at most one depeg a step, subtracted at its end and reverting with the
/// deviation. The depeg columns are only asked for where `depegRate` is positive. A depeg that
/// never recovers is a `crash-jump`. Reference: Lyons and Viswanath-Natraj (2023),
/// doi:10.1016/j.jimonfin.2022.102777.
struct StablecoinPeg: StochasticProcess {
  static let name = "stablecoin-peg"
  static let summary = "stablecoin price: mean-reverting deviation from par with depegs"
  static let reference =
    "Lyons and Viswanath-Natraj (2023), What keeps stablecoins stable?, "
    + "doi:10.1016/j.jimonfin.2022.102777"
  /// Usual values: USDC has κ 44 and σ 0.08 %, USDT κ 349 and σ 0.35 %; depegs have been of 1 % to 13 %, those that
  /// did not end included up to a half.
  static let parameters = [
    Parameter(
      "initial", .finite, usual: .logPeg, default: 0, unit: "log of price over par",
      "p₀, negative below par"),
    Parameter(
      "mean", .finite, usual: .logPeg, default: 0, unit: "log of price over par", "θ, long-run mean"
    ),
    Parameter(
      "speed", .positive, usual: UsualRange(1, 5_000, .number, [.perDay]), unit: "per year",
      "κ, speed of return to the mean"),
    Parameter(
      "volatility", .nonNegative, usual: .volatility(0.0002, 0.05),
      unit: "per square root of a year", "σ"),
    Parameter(
      "depegRate", .nonNegative, usual: UsualRange(0.001, 20, .number, [.perDay]), default: 0,
      unit: "per year", "λ, expected depegs"),
    Parameter(
      "depegMedian", .positive, usual: .share(0.002, 0.5), default: 0.05, unit: "log price",
      "median fall of a depeg"),
    Parameter(
      "depegLogSd", LognormalEvent.logDeviationRange, usual: .logDeviation, default: 0,
      unit: "none",
      "standard deviation of the logarithm of a fall"),
  ]
  static let outputs = [
    ProcessOutput("logPrice", .logPrice), ProcessOutput("logReturn", .logReturn),
  ]
  static let isPegged = true

  /// p₀, log of price over par.
  let initial: Double
  /// Of ln(S / S₀), whose long-run mean is θ − p₀.
  let deviation: OrnsteinUhlenbeckStep
  let depegRate: Double
  let depeg: LognormalEvent

  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    initial = parameters["initial"]
    deviation = OrnsteinUhlenbeckStep(
      speed: parameters["speed"], mean: parameters["mean"] - initial,
      volatility: parameters["volatility"], step: step)
    depegRate = parameters["depegRate"]
    depeg = LognormalEvent(
      rate: depegRate, median: parameters["depegMedian"], logDeviation: parameters["depegLogSd"],
      step: step)
  }

  var shocks: [Shock] {
    depegRate > 0
      ? [Shock(), Shock("depeg", isCorrelated: false), Shock("depegSize", isCorrelated: false)]
      : [Shock()]
  }

  func setInitialState(_ columns: ProcessColumns) {
    columns.state[0].fill(0)
    columns.state[1].fill(0)
  }

  func advance(_ columns: ProcessColumns) {
    let logPrice = columns.state[0]
    let logReturn = columns.state[1]
    logReturn.copy(logPrice)
    deviation.advance(logPrice, columns.shocks[0])
    if depegRate > 0 {
      let event = columns.shocks[1]
      let size = columns.shocks[2]
      for v in 0..<PathBlock.vectorCount {
        let hits = depeg.hits(event[v])
        if hits != 0 { logPrice[v] -= blend(hits, depeg.sizes(size[v]), otherwise: .zero) }
      }
    }
    for v in 0..<PathBlock.vectorCount { logReturn[v] = logPrice[v] - logReturn[v] }
  }
}

extension StablecoinPeg: AnalyticMoments {
  func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    let fall = depeg.moments
    func logPrice(_ n: Int) -> (mean: Double, variance: Double) {
      deviation.moments(
        from: 0, afterSteps: n, jumpMean: -fall.mean, jumpVariance: fall.variance)
    }
    let end = logPrice(steps)
    if k == 0 || steps == 0 { return k == 0 ? end : (0, 0) }
    // x' − x = (decay − 1) x + what the last step adds.
    let start = logPrice(steps - 1)
    let last = logPrice(1)
    let forgotten = 1 - deviation.decay
    return (
      end.mean - start.mean, forgotten * forgotten * start.variance + last.variance
    )
  }
}
