import Diagnostics
import Market
import VectorMath

/// Rare crashes on top of the price of another factor.
///
///     r = r_base + J − λkΔt,  J | n = n m + √n s Z,  n ~ Poisson(λΔt),  k = e^(m + s²/2) − 1
///
/// The compensator keeps the expected price of the base. Give a heavy-tailed process such as
/// `garch-t` or `student-t` the crashes that daily returns are too few to show; a typical λ is 2 to
/// 4 a year with m and s from intraday moves. Reference: Merton (1976),
/// doi:10.1016/0304-405X(76)90022-2.
struct CrashJump: StochasticProcess {
  static let name = "crash-jump"
  static let summary = "another factor's price with rare compensated crashes"
  static let reference =
    "Merton (1976), Option pricing when underlying stock returns are discontinuous, "
    + "doi:10.1016/0304-405X(76)90022-2"
  static let parameters = GaussianJumps.parameters(
    rate: "λ, expected crashes",
    mean: UsualRange(-0.6, -0.002, .share, [.sign, .growth, .percent, .basisPoints]))
  static let inputs = [
    ProcessInput("price", .logReturn, .endOfStep, "the factor whose price crashes")
  ]
  static let outputs = [
    ProcessOutput("logPrice", .logPrice), ProcessOutput("logReturn", .logReturn),
  ]

  let jumps: GaussianJumps

  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    jumps = try GaussianJumps(parameters, step: step)
  }

  var shocks: [Shock] {
    [Shock("count", isCorrelated: false), Shock("size", isCorrelated: false)]
  }

  func setInitialState(_ columns: ProcessColumns) {
    columns.state[0].fill(0)
    columns.state[1].fill(0)
  }

  func advance(_ columns: ProcessColumns) {
    let logPrice = columns.state[0]
    let logReturn = columns.state[1]
    let base = columns.requiredInput(0)
    let compensator = Vector(repeating: jumps.compensator)
    for v in 0..<PathBlock.vectorCount { logReturn[v] = base[v] - compensator }
    jumps.add(to: logReturn, counts: columns.shocks[0], sizes: columns.shocks[1])
    for v in 0..<PathBlock.vectorCount { logPrice[v] += logReturn[v] }
  }
}

extension CrashJump: JumpingPrice {
  /// The crashes alone; what is refined is the price that they are added to.
  func writeJumps(_ columns: ProcessColumns, to jumps: Column) {
    self.jumps.write(to: jumps, counts: columns.shocks[0], sizes: columns.shocks[1])
  }
}
