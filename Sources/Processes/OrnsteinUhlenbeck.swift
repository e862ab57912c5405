import Foundation
public import Diagnostics
public import Market
import VectorMath

/// A mean-reverting Gaussian rate, advanced with its exact transition.
///
///     dX = κ (θ − X) dt + σ dW
///     X' = θ + (X − θ) e^(−κΔt) + σ √((1 − e^(−2κΔt)) / 2κ) Z
///
/// Exact at any step. X may become negative: use `cox-ingersoll-ross` where it must not.
/// Reference: Uhlenbeck and Ornstein (1930), Physical Review 36, doi:10.1103/PhysRev.36.823.
public struct OrnsteinUhlenbeck: StochasticProcess {
  public static let name = "ornstein-uhlenbeck"
  public static let summary = "mean-reverting Gaussian rate, exact transition"
  public static let reference =
    "Uhlenbeck and Ornstein (1930), On the theory of the Brownian motion, doi:10.1103/PhysRev.36.823"
  public static let parameters = [
    Parameter("initial", .finite, unit: "per year", "X₀, rate at the valuation date"),
    Parameter("mean", .finite, unit: "per year", "θ, long-run mean"),
    Parameter("speed", .positive, unit: "per year", "κ, speed of mean reversion"),
    Parameter("volatility", .nonNegative, unit: "per year and square root of a year", "σ"),
  ]
  public static let outputs = [ProcessOutput("rate", .rate)]

  public let initial: Double
  /// θ.
  public let mean: Double
  let decay: Double
  let scale: Double

  public init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    initial = parameters["initial"]
    mean = parameters["mean"]
    let speed = parameters["speed"]
    decay = exp(-speed * step.length)
    scale = parameters["volatility"] * (-expm1(-2 * speed * step.length) / (2 * speed)).squareRoot()
  }

  public var shocks: [Shock] { [Shock()] }

  public func setInitialState(_ columns: ProcessColumns) { columns.state[0].fill(initial) }

  public func advance(_ columns: ProcessColumns) {
    let x = columns.state[0], z = columns.shocks[0]
    let decay = Vector(repeating: decay), scale = Vector(repeating: scale)
    let pull = Vector(repeating: mean * (1 - self.decay))
    for v in 0..<PathBlock.vectorCount {
      x[v] = multiplyAdd(x[v], decay, multiplyAdd(scale, z[v], pull))
    }
  }
}

extension OrnsteinUhlenbeck: AnalyticMoments {
  public func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    let d = pow(decay, Double(steps))
    let oneStep = scale * scale
    let variance = decay == 1 ? oneStep * Double(steps) : oneStep * (1 - d * d) / (1 - decay * decay)
    return (mean + (initial - mean) * d, variance)
  }
}
