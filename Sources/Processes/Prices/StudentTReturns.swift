import Diagnostics
import Market
import VectorMath

/// A price whose daily log returns are independent and Student t.
///
///     r = μΔt + q − c(s),  q = clamp(s t_ν, −B, B),  c(s) = ln E[e^q]
///
/// E[S_t] = S₀ e^(μt). Without the clamp the expected price would be infinite. Fitted to steps of a
/// day and refuses others. Volatility does not cluster: use `garch-t` for that. Reference: Praetz
/// (1972), doi:10.1086/295425.
package struct StudentTReturns: StochasticProcess {
  /// Word in documents: `student-t`.
  package static let name = "student-t"
  /// One line for `lstrisk list processes`.
  package static let summary = "price with independent Student-t daily log returns"
  /// Source of t laws for returns of prices.
  package static let reference =
    "Praetz (1972), The distribution of share price changes, Journal of Business 45(1), "
    + "doi:10.1086/295425"
  /// Drift, scale, degrees of freedom and clamp.
  package static let parameters = [
    Parameter(
      "drift", .finite, usual: .drift, default: 0, unit: "per year",
      "μ, growth rate of the expected price"),
    Parameter(
      "scale", NumberRange(from: 0, to: 10), usual: .dailyScale, unit: "log return of a day",
      "s, scale of t; the volatility of a day is s √(ν / (ν − 2))"),
    FittedStep.degreesOfFreedom,
    FittedStep.bound,
  ]
  /// ln(S / S₀), and the log return of the step.
  package static let outputs = [
    ProcessOutput("logPrice", .logPrice), ProcessOutput("logReturn", .logReturn),
  ]

  /// s, log return of a day.
  let scale: Double
  /// ν.
  let degreesOfFreedom: Double
  /// B, log return of a day.
  let bound: Double
  /// c(s): what is taken from every return so that the expected price stays.
  package let logMean: Double
  let logDrift: Double

  /// - Throws: An error at the factor if the step is not a day.
  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    try FittedStep.requireOneDay(Self.name, parameters, step)
    scale = parameters["scale"]
    degreesOfFreedom = parameters["degreesOfFreedom"]
    bound = parameters["bound"]
    logMean =
      ClampedStudentT(degreesOfFreedom: degreesOfFreedom, bound: bound).logMean(scale: scale).value
    logDrift = parameters["drift"] * step.length - logMean
  }

  /// One Student-t number of unit scale with the law's own ν.
  package var shocks: [Shock] { [Shock("", .studentT(degreesOfFreedom))] }

  /// ln(S / S₀) = 0, no return yet.
  package func setInitialState(_ columns: ProcessColumns) {
    columns.state[0].fill(0)
    columns.state[1].fill(0)
  }

  /// ln S += μΔt + clamp(s t, ±B) − c(s).
  package func advance(_ columns: ProcessColumns) {
    let logPrice = columns.state[0]
    let logReturn = columns.state[1]
    let t = columns.shocks[0]
    let drift = Vector(repeating: logDrift)
    let scale = Vector(repeating: scale)
    for v in 0..<PathBlock.vectorCount {
      let r = clamp(scale * t[v], -bound, bound) + drift
      logReturn[v] = r
      logPrice[v] += r
    }
  }
}

extension StudentTReturns: IntradayRefinable {
  /// The law's own ν.
  package var intradayLaw: IntradayLaw { .studentT(degreesOfFreedom: degreesOfFreedom) }

  /// The clamped s t, and s² ν / (ν − 2).
  package func writeInnovation(_ columns: ProcessColumns, to step: IntradayStep) {
    let t = columns.shocks[0]
    step.variance.fill(scale * scale * degreesOfFreedom / (degreesOfFreedom - 2))
    let scale = Vector(repeating: scale)
    for v in 0..<PathBlock.vectorCount {
      step.innovation[v] = clamp(scale * t[v], -bound, bound)
    }
  }
}
