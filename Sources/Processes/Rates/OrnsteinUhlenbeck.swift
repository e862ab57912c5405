import Diagnostics
import Market
import VectorMath

/// A mean-reverting Gaussian rate, advanced with its exact transition.
///
///     dX = κ (θ − X) dt + σ dW
///     X' = θ + (X − θ) e^(−κΔt) + σ √((1 − e^(−2κΔt)) / 2κ) Z
///
/// Exact at any step. X may become negative: use `cox-ingersoll-ross` where it must not.
/// Reference: Uhlenbeck and Ornstein (1930), Physical Review 36, doi:10.1103/PhysRev.36.823.
package struct OrnsteinUhlenbeck: StochasticProcess {
  /// Word in documents: `ornstein-uhlenbeck`.
  package static let name = "ornstein-uhlenbeck"
  /// One line for `lstrisk list processes`.
  package static let summary = "mean-reverting Gaussian rate, exact transition"
  /// Source of the exact transition.
  package static let reference =
    "Uhlenbeck and Ornstein (1930), On the theory of the Brownian motion, "
    + "doi:10.1103/PhysRev.36.823"
  /// Usual values: σ of a rate of some per cent is some tenths of a per cent to some per cent per root of a year.
  package static let parameters = [
    Parameter(
      "initial", .finite, usual: .yearlyRate, unit: "per year", "X₀, rate at the valuation date"),
    Parameter("mean", .finite, usual: .yearlyRate, unit: "per year", "θ, long-run mean"),
    Parameter(
      "speed", .positive, usual: .slowSpeed, unit: "per year", "κ, speed of mean reversion"),
    Parameter(
      "volatility", .nonNegative, usual: .volatility(0.0003, 0.3),
      unit: "per year and square root of a year", "σ"),
  ]
  /// X, per year, of any sign.
  package static let outputs = [ProcessOutput("rate", .rate)]

  /// X₀, per year.
  let initial: Double
  /// θ, per year.
  var mean: Double { transition.mean }
  let transition: OrnsteinUhlenbeckStep

  /// Works out the constants of a step; refuses nothing.
  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    initial = parameters["initial"]
    transition = OrnsteinUhlenbeckStep(
      speed: parameters["speed"], mean: parameters["mean"], volatility: parameters["volatility"],
      step: step)
  }

  /// One normal, correlated with those of other factors.
  package var shocks: [Shock] { [Shock()] }

  /// X₀ on every path.
  package func setInitialState(_ columns: ProcessColumns) { columns.state[0].fill(initial) }

  /// X' = θ + (X − θ) e^(−κΔt) + s z, exact for any step.
  package func advance(_ columns: ProcessColumns) {
    transition.advance(columns.state[0], columns.shocks[0])
  }
}

extension OrnsteinUhlenbeck: AnalyticMoments {
  /// Exact.
  package func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    transition.moments(from: initial, afterSteps: steps)
  }
}
