import Backtesting
import RiskMeasures
import Simulation

/// What the formats of a backtest say alike.
enum BacktestWords {
  /// `0.0312`; `< 0.0001` below.
  static func probability(_ p: Double?) -> String {
    guard let p else { return "–" }
    return p < 0.0001 ? "< 0.0001" : NumberText.fixed(p, decimals: 4)
  }

  /// `0.031`; `<.001` below: for narrow tables.
  static func shortProbability(_ p: Double?) -> String {
    guard let p else { return "–" }
    return p < 0.001 ? "<.001" : NumberText.fixed(p, decimals: 3)
  }

  /// A rejection probability of a test: three decimals.
  static func share(_ probability: RejectionProbability?) -> String {
    probability.map { NumberText.fixed($0.value, decimals: 3) } ?? "–"
  }

  static func name(_ test: BacktestResult) -> String {
    switch test.test {
    case KupiecTest.name: "Kupiec"
    case IndependenceTest.name: "independence"
    case ConditionalCoverageTest.name: "cond. coverage"
    case "Acerbi-Székely Z2": "Z2"
    default: test.test.replacing("PIT ", with: "")
    }
  }

  /// `fails, too many: Kupiec, Z2`, `passes`.
  static func verdict(_ figures: LevelFigures) -> String {
    guard figures.isFailed else { return "passes" }
    var reasons = figures.rejections.map(name)
    if reasons.isEmpty { reasons = ["red zone"] }
    let isFew = Double(figures.exceedances) < figures.expectedExceedances
    return "fails, \(isFew ? "too few" : "too many"): \(reasons.joined(separator: ", "))"
  }

  /// One sentence a model: at which levels of which horizons it fails, and where as a whole law.
  static func sentence(_ model: ModelFigures) -> String {
    let parts = model.horizons.map { horizon in
      let failed = horizon.levels.filter(\.isFailed).map { PercentText.level($0.level.value) }
      let days = RunResult.counted(horizon.days, "day")
      let verdict =
        failed.isEmpty
        ? "passes at \(days)" : "fails at \(days) (\(failed.joined(separator: ", ")))"
      return verdict + (horizon.isLawRejected ? ", its law as a whole rejected" : "")
    }
    return "\(model.model.name) \(parts.joined(separator: "; "))."
  }

  /// The horizons at which the law as a whole is rejected; `nil` if there is none.
  static func rejectedLaws(_ model: ModelFigures) -> String? {
    let days = model.horizons.filter(\.isLawRejected).map { "\($0.days) d" }
    return days.isEmpty
      ? nil : "law as a whole rejected (Kolmogorov-Smirnov) at \(days.joined(separator: ", "))"
  }

  /// The days on which substitutes stood in for a model.
  static func substitutions(_ model: ModelFigures) -> String {
    let found = model.substitutions.filter { $0.days > 0 }
    if found.isEmpty { return "fitted on all \(NumberText.count(model.days.count)) days" }
    let parts = found.map { "\($0.estimator) on \(NumberText.count($0.days))" }
    return
      "of \(NumberText.count(model.days.count)) days refused and replaced by "
      + parts.joined(separator: ", ")
  }
}
