import Diagnostics
import Market
import VectorMath

/// The log discount of an LST: a level, the exit wait, and a mean-reverting residual with jumps.
///
///     x = a + b W + y,  dy = −κ y dt + σ dB + J dN,  x = −ln(1 − d)
///     λ = min(λ_max, λ₀ + λ₁ |r|) per year,  J = median × e^(sd Z₂)
///
/// Positive x means that the token trades below its redemption value. The residual's step is exact;
/// at most one jump a step, added at its end, then reverting with the residual. W is the exit wait
/// in days of another factor, r the step's log return of another (usually ETH): a calm discount
/// does not correlate with ETH, but it jumps more often when ETH moves. An input that is not wired
/// counts as 0. The jump columns are only asked for where `jumpRateCap` is positive.
///
/// Reference: Das (2002), "The surprise element: jumps in interest rates", Journal of Econometrics
/// 106(1), doi:10.1016/S0304-4076(01)00085-9.
package struct LogDiscount: StochasticProcess {
  /// Word in documents: `discount`.
  package static let name = "discount"
  /// One line for `lstrisk list processes`.
  package static let summary = "LST discount: level, exit wait, mean-reverting residual with jumps"
  /// Source of the jumps of a mean-reverting process.
  package static let reference =
    "Das (2002), The surprise element: jumps in interest rates, doi:10.1016/S0304-4076(01)00085-9"
  /// Usual values: stETH and weETH have σ 0.4 % to 0.5 % and jumps of 0.4 % to 0.6 %; a day of waiting adds basis
  /// points; jump rates reach 40 a year in stress. The ends leave a factor of ten and more.
  package static let parameters = [
    Parameter(
      "level", .finite, usual: discountLevel, default: 0, startsDiscount: true,
      unit: "log discount",
      "a, where the residual is 0"),
    Parameter(
      "waitSensitivity", .finite,
      usual: UsualRange(-0.002, 0.002, .logDiscount, [.percent, .basisPoints]), default: 0,
      unit: "log discount per day",
      "b, how much a day of exit wait adds"),
    Parameter(
      "speed", .positive, usual: .fastSpeed, unit: "per year",
      "κ, speed of mean reversion of the residual"),
    Parameter(
      "volatility", .nonNegative, usual: .volatility(0.0005, 0.3),
      unit: "log discount per square root of a year",
      "σ; stationary standard deviation times √(2κ)"),
    Parameter(
      "initialDeviation", .finite, usual: .logDiscount, default: 0, startsDiscount: true,
      unit: "log discount",
      "y₀ = x₀ − a − b W₀, today's distance from the level"),
    Parameter(
      "jumpRate", .nonNegative, usual: .eventRate, default: 0, unit: "per year",
      "λ₀, expected jumps in calm"),
    Parameter(
      "jumpRateSlope", .nonNegative, usual: UsualRange(0.5, 1_000, .number, [.perDay]), default: 0,
      unit: "per year and unit of log return",
      "λ₁, further jumps per absolute log return of the step"),
    Parameter(
      "jumpRateCap", .nonNegative, usual: UsualRange(0.5, 1_000, .number, [.perDay]), default: 0,
      unit: "per year",
      "λ_max, at least jumpRate; 0 for no jumps"),
    Parameter(
      "jumpMedian", .positive, usual: .share(0.0003, 0.2), default: 0.005, unit: "log discount",
      "median jump"),
    Parameter(
      "jumpLogSd", LognormalEvent.logDeviationRange, usual: .logDeviation, default: 0, unit: "none",
      "standard deviation of the logarithm of a jump"),
  ]
  /// Long-run levels are well inside what a discount reaches in a crisis.
  private static let discountLevel = UsualRange(
    -0.02, 0.03, .logDiscount, [.ratio, .percent, .basisPoints])
  /// Both may be left out: W is then 0, and the jump rate the calm one.
  package static let inputs = [
    ProcessInput(
      "exitWait", .exitWait, .endOfStep, isOptional: true, "W, wait of redeeming holders"),
    ProcessInput("logReturn", .logReturn, .endOfStep, isOptional: true, "r, drives the jump rate"),
  ]
  /// x, log discount, positive below redemption value; and y, which only the process reads.
  package static let outputs = [
    ProcessOutput("logDiscount", .logDiscount), ProcessOutput("residual", .hidden),
  ]

  /// a, log discount.
  let level: Double
  /// b, log discount per day of exit wait.
  let waitSensitivity: Double
  /// y₀, log discount.
  let initialDeviation: Double
  let residual: OrnsteinUhlenbeckStep
  let rate: Double
  let rateSlope: Double
  let rateCap: Double
  let length: Double
  /// The jump at the largest rate that can occur; thinned where the rate depends on the return.
  let jump: LognormalEvent

  /// - Throws: An error at `jumpRateCap` if it is less than `jumpRate`, or 0 with a slope.
  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    level = parameters["level"]
    waitSensitivity = parameters["waitSensitivity"]
    initialDeviation = parameters["initialDeviation"]
    residual = OrnsteinUhlenbeckStep(
      speed: parameters["speed"], mean: 0, volatility: parameters["volatility"], step: step)
    rate = parameters["jumpRate"]
    rateSlope = parameters["jumpRateSlope"]
    rateCap = parameters["jumpRateCap"]
    length = step.length
    guard rateCap >= rate, rateCap > 0 || rateSlope == 0 else {
      throw InputError(
        "jumpRateCap is \(rateCap); it must be at least jumpRate (\(rate)), above 0 with a slope",
        at: parameters.location(of: "jumpRateCap"),
        hint: "the cap is the largest jump rate per year that a path may reach")
    }
    jump = LognormalEvent(
      rate: rateSlope > 0 ? rateCap : rate, median: parameters["jumpMedian"],
      logDeviation: parameters["jumpLogSd"], step: step)
  }

  /// A normal, and an event and a size where there are jumps; those two are independent of other factors.
  package var shocks: [Shock] {
    rateCap > 0
      ? [Shock(), Shock("jump", isCorrelated: false), Shock("jumpSize", isCorrelated: false)]
      : [Shock()]
  }

  /// y = y₀ and x = a + b W₀ + y₀.
  package func setInitialState(_ columns: ProcessColumns) {
    columns.state[1].fill(initialDeviation)
    addLevel(columns)
  }

  /// Moves y by its exact transition, adds jumps, and sets x = a + b W + y.
  package func advance(_ columns: ProcessColumns) {
    if rateCap == 0 && columns.inputs[0] == nil {
      advanceCalm(columns)
      return
    }
    residual.advance(columns.state[1], columns.shocks[0])
    if rateCap > 0 { addJumps(columns) }
    addLevel(columns)
  }

  /// Neither jumps nor an exit wait: level and residual in one loop.
  private func advanceCalm(_ columns: ProcessColumns) {
    let x = columns.state[0]
    let y = columns.state[1]
    let z = columns.shocks[0]
    let level = Vector(repeating: level)
    for v in 0..<PathBlock.vectorCount {
      let next = residual.next(y[v], z[v])
      y[v] = next
      x[v] = level + next
    }
  }

  /// x = a + b W + y.
  private func addLevel(_ columns: ProcessColumns) {
    let x = columns.state[0]
    let y = columns.state[1]
    let level = Vector(repeating: level)
    if let wait = columns.inputs[0] {
      let sensitivity = Vector(repeating: waitSensitivity)
      for v in 0..<PathBlock.vectorCount { x[v] = multiplyAdd(sensitivity, wait[v], level + y[v]) }
    } else {
      for v in 0..<PathBlock.vectorCount { x[v] = level + y[v] }
    }
  }

  private func addJumps(_ columns: ProcessColumns) {
    let y = columns.state[1]
    let event = columns.shocks[1]
    let size = columns.shocks[2]
    for v in 0..<PathBlock.vectorCount {
      var hits = jump.hits(event[v])
      if hits == 0 { continue }
      if rateSlope > 0 { hits = thinned(hits, event[v], columns.inputs[1]?[v] ?? .zero) }
      y[v] += blend(hits, jump.sizes(size[v]), otherwise: .zero)
    }
  }

  /// Keeps the hits whose normal also exceeds the threshold of the path's own rate.
  ///
  /// z > Φ⁻¹(e^(−λΔt)) where −ln Φ(z) < λΔt; the few candidates are done one by one. They lie beyond
  /// the cap's threshold already, which caps the rate.
  private func thinned(_ hits: UInt32, _ event: Vector, _ logReturn: Vector) -> UInt32 {
    var kept = hits
    for lane in 0..<Vector.laneCount where hits & (1 << lane) != 0 {
      let pathRate = rate + rateSlope * abs(logReturn[lane])
      if -NormalDistribution.logCdf(event[lane]) >= pathRate * length { kept &= ~(1 << lane) }
    }
    return kept
  }
}

extension LogDiscount: AnalyticMoments {
  /// The moments without inputs: W = 0 and r = 0.
  package func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    let added = LognormalEvent(
      rate: rate, median: jump.median, logDeviation: jump.logDeviation,
      step: TimeStep(length: length)
    ).moments
    let y = residual.moments(
      from: initialDeviation, afterSteps: steps, jumpMean: added.mean, jumpVariance: added.variance)
    return (k == 0 ? level + y.mean : y.mean, y.variance)
  }
}
