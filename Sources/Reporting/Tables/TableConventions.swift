import Studies
import Tables

/// What the CSV files share: the comments that say how to read their figures, and their cells.
enum TableConventions {
  /// The comment lines of a file: what it holds, the run, and the conventions that it needs.
  static func comments(
    _ title: String, _ result: RunResult, _ context: ReportContext, _ conventions: [String]
  ) -> [String] {
    let plan = result.plan
    return [
      "lst-risk \(context.version): \(title)",
      "run: \(plan.words.name); valuation date \(plan.words.valuationDate); horizon \(result.horizonWords);"
        + " step \(result.stepWords)",
      "numeraire \(plan.words.numeraire.rawValue); paths \(plan.paths.count); seed \(plan.paths.seed);"
        + " liquidation checked \(plan.losses.monitoringWords)",
    ] + conventions
  }

  static let sign =
    "losses: a positive number is a loss, a negative one a gain; money in the numeraire over the horizon"
  static let tail =
    "level 0.99 (not 0.01); VaR = L_(ceil(n x level)), the smallest loss not exceeded by that share"
    + " of paths; ES = average of the worst (1 - level) share"
  static let errors =
    "standard_error: of the Monte Carlo estimate; lower, upper: interval at the confidence stated;"
    + " empty: not bounded or not known"
  static let exposure =
    "percent_of_exposure: of the equity at the valuation date for equity_loss,"
    + " of the debt for bad_debt and liquidated, of own equity and lent debt for desk_loss"

  /// Value, standard error, lower, upper, confidence.
  static func cells(_ figure: Figure) -> [CSVField] {
    [
      .number(figure.value), number(figure.standardError), number(figure.lower),
      number(figure.upper), .number(figure.confidence),
    ]
  }

  /// The names of those columns, with a prefix.
  static func columns(_ prefix: String = "") -> [String] {
    ["value", "standard_error", "lower", "upper", "confidence"].map { prefix + $0 }
  }

  /// A number, or an empty cell if it is missing or not finite.
  static func number(_ value: Double?) -> CSVField {
    guard let value = value?.finite else { return .missing }
    return .number(value)
  }

  /// `99`, `99_9`: a level in a column's name.
  static func columnName(level: Double) -> String {
    String(NumberText.plain(level * 100).map { $0 == "." ? "_" : $0 })
  }
}
