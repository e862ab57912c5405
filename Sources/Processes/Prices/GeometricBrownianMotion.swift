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
  package static let name = "geometric-brownian-motion"
  package static let summary = "price with constant drift and volatility"
  package static let reference =
    "Samuelson (1965), Rational theory of warrant pricing, Industrial Management Review 6(2)"
  package static let parameters = [
    Parameter(
      "drift", .finite, usual: .drift, default: 0, unit: "per year",
      "μ, growth rate of the expected price"),
    Parameter(
      "volatility", .nonNegative, usual: .priceVolatility, unit: "per square root of a year",
      "σ, volatility of log returns"),
  ]
  package static let outputs = [
    ProcessOutput("logPrice", .logPrice), ProcessOutput("logReturn", .logReturn),
  ]

  /// μ, per year.
  let drift: Double
  /// σ, per √year.
  let volatility: Double
  let logDrift: Double
  let scale: Double

  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    drift = parameters["drift"]
    volatility = parameters["volatility"]
    logDrift = (drift - volatility * volatility / 2) * step.length
    scale = volatility * step.length.squareRoot()
  }

  package var shocks: [Shock] { [Shock()] }
  package var brownianVolatility: Double? { volatility }

  package func setInitialState(_ columns: ProcessColumns) {
    columns.state[0].fill(0)
    columns.state[1].fill(0)
  }

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
  package func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    let n = k == 0 ? Double(steps) : 1
    return (n * logDrift, n * scale * scale)
  }
}
