import Diagnostics
import Market
import VectorMath

/// A mean-reverting rate whose volatility falls with it, by the full-truncation Euler scheme.
///
///     dr = κ (θ − r) dt + σ √r dW
///     p = max(r, 0),  r' = r + κ (θ − p) Δt + σ √(p Δt) Z
///
/// The output is r itself, which the scheme may take slightly below 0: readers use max(r, 0), as
/// `exchange-rate` does. Biased by O(Δt). Where Z has single precision its factor has it too: the root is
/// taken in it. Reference: Cox, Ingersoll and Ross (1985), doi:10.2307/1911242; scheme: Lord, Koekkoek and
/// van Dijk (2010), doi:10.1080/14697680802392496.
package struct CoxIngersollRoss: StochasticProcess {
  /// Word in documents: `cox-ingersoll-ross`.
  package static let name = "cox-ingersoll-ross"
  /// One line for `lstrisk list processes`.
  package static let summary = "mean-reverting rate that stays positive, full-truncation Euler"
  /// Source of the full-truncation scheme.
  package static let reference =
    "Lord, Koekkoek and van Dijk (2010), A comparison of biased simulation schemes for stochastic "
    + "volatility models, doi:10.1080/14697680802392496"
  /// Usual values: σ of the staking rate is 0.02 to 0.07.
  package static let parameters = [
    Parameter(
      "initial", .nonNegative, usual: .yearlyRate, unit: "per year",
      "r₀, rate at the valuation date"),
    Parameter("mean", .nonNegative, usual: .yearlyRate, unit: "per year", "θ, long-run mean"),
    Parameter(
      "speed", .positive, usual: .slowSpeed, unit: "per year", "κ, speed of mean reversion"),
    Parameter(
      "volatility", .nonNegative, usual: .volatility(0.003, 1), unit: "per year",
      "σ, volatility where the rate is 1"),
  ]
  /// r, per year; a path may lie a little below 0, where readers take 0.
  package static let outputs = [ProcessOutput("rate", .rate)]

  /// r₀, per year.
  let initial: Double
  /// θ, per year.
  let mean: Double
  /// κΔt.
  let reversion: Double
  /// σ².
  let variance: Double
  let length: Double

  /// - Throws: An error at `speed` if κΔt > 1: the scheme would overshoot the mean.
  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    initial = parameters["initial"]
    mean = parameters["mean"]
    length = step.length
    reversion = parameters["speed"] * step.length
    guard reversion <= 1 else {
      throw InputError(
        "speed is \(parameters["speed"]) a year, too fast for a step of \(step.length) years",
        at: parameters.location(of: "speed"),
        hint: "speed times step must not exceed 1; use shorter steps or ornstein-uhlenbeck")
    }
    variance = parameters["volatility"] * parameters["volatility"]
  }

  /// One normal, correlated with those of other factors.
  package var shocks: [Shock] { [Shock()] }

  /// r₀ on every path.
  package func setInitialState(_ columns: ProcessColumns) { columns.state[0].fill(initial) }

  /// r += κ (θ − max(r, 0)) Δt + σ √(max(r, 0) Δt) z; in single precision where the shocks are.
  package func advance(_ columns: ProcessColumns) {
    if columns.shocksAreSingle {
      advance(columns, root: singleSquareRoot)
    } else {
      advance(columns, root: squareRoot)
    }
  }

  @inline(__always)
  private func advance(_ columns: ProcessColumns, root: (Vector) -> Vector) {
    let rate = columns.state[0]
    let z = columns.shocks[0]
    let pull = Vector(repeating: reversion * mean)
    let reversion = Vector(repeating: -reversion)
    let stepVariance = Vector(repeating: variance * length)
    for v in 0..<PathBlock.vectorCount {
      let p = maximum(rate[v], .zero)
      let drifted = multiplyAdd(reversion, p, rate[v] + pull)
      rate[v] = multiplyAdd(root(p * stepVariance), z[v], drifted)
    }
  }
}
