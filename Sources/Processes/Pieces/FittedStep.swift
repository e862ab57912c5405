import Diagnostics
import Market

/// The step that the parameters of a process were estimated for.
enum FittedStep {
  /// Checks that a run has steps of one day, which `garch-t` and `student-t` are fitted to.
  ///
  /// A t law is not closed under addition and GARCH not under aggregation, so their daily
  /// parameters say nothing about another step.
  ///
  /// - Throws: An error at the place of the factor if the run has another step.
  static func requireOneDay(
    _ process: String, _ parameters: ParameterTable, _ step: TimeStep
  ) throws(InputError) {
    let days = step.length * 365
    guard abs(days - 1) <= 1e-9 else {
      throw InputError(
        "\(process) is fitted to steps of 1 day, but the run has steps of \(NumberWords.short(days, digits: 4)) days",
        at: parameters.location,
        hint: "use steps of 1 day, or a process that fits any step, such as merton")
    }
  }

  /// ν of the t law: the floor keeps the skew of returns finite. Daily returns have 3 to 8; 200 is all but normal.
  static let degreesOfFreedom = Parameter(
    "degreesOfFreedom", NumberRange(from: 3, to: 1000),
    usual: UsualRange(3, 200, .number, [.inverse]), unit: "none",
    "ν, degrees of freedom; an estimate below 3 is taken as 3")

  /// B of the clamp. Below 10 % it would cut days that ETH has had every month.
  static let bound = Parameter(
    "bound", NumberRange(from: 0, to: 10, includesLower: false),
    usual: UsualRange(0.1, 3, .daily, [.percent, .basisPoints], isOfFreePrices: true), default: 1,
    unit: "log return of a day", "B, where a day's innovation is clamped")
}
