import Diagnostics
import Market
import VectorMath

/// A price with clustering volatility and Student-t innovations: GARCH(1,1) with variance
/// targeting.
///
///     q = clamp(√h t_ν √((ν − 2) / ν), −B, B),  r = μΔt + q − c(h),  c(h) = ln E[e^q | h]
///     h' = (1 − α − β) h̄ + α q² + β h
///
/// h is the variance of the coming day; h̄ its stated long-run value (a fit's own ω is often not
/// usable, because α + β is near 1) and h₀ its value today, for example an exponentially weighted
/// estimate. c(h) is interpolated with an error under 1e-10, so E[S_t] = S₀ e^(μt). The clamp takes
/// a little from the variance: E[q²] < h. Fitted to steps of a day and refuses others.
///
/// Reference: Bollerslev (1987), doi:10.2307/1925546; variance targeting: Engle and Mezrich (1996),
/// GARCH for groups, Risk 9(8).
struct GarchT: StochasticProcess {
  static let name = "garch-t"
  static let summary =
    "price with clustering volatility and Student-t innovations, daily steps"
  static let reference =
    "Bollerslev (1987), A conditionally heteroskedastic time series model for speculative "
    + "prices and rates of return, doi:10.2307/1925546"
  /// Usual values: α of daily returns of ETH is 0.09, of calm markets 0.02; β is 0.9 and falls to a half where α is
  /// large.
  static let parameters = [
    Parameter(
      "drift", .finite, usual: .drift, default: 0, unit: "per year",
      "μ, growth rate of the expected price"),
    Parameter(
      "alpha", .fractionBelowOne, usual: .share(0.001, 0.5), unit: "fraction",
      "α, weight of the last squared innovation"),
    Parameter(
      "beta", .fractionBelowOne, usual: .share(0.3, 0.99999), unit: "fraction",
      "β, weight of the last variance"),
    Parameter(
      "targetVolatility", volatilityRange, usual: .priceVolatility,
      unit: "per square root of a year",
      "long-run volatility, to which the variance is targeted"),
    Parameter(
      "initialVolatility", volatilityRange, usual: .priceVolatility,
      unit: "per square root of a year",
      "volatility of the first day, annualised"),
    FittedStep.degreesOfFreedom,
    FittedStep.bound,
  ]
  static let outputs = [
    ProcessOutput("logPrice", .logPrice), ProcessOutput("logReturn", .logReturn),
    ProcessOutput("variance", .hidden),
  ]
  private static let volatilityRange = NumberRange(from: 0.0001, to: 100)

  /// α.
  let alpha: Double
  /// β.
  let beta: Double
  /// h̄, variance of a day in the long run.
  let targetVariance: Double
  /// h₀, variance of the first day.
  let initialVariance: Double
  /// ν.
  let degreesOfFreedom: Double
  /// B, log return of a day.
  let bound: Double
  let drift: Double
  let logMean: LogMeanTable

  /// - Throws: An error at `beta` if α + β ≥ 1, or at the factor if the step is not a day.
  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    try FittedStep.requireOneDay(Self.name, parameters, step)
    alpha = parameters["alpha"]
    beta = parameters["beta"]
    guard alpha + beta < 1 else {
      throw InputError(
        "alpha + beta is \(alpha + beta); it must be less than 1",
        at: parameters.location(of: "beta"),
        hint: "without it there is no long-run variance to target; lower beta")
    }
    let target = parameters["targetVolatility"]
    let initial = parameters["initialVolatility"]
    targetVariance = target * target / 365
    initialVariance = initial * initial / 365
    degreesOfFreedom = parameters["degreesOfFreedom"]
    bound = parameters["bound"]
    drift = parameters["drift"] * step.length
    // h' ≤ (1 − α − β) h̄ + αB² + βh, so h never leaves what its start and the fixed point allow.
    let fixedPoint = (alpha * bound * bound + (1 - alpha - beta) * targetVariance) / (1 - beta)
    logMean = LogMeanTable(
      ClampedStudentT(degreesOfFreedom: degreesOfFreedom, bound: bound),
      largest: max(initialVariance, fixedPoint))
  }

  var shocks: [Shock] { [Shock("", .studentT(degreesOfFreedom))] }

  func setInitialState(_ columns: ProcessColumns) {
    columns.state[0].fill(0)
    columns.state[1].fill(0)
    columns.state[2].fill(initialVariance)
  }

  func advance(_ columns: ProcessColumns) {
    let logPrice = columns.state[0]
    let logReturn = columns.state[1]
    let variance = columns.state[2]
    let t = columns.shocks[0]
    let unit = Vector(repeating: (degreesOfFreedom - 2) / degreesOfFreedom)
    let drift = Vector(repeating: drift)
    let constant = Vector(repeating: (1 - alpha - beta) * targetVariance)
    let alpha = Vector(repeating: alpha)
    let beta = Vector(repeating: beta)
    for v in 0..<PathBlock.vectorCount {
      let h = variance[v]
      let q = innovation(h * unit, t[v])
      let r = q + drift - logMean(h)
      logReturn[v] = r
      logPrice[v] += r
      variance[v] = multiplyAdd(alpha * q, q, multiplyAdd(beta, h, constant))
    }
  }
}

extension GarchT: IntradayRefinable {
  var intradayLaw: IntradayLaw { .studentT(degreesOfFreedom: degreesOfFreedom) }

  /// The clamped q and h of the coming day.
  func writeInnovation(_ columns: ProcessColumns, to step: IntradayStep) {
    let variance = columns.state[2]
    let t = columns.shocks[0]
    let unit = Vector(repeating: (degreesOfFreedom - 2) / degreesOfFreedom)
    for v in 0..<PathBlock.vectorCount {
      let h = variance[v]
      step.variance[v] = h
      step.innovation[v] = innovation(h * unit, t[v])
    }
  }

  /// q from the squared scale of t.
  @inline(__always)
  private func innovation(_ squaredScale: Vector, _ t: Vector) -> Vector {
    clamp(squareRoot(squaredScale) * t, -bound, bound)
  }
}
