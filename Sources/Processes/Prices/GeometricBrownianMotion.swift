import Diagnostics
import Foundation
import Market
import VectorMath

/// A price with constant drift and volatility.
///
///     ln S += (μ − σ²/2) Δt + σ √Δt Z
///
/// Exact at any step. Log returns are normal: use a heavy-tailed process for the tail of ETH.
/// Reference: Samuelson (1965), "Rational theory of warrant pricing", Industrial Management Review 6.
package struct GeometricBrownianMotion: StochasticProcess {
  /// Word in documents: `geometric-brownian-motion`.
  package static let name = "geometric-brownian-motion"
  /// One line for `lstrisk list processes`.
  package static let summary = "price with constant drift and volatility"
  /// Source of the law of prices.
  package static let reference =
    "Samuelson (1965), Rational theory of warrant pricing, Industrial Management Review 6(2)"
  /// Drift and volatility.
  package static let parameters = [
    Parameter(
      "drift", .finite, usual: .drift, default: 0, unit: "per year",
      "μ, growth rate of the expected price"),
    Parameter(
      "volatility", .nonNegative, usual: .priceVolatility, unit: "per square root of a year",
      "σ, volatility of log returns"),
  ]
  /// ln(S / S₀), and the log return of the step.
  package static let outputs = [
    ProcessOutput("logPrice", .logPrice), ProcessOutput("logReturn", .logReturn),
  ]

  /// μ, per year.
  let drift: Double
  /// σ, per √year.
  let volatility: Double
  let logDrift: Double
  let scale: Double

  /// Works out the constants of a step: log drift and standard deviation; refuses nothing.
  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    drift = parameters["drift"]
    volatility = parameters["volatility"]
    logDrift = (drift - volatility * volatility / 2) * step.length
    scale = volatility * step.length.squareRoot()
  }

  /// One normal, correlated with those of other factors.
  package var shocks: [Shock] { [Shock()] }
  /// σ: the log price is the Brownian motion that a bridge needs.
  package var brownianVolatility: Double? { volatility }

  /// ln(S / S₀) = 0, no return yet.
  package func setInitialState(_ columns: ProcessColumns) {
    columns.state[0].fill(0)
    columns.state[1].fill(0)
  }

  /// ln S += (μ − σ²/2) Δt + σ √Δt z.
  package func advance(_ columns: ProcessColumns) {
    let logPrice = columns.state[0]
    let logReturn = columns.state[1]
    let z = columns.shocks[0]
    let drift = Vector(repeating: logDrift)
    let scale = Vector(repeating: scale)
    for v in 0..<PathBlock.vectorCount {
      let r = multiplyAdd(scale, z[v], drift)
      logReturn[v] = r
      logPrice[v] += r
    }
  }
}

extension GeometricBrownianMotion: AnalyticMoments {
  /// Exact; output 1 is the return of one step, whatever `steps`.
  package func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    let n = k == 0 ? Double(steps) : 1
    return (n * logDrift, n * scale * scale)
  }
}

extension GeometricBrownianMotion: IntradayRefinable {
  /// The variance of a step is known.
  package var intradayLaw: IntradayLaw { .known }

  /// σ √Δt z, and its variance σ² Δt.
  package func writeInnovation(_ columns: ProcessColumns, to step: IntradayStep) {
    let z = columns.shocks[0]
    step.variance.fill(scale * scale)
    let scale = Vector(repeating: scale)
    for v in 0..<PathBlock.vectorCount { step.innovation[v] = scale * z[v] }
  }
}
