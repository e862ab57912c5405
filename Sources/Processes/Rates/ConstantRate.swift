import Diagnostics
import Market
import VectorMath

/// A rate that does not change.
///
///     r(t) = r
///
/// For a reward or borrow rate whose risk is left out on purpose; needs no random numbers.
package struct ConstantRate: StochasticProcess {
  /// Word in documents: `constant-rate`.
  package static let name = "constant-rate"
  /// One line for `lstrisk list processes`.
  package static let summary = "rate that does not change"
  /// There is none to name.
  package static let reference = "definition; no source needed"
  /// The rate itself, of any sign.
  package static let parameters = [
    Parameter("rate", .finite, usual: .yearlyRate, unit: "per year", "r, continuously compounded")
  ]
  /// r, per year.
  package static let outputs = [ProcessOutput("rate", .rate)]

  /// r, per year, continuously compounded.
  let rate: Double

  /// Takes the rate; the step does not matter.
  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    rate = parameters["rate"]
  }

  /// None: nothing is random.
  package var shocks: [Shock] { [] }

  /// r on every path.
  package func setInitialState(_ columns: ProcessColumns) { columns.state[0].fill(rate) }

  /// Changes nothing.
  package func advance(_ columns: ProcessColumns) {}
}

extension ConstantRate: AnalyticMoments {
  /// (r, 0) at every step.
  package func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    (rate, 0)
  }
}
