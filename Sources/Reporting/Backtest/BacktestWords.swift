import Backtesting
import RiskMeasures
import Studies

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

  /// The substitute that stood in on every day, between two texts; nothing where there is none.
  static func standIn(_ model: ModelFigures, _ before: String, _ after: String) -> String {
    let found = model.substitutions.first { $0.days == model.days.count && $0.days > 0 }
    return found.map { before + $0.estimator + after } ?? ""
  }

  /// Where a pass says nothing because too few exceedances are due; `nil` where there is no such place.
  static func weakLevels(_ figures: BacktestFigures) -> String? {
    let parts = (figures.models.first?.horizons ?? []).compactMap { horizon -> String? in
      let levels = horizon.levels.filter { $0.expectedExceedances < 1 - 1e-9 }
        .map { PercentText.level($0.level.value) }
      return levels.isEmpty ? nil : "\(levels.joined(separator: ", ")) of \(horizon.days) d"
    }
    guard !parts.isEmpty else { return nil }
    return
      "Fewer than 1 exceedance is due at \(parts.joined(separator: "; ")): a pass there says nothing."
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
    let stood = standIn(model, " (", " stood in on all days)")
    return "\(model.model.name)\(stood) \(parts.joined(separator: "; "))."
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
