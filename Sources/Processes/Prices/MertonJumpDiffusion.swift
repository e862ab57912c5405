import Diagnostics
import Market
import VectorMath

/// A price with constant volatility and normal jumps of its logarithm.
///
///     ln S += (μ − σ²/2 − λk) Δt + σ √Δt Z + J,  k = e^(m + s²/2) − 1
///     J | n = n m + √n s Z₂,  n ~ Poisson(λΔt)
///
/// Exact at any step, and E[S_t] = S₀ e^(μt). The jumps are independent of everything else. Fitted
/// to daily returns of ETH it explains their kurtosis, not crashes: use `student-t` with
/// `crash-jump` for the tail. Reference: Merton (1976), doi:10.1016/0304-405X(76)90022-2.
package struct MertonJumpDiffusion: StochasticProcess {
  /// Word in documents: `merton`.
  package static let name = "merton"
  /// One line for `lstrisk list processes`.
  package static let summary = "price with constant volatility and normal log jumps"
  /// Source of the law of prices.
  package static let reference =
    "Merton (1976), Option pricing when underlying stock returns are discontinuous, "
    + "doi:10.1016/0304-405X(76)90022-2"
  /// Drift, volatility, and rate, mean and deviation of the jumps.
  package static let parameters =
    [
      Parameter(
        "drift", .finite, usual: .drift, default: 0, unit: "per year",
        "μ, growth rate of the expected price"),
      Parameter(
        "volatility", .nonNegative, usual: .priceVolatility, unit: "per square root of a year",
        "σ, volatility of log returns between jumps"),
    ]
    + GaussianJumps.parameters(
      rate: "λ, expected jumps",
      mean: UsualRange(-0.6, 0.3, .share, [.growth, .percent, .basisPoints]))
  /// ln(S / S₀), and the log return of the step.
  package static let outputs = [
    ProcessOutput("logPrice", .logPrice), ProcessOutput("logReturn", .logReturn),
  ]

  /// Log drift of a step, jumps compensated.
  let logDrift: Double
  /// Standard deviation of a step between jumps.
  let scale: Double
  let jumps: GaussianJumps

  /// Works out the constants of a step; refuses what `GaussianJumps` refuses.
  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    let volatility = parameters["volatility"]
    jumps = try GaussianJumps(parameters, step: step)
    logDrift =
      (parameters["drift"] - volatility * volatility / 2) * step.length - jumps.compensator
    scale = volatility * step.length.squareRoot()
  }

  /// A correlated normal; count and size of the jumps, independent of other factors.
  package var shocks: [Shock] {
    [Shock(), Shock("count", isCorrelated: false), Shock("size", isCorrelated: false)]
  }

  /// ln(S / S₀) = 0, no return yet.
  package func setInitialState(_ columns: ProcessColumns) {
    columns.state[0].fill(0)
    columns.state[1].fill(0)
  }

  /// ln S += compensated drift + σ √Δt z + the jumps of the step.
  package func advance(_ columns: ProcessColumns) {
    let logPrice = columns.state[0]
    let logReturn = columns.state[1]
    let z = columns.shocks[0]
    let drift = Vector(repeating: logDrift)
    let scale = Vector(repeating: scale)
    for v in 0..<PathBlock.vectorCount { logReturn[v] = multiplyAdd(scale, z[v], drift) }
    jumps.add(to: logReturn, counts: columns.shocks[1], sizes: columns.shocks[2])
    for v in 0..<PathBlock.vectorCount { logPrice[v] += logReturn[v] }
  }
}

extension MertonJumpDiffusion: AnalyticMoments {
  /// Exact; output 1 is the return of one step, whatever `steps`.
  package func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    let n = k == 0 ? Double(steps) : 1
    let m = jumps.mean
    let s = jumps.deviation
    let events = jumps.counts.mean
    return (n * (logDrift + events * m), n * (scale * scale + events * (m * m + s * s)))
  }
}

extension MertonJumpDiffusion: IntradayRefinable {
  /// The variance of a step is known.
  package var intradayLaw: IntradayLaw { .known }

  /// σ √Δt z and its variance σ² Δt, without the jumps.
  package func writeInnovation(_ columns: ProcessColumns, to step: IntradayStep) {
    let z = columns.shocks[0]
    step.variance.fill(scale * scale)
    let scale = Vector(repeating: scale)
    for v in 0..<PathBlock.vectorCount { step.innovation[v] = scale * z[v] }
  }
}

extension MertonJumpDiffusion: JumpingPrice {
  /// Shocks 1 and 2 of the step.
  package func writeJumps(_ columns: ProcessColumns, to jumps: Column) {
    self.jumps.write(to: jumps, counts: columns.shocks[1], sizes: columns.shocks[2])
  }
}
