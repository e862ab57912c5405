import Diagnostics
import Market
import VectorMath

/// A log discount that follows the log return of a market ratio, token over base asset.
///
///     x' = x − r
///
/// It takes any process of log returns as the law of a token's ratio, so that laws which were made
/// for prices can be compared on a discount. It does not revert to a level: use `discount` for horizons
/// beyond some days. Reference: definition, x = −ln(1 − d); no source needed.
struct RatioDiscount: StochasticProcess {
  static let name = "ratio-discount"
  static let summary = "LST discount that follows the log return of a market ratio"
  static let reference = "definition; no source needed"
  static let parameters = [
    Parameter(
      "initial", .finite, usual: .logDiscount, default: 0, startsDiscount: true,
      unit: "log discount",
      "x₀, today's log discount")
  ]
  static let inputs = [
    ProcessInput("logReturn", .logReturn, .endOfStep, "r, log return of the ratio in the step")
  ]
  static let outputs = [ProcessOutput("logDiscount", .logDiscount)]

  /// x₀, log discount.
  let initial: Double

  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    initial = parameters["initial"]
  }

  var shocks: [Shock] { [] }

  func setInitialState(_ columns: ProcessColumns) { columns.state[0].fill(initial) }

  func advance(_ columns: ProcessColumns) {
    let r = columns.requiredInput(0)
    let x = columns.state[0]
    for v in 0..<PathBlock.vectorCount { x[v] -= r[v] }
  }
}
