import Diagnostics
import Market
import VectorMath

/// Borrow and supply rate of a reserve and the indices that debts and deposits grow with.
///
///     ln B += r_b Δt,  ln I += r_s Δt      with the rates at the start of the step
///     then r_b, r_s = curve(U)             with the utilisation at its end
///
/// The curve is `KinkedRateCurve`. The process needs no random numbers: they come through the
/// utilisation. Reference: Aave v3, DefaultReserveInterestRateStrategyV2; Gudgeon, Werner, Perez and
/// Knottenbelt (2020), doi:10.1145/3419614.3423254.
struct KinkedRate: StochasticProcess {
  static let name = "kinked-rate"
  static let summary = "borrow and supply rate of a reserve from its utilisation"
  static let reference =
    "Gudgeon, Werner, Perez and Knottenbelt (2020), DeFi protocols for loanable funds, "
    + "doi:10.1145/3419614.3423254"
  /// Usual values: Aave's reserves: base up to 2 %, slope 1 of 1 % to 13 %, slope 2 of 20 % to 300 %, kinks at 45 %
  /// to 95 %, reserve factors of 5 % to 99 %; all with room.
  static let parameters = [
    Parameter(
      "base", rateRange, usual: .share(0, 0.2), default: 0, unit: "per year",
      "b, borrow rate of an unused reserve"),
    Parameter(
      "slope1", rateRange, usual: .rate(0.0005, 0.5), unit: "per year",
      "s₁, rise of the borrow rate up to the optimum"),
    Parameter(
      "slope2", .nonNegative, usual: .rate(0.02, 5), unit: "per year",
      "s₂, rise from the optimum to full use"),
    Parameter(
      "optimal", .openFraction, usual: .share(0.3, 0.99, or: [.complement]), unit: "fraction",
      "U*, utilisation at the kink"),
    Parameter(
      "reserveFactor", .fraction, usual: .share(0.005, 1), unit: "fraction",
      "share of interest the protocol keeps"),
  ]
  /// No reserve lends at more than 500 % a year before its kink.
  private static let rateRange = NumberRange(from: 0, to: 5)
  static let inputs = [
    ProcessInput("utilisation", .utilisation, .endOfStep, "U, utilisation of the reserve")
  ]
  static let outputs = [
    ProcessOutput("borrowRate", .rate), ProcessOutput("supplyRate", .rate),
    ProcessOutput("logBorrowIndex", .logBorrowIndex),
    ProcessOutput("logSupplyIndex", .logSupplyIndex),
  ]

  /// The curve that the rates are read from.
  let curve: KinkedRateCurve
  let length: Double

  init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    curve = KinkedRateCurve(
      base: parameters["base"], slope1: parameters["slope1"], slope2: parameters["slope2"],
      optimal: parameters["optimal"], reserveFactor: parameters["reserveFactor"])
    length = step.length
  }

  var shocks: [Shock] { [] }

  func setInitialState(_ columns: ProcessColumns) {
    setRates(columns)
    columns.state[2].fill(0)
    columns.state[3].fill(0)
  }

  func advance(_ columns: ProcessColumns) {
    let state = columns.state
    let borrow = state[0]
    let supply = state[1]
    let debt = state[2]
    let deposit = state[3]
    let length = Vector(repeating: length)
    for v in 0..<PathBlock.vectorCount {
      debt[v] = multiplyAdd(borrow[v], length, debt[v])
      deposit[v] = multiplyAdd(supply[v], length, deposit[v])
    }
    setRates(columns)
  }

  private func setRates(_ columns: ProcessColumns) {
    let borrow = columns.state[0]
    let supply = columns.state[1]
    let utilisation = columns.requiredInput(0)
    let kept = Vector(repeating: 1 - curve.reserveFactor)
    for v in 0..<PathBlock.vectorCount {
      let rate = curve.borrow(at: utilisation[v])
      borrow[v] = rate
      supply[v] = rate * utilisation[v] * kept
    }
  }
}
