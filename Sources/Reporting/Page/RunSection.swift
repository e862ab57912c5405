import Simulation

/// What was run: everything that fixes the figures, and what to be careful about.
enum RunSection: HTMLSection {
  static let id = "run"
  static let title = "This run"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    let rows = facts(result, context).map { name, value -> HTML in
      "<dt>\(name)</dt><dd>\(value)</dd>\n"
    }
    return """
      <dl>
      \(HTML.joined(rows))\(list("Warnings", result.plan.warnings))\
      \(priors(context))\(sources(context))</dl>

      """
  }

  private static func facts(
    _ result: RunResult, _ context: ReportContext
  ) -> [(String, String)] {
    let plan = result.plan
    var facts = [
      ("Valuation date", plan.valuationDate),
      ("Market as of", context.marketAsOf ?? "not stated"),
      (
        "Horizon",
        "\(result.horizonWords) in \(RunResult.counted(plan.grid.stepCount, "step"))"
          + " of \(result.stepWords)"
      ),
      ("Paths", NumberText.count(plan.paths)),
      ("Seed", String(plan.seed)),
      ("Normals", "\(plan.precision.rawValue) precision"),
      ("Numeraire", plan.numeraire.rawValue),
      ("Liquidation checked", monitoring(result)),
      ("Dependence of shocks", plan.market.dependence.words),
      ("Levels", plan.levels.map(PercentText.level).joined(separator: ", ")),
      ("Contributions at level", PercentText.level(plan.attributionLevel)),
      (
        "Accounts",
        "\(RunResult.counted(result.accounts.count, "account"))"
          + " in \(RunResult.counted(result.books.count, "book"))"
      ),
      ("Version", "lst-risk \(context.version)"),
    ]
    if let repair = plan.market.correlationRepair {
      facts.append(
        (
          "Correlation matrix",
          "was not positive semidefinite and was moved to the nearest correlation matrix; \(repair)"
        ))
    }
    return facts
  }

  private static func monitoring(_ result: RunResult) -> String {
    let words = result.plan.monitoring.words
    guard result.plan.monitoring == .bridge else { return words }
    return "\(words) for \(result.bridgedAccounts) of"
      + " \(RunResult.counted(result.accounts.count, "account"))"
  }

  private static func priors(_ context: ReportContext) -> HTML {
    context.priors.isEmpty ? HTML() : list("Assumed, not fitted", context.priors)
  }

  private static func list(_ name: String, _ items: [String]) -> HTML {
    if items.isEmpty { return "<dt>\(name)</dt><dd>none</dd>\n" }
    let rows = items.map { item -> HTML in "<li>\(item)</li>" }
    return "<dt>\(name)</dt><dd><ul>\(HTML.joined(rows))</ul></dd>\n"
  }

  static func sources(_ context: ReportContext) -> HTML {
    let rows = context.sources.map { source -> HTML in
      """
      <li>\(source.role): \(source.name) <span class="hash" title="SHA-256 \(source.sha256)">\
      \(String(source.sha256.prefix(12)))</span></li>
      """
    }
    return rows.isEmpty
      ? HTML() : "<dt>Inputs, with SHA-256</dt><dd><ul>\(HTML.joined(rows))</ul></dd>\n"
  }
}
