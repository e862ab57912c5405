import Studies

/// What was run: everything that fixes the figures, and what to be careful about.
enum RunSection: HTMLSection {
  static let id = "run"
  static let title = "This run"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    let priors =
      context.priors.isEmpty ? HTML() : .definition("Assumed, not fitted", context.priors)
    let warnings = HTML.definition("Warnings", result.plan.words.warnings)
    return .definitions(
      facts(result, context), and: "\(warnings)\(priors)\(HTML.definition(context.sources))")
  }

  private static func facts(
    _ result: RunResult, _ context: ReportContext
  ) -> [(String, String)] {
    let plan = result.plan
    var facts = [
      ("Valuation date", plan.words.valuationDate),
      ("Market as of", context.marketAsOf ?? "not stated"),
      (
        "Horizon",
        "\(result.horizonWords) in \(RunResult.counted(plan.paths.grid.stepCount, "step"))"
          + " of \(result.stepWords)"
      ),
      ("Paths", NumberText.count(plan.paths.count)),
      ("Seed", String(plan.paths.seed)),
      ("Normals", "\(plan.paths.precision.rawValue) precision"),
      ("Numeraire", plan.words.numeraire.rawValue),
      ("Liquidation checked", monitoring(result)),
      ("Dependence of shocks", plan.paths.market.dependence.words),
      ("Levels", plan.measurement.levels.map(PercentText.level).joined(separator: ", ")),
      ("Contributions at level", PercentText.level(plan.measurement.attributionLevel)),
      (
        "Accounts",
        "\(RunResult.counted(result.accounts.count, "account"))"
          + " in \(RunResult.counted(result.books.count, "book"))"
      ),
      ("Version", "lst-risk \(context.version)"),
    ]
    if let repair = plan.paths.market.correlationRepair {
      facts.append(
        (
          "Correlation matrix",
          "was not positive semidefinite and was moved to the nearest correlation matrix; \(repair)"
        ))
    }
    return facts
  }

  private static func monitoring(_ result: RunResult) -> String {
    let words = result.plan.losses.monitoringWords
    guard result.plan.measurement.monitoring == .bridge else { return words }
    return "\(words) for \(result.bridgedAccounts) of"
      + " \(RunResult.counted(result.accounts.count, "account"))"
  }
}
