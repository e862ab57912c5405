import Diagnostics
import Foundation
import Market
import VectorMath

/// The exchange rate of an LST: it grows by the reward rate after fees and falls by slashing.
///
///     ln E += (1 − fee) max(r, 0) Δt + ln(1 − loss)
///     loss = s min(1, 1/4096 + min(1, 3 m s)),  s = min(1, median × e^(sd Z))
///
/// r is the reward rate at the start of the step. Slashing events come with a stated rate, at most
/// one a step; s is the share of the token's validators that are slashed together, m the token's
/// share of the network's stake. The event columns are only asked for where `slashingRate` is
/// positive. For a rebasing token the same column is the logarithm of its units. Missed rewards of
/// slashed validators are left out. Reference: Ethereum consensus specifications, Electra,
/// process_slashings.
package struct ExchangeRate: StochasticProcess {
  /// Word in documents: `exchange-rate`.
  package static let name = "exchange-rate"
  /// One line for `lstrisk list processes`.
  package static let summary = "exchange rate of an LST: rewards after fees, slashing"
  /// Source of the slashing penalties.
  package static let reference = "Ethereum consensus specifications (Electra), process_slashings"
  /// Usual values: Staking protocols keep 5 % to 25 % of rewards; no token has had more than a third of all stake;
  /// slashings have been rarer than one a year for any operator and of far less than a tenth of its validators.
  package static let parameters = [
    Parameter(
      "fee", .fractionBelowOne, usual: .share(0.001, 0.5, or: [.complement]), default: 0,
      unit: "fraction",
      "share of rewards kept by the protocol"),
    Parameter(
      "slashingRate", .nonNegative, usual: UsualRange(0.001, 10, .number, [.perDay]), default: 0,
      unit: "per year", "expected slashing events"),
    Parameter(
      "networkShare", .fraction, usual: .share(0.0001, 0.6), default: 0, unit: "fraction",
      "m, the token's share of all stake"),
    Parameter(
      "slashedShareMedian", NumberRange(from: 0, to: 1, includesLower: false),
      usual: .share(0.00001, 0.3), default: 0.01,
      unit: "fraction", "median of s, the share of the token's validators slashed at once"),
    Parameter(
      "slashedShareLogSd", LognormalEvent.logDeviationRange, usual: .logDeviation, default: 0,
      unit: "none",
      "standard deviation of ln s"),
  ]
  /// The reward rate at the start of the step, per year before the fee; negative ones accrue nothing.
  package static let inputs = [
    ProcessInput("rewardRate", .rate, .startOfStep, "r, reward rate before the fee")
  ]
  /// ln(E / E₀); of a rebasing token the logarithm of its units.
  package static let outputs = [ProcessOutput("logExchangeRate", .logExchangeRate)]

  /// Share of rewards that the protocol keeps.
  let fee: Double
  /// m.
  let networkShare: Double
  let slashingRate: Double
  let slashing: LognormalEvent
  /// (1 − fee) Δt.
  let accrual: Double

  /// 1 − loss is at least this, so that ln E stays finite: a token that lost all keeps a millionth.
  static let smallestRemainder = 0x1p-20

  /// Works out the constants of a step: accrual and law of slashings; refuses nothing.
  package init(_ parameters: ParameterTable, step: TimeStep) throws(InputError) {
    fee = parameters["fee"]
    networkShare = parameters["networkShare"]
    slashingRate = parameters["slashingRate"]
    slashing = LognormalEvent(
      rate: slashingRate, median: parameters["slashedShareMedian"],
      logDeviation: parameters["slashedShareLogSd"], step: step)
    accrual = (1 - fee) * step.length
  }

  /// None, or an event and a size, both independent of other factors.
  package var shocks: [Shock] {
    slashingRate > 0
      ? [Shock("slashing", isCorrelated: false), Shock("slashedShare", isCorrelated: false)] : []
  }

  /// ln(E / E₀) = 0.
  package func setInitialState(_ columns: ProcessColumns) { columns.state[0].fill(0) }

  /// Accrues the rate of the step's start, then slashes the paths that an event hits.
  package func advance(_ columns: ProcessColumns) {
    let logRate = columns.state[0]
    let reward = columns.requiredInput(0)
    let accrual = Vector(repeating: accrual)
    for v in 0..<PathBlock.vectorCount {
      logRate[v] = multiplyAdd(accrual, maximum(reward[v], .zero), logRate[v])
    }
    if slashingRate > 0 { addSlashing(columns) }
  }

  private func addSlashing(_ columns: ProcessColumns) {
    let logRate = columns.state[0]
    let event = columns.shocks[0]
    let size = columns.shocks[1]
    for v in 0..<PathBlock.vectorCount {
      let hits = slashing.hits(event[v])
      if hits == 0 { continue }
      let share = minimum(slashing.sizes(size[v]), Vector(repeating: 1))
      let correlated = minimum(3 * networkShare * share, Vector(repeating: 1))
      let penalty = minimum(correlated + Vector(repeating: 1 / 4096), Vector(repeating: 1))
      let remainder = maximum(
        Vector(repeating: 1) - share * penalty, Vector(repeating: Self.smallestRemainder))
      logRate[v] += blend(hits, logarithm(remainder), otherwise: .zero)
    }
  }
}
