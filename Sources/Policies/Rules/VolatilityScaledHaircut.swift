import Diagnostics
import Foundation

/// The haircut follows volatility, with a stated reaction time, between a floor and a cap.
///
///     h = min(cap, max(floor, 1 − e^(−k s))),  s = √(σ²_EWMA T + s²_deviation(T)),  λ = 2^(−1 / reaction)
///
/// Reference: J.P. Morgan and Reuters (1996), RiskMetrics Technical Document, for σ_EWMA.
struct VolatilityScaledHaircut: HaircutPolicy {
  static let name = "volatility-scaled"
  static let summary =
    "multiple of the weighted volatility, with floor, cap and reaction time"
  static let reference =
    "J.P. Morgan and Reuters (1996), RiskMetrics Technical Document, 4th edition, section 5.2"
  static let parameters = [
    Parameter(
      "multiple", .positive, usual: .multiple, default: 2.33, unit: "none",
      "k, standard deviations covered"),
    Parameter(
      "days", NumberRange(from: 1, to: 365), usual: .wholeDays(1, 90), default: 10, unit: "days",
      "T, liquidation horizon"),
    Parameter(
      "reactionDays", NumberRange(from: 1, to: 1_000), usual: .days(1, 365), default: 11,
      unit: "days",
      "half-life of a return's weight; 11 is RiskMetrics' decay of 0.94"),
    Parameter(
      "floor", .fraction, usual: .haircut, default: 0.02, unit: "fraction", "smallest haircut"),
    Parameter(
      "cap", .fraction, usual: .haircut, default: 0.60, unit: "fraction", "largest haircut"),
  ]

  private let multiple: Double
  private let days: Double
  private let decay: Double
  private let floor: Double
  private let cap: Double

  /// - Throws: An error at `cap` if it is less than `floor`.
  init(_ parameters: ParameterTable) throws(InputError) {
    multiple = parameters["multiple"]
    days = parameters["days"]
    decay = exp2(-1 / parameters["reactionDays"])
    floor = parameters["floor"]
    cap = parameters["cap"]
    guard cap >= floor else {
      throw InputError(
        "cap is \(cap); it must be at least floor, \(floor)", at: parameters.location(of: "cap"),
        hint: "exchange the two values")
    }
  }

  var measures: [PairMeasure] { [.volatility(decay: decay)] }

  func terms(given context: PolicyContext) -> PolicyTerms {
    let volatility = context.pair.volatility(decay: decay)
    let deviation = context.pair.deviation(days: days)
    let s = (volatility * volatility * days / 365 + deviation * deviation).squareRoot()
    let haircut = min(cap, max(floor, PairHistory.share(ofLogLoss: multiple * s)))
    return PolicyTerms(
      haircut: haircut, buffer: context.defaultBuffer, bonus: context.today.liquidationBonus)
  }
}
