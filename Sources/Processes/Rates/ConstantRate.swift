import Diagnostics
import Market
import VectorMath

/// A rate that does not change.
///
///     r(t) = r
///
/// For a reward or borrow rate whose risk is left out on purpose; needs no random numbers.
package struct ConstantRate: StochasticProcess {
  package static let name = "constant-rate"
  package static let summary = "rate that does not change"
  package static let reference = "definition; no source needed"
  package static let parameters = [
    Parameter("rate", .finite, usual: .yearlyRate, unit: "per year", "r, continuously compounded")
  ]
  package static let outputs = [ProcessOutput("rate", .rate)]

  /// r, per year, continuously compounded.
  let rate: Double

  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    rate = parameters["rate"]
  }

  package var shocks: [Shock] { [] }

  package func setInitialState(_ columns: ProcessColumns) { columns.state[0].fill(rate) }

  package func advance(_ columns: ProcessColumns) {}
}

extension ConstantRate: AnalyticMoments {
  package func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    (rate, 0)
  }
}
