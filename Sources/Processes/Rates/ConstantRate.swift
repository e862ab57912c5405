public import Diagnostics
public import Market
import VectorMath

/// A rate that does not change.
///
///     r(t) = r
///
/// For a reward or borrow rate whose risk is left out on purpose; needs no random numbers.
public struct ConstantRate: StochasticProcess {
  public static let name = "constant-rate"
  public static let summary = "rate that does not change"
  public static let reference = "definition; no source needed"
  public static let parameters = [
    Parameter("rate", .finite, usual: .yearlyRate, unit: "per year", "r, continuously compounded")
  ]
  public static let outputs = [ProcessOutput("rate", .rate)]

  /// r, per year, continuously compounded.
  public let rate: Double

  public init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    rate = parameters["rate"]
  }

  public var shocks: [Shock] { [] }

  public func setInitialState(_ columns: ProcessColumns) { columns.state[0].fill(rate) }

  public func advance(_ columns: ProcessColumns) {}
}

extension ConstantRate: AnalyticMoments {
  public func moments(ofOutput k: Int, afterSteps steps: Int) -> (mean: Double, variance: Double) {
    (rate, 0)
  }
}
