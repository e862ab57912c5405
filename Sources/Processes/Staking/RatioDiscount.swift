public import Diagnostics
public import Market
import VectorMath

/// A log discount that follows the log return of a market ratio, token over base asset.
///
///     x' = x − r
///
/// It takes any process of log returns as the law of a token's ratio, so that laws which were made
/// for prices can be compared on a discount. It does not revert to a level: use `discount` for horizons
/// beyond some days. Reference: definition, x = −ln(1 − d); no source needed.
public struct RatioDiscount: StochasticProcess {
  public static let name = "ratio-discount"
  public static let summary = "LST discount that follows the log return of a market ratio"
  public static let reference = "definition; no source needed"
  public static let parameters = [
    Parameter(
      "initial", .finite, usual: .logDiscount, default: 0, unit: "log discount",
      "x₀, today's log discount")
  ]
  public static let inputs = [
    ProcessInput("logReturn", .logReturn, .endOfStep, "r, log return of the ratio in the step")
  ]
  public static let outputs = [ProcessOutput("logDiscount", .logDiscount)]

  /// x₀, log discount.
  public let initial: Double

  public init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    initial = parameters["initial"]
  }

  public var shocks: [Shock] { [] }

  public func setInitialState(_ columns: ProcessColumns) { columns.state[0].fill(initial) }

  public func advance(_ columns: ProcessColumns) {
    let r = columns.requiredInput(0)
    let x = columns.state[0]
    for v in 0..<PathBlock.vectorCount { x[v] -= r[v] }
  }
}
