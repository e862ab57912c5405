import RiskMeasures
import Studies

/// `policies.html`: policies side by side, one page that needs nothing else.
enum PolicyPage {
  static let fileName = "policies.html"

  static func render(_ result: PolicyResult, _ context: ReportContext) -> [UInt8] {
    let plan = result.plan
    let facts = [
      "Haircut policies as of \(plan.words.valuationDate)", "horizon \(days(plan)) days",
      "\(NumberText.count(plan.paths.count)) common paths",
      "figures in \(plan.words.numeraire.rawValue)",
    ]
    let page = HTMLPage(
      title: "\(plan.words.name) · \(plan.words.valuationDate) · haircut policies",
      style: ".chart { max-width: 480px; } .leader { stroke: var(--soft); stroke-width: .7; }\n",
      header: """
        <h1>\(plan.words.name)</h1>
        <p class="asof soft">\(facts.joined(separator: " · "))</p>
        <p class="summary">\(PolicySummary.sentences(result).joined(separator: " ").withFiguresUnbroken)</p>
        <p class="note">Borrowers: \(result.policies.reaction). All policies run on the same paths; \
        ± is one standard error, ranges are 95 % intervals. They say how exactly the model was computed, \
        not how well it describes the market.</p>

        """,
      sections: sections(result),
      footer: """
        lst-risk \(context.version) · seed \(String(plan.paths.seed)) · the same figures are in policies.json \
        and policies.csv beside this page
        """)
    return page.bytes
  }

  private static func sections(_ result: PolicyResult) -> [HTMLPage.Section] {
    [
      .init(id: "frontier", title: "Frontier", body: FrontierChart.figure(result)),
      .init(
        id: "policies", title: "Policies",
        body: """
          <p class="lead soft">\(TotalWords(result.plan.portfolio).policySentence).</p>
          \(PolicyTables.totals(result))
          """),
      .init(
        id: "differences", title: "Differences to \(result.benchmark.candidate.name)",
        body: """
          <p class="lead soft">On common paths: what both have in common cancels, and the error is that of \
          the difference. An interval that holds 0 is printed grey.</p>
          \(PolicyTables.differences(result))
          """),
      .init(
        id: "books", title: "By book and by token",
        body: """
          <p class="lead soft">A token's part of an account is its share of the account's collateral at the \
          start.</p>
          \(PolicyTables.parts(result))
          """),
      .init(
        id: "terms", title: "What each policy grants",
        body: """
          <p class="lead soft">Collateral against the token that most of the account's debt is in, averaged \
          by collateral value: haircut / liquidation threshold / bonus.</p>
          \(PolicyTables.terms(result))
          """),
      solved(result), crossMargin(result),
      .init(id: "words", title: "Words", body: words(result)),
    ].compactMap { $0 }
  }

  static func days(_ plan: RunPlan) -> String {
    NumberText.plain(plan.paths.grid.days(at: plan.paths.grid.stepCount))
  }

  private static func solved(_ result: PolicyResult) -> HTMLPage.Section? {
    guard !result.solved.isEmpty, let budget = result.policies.budget else { return nil }
    return .init(
      id: "solved", title: "Smallest haircuts within the budget",
      body: """
        <p class="lead soft">For an account that owes all it may, \(PolicyTables.words(budget)). The interval \
        is that of the haircut: where the 95 % interval of the measure holds the limit.</p>
        \(PolicyTables.solved(result))
        """)
  }

  private static func crossMargin(_ result: PolicyResult) -> HTMLPage.Section? {
    guard result.crossMargin.count == 2 else { return nil }
    return .init(
      id: "cross", title: "Cross-collateral against isolated accounts",
      body: """
        <p class="lead soft">Today's accounts, and the same as isolated ones of one collateral and one debt, \
        each at the health factor of the whole. Accounts that have nothing to split are left out.</p>
        \(CrossMarginTable.markup(result))
        """)
  }

  private static func words(_ result: PolicyResult) -> HTML {
    let level = PercentText.level(result.policies.level)
    var entries = [
      ("Borrow capacity", "Σ collateral × largest loan-to-value at oracle prices of the start."),
      (
        "Total",
        "\(TotalWords(result.plan.portfolio).policySentence). Tokens are of the same accounts."
      ),
      (
        "P(liquidated)",
        "Share of paths on which an account is liquidated at least once up to the horizon; for the total, a book or a token, on which any of its accounts is."
      ),
      (
        "Affected debt",
        "The share of the borrowed amount whose account is liquidated, on average: the accounts' probabilities of liquidation, averaged by debt."
      ),
      (
        "Borrowers' loss",
        "What liquidations cost borrowers on average: bonus × debt repaid. The fall of prices is not in it."
      ),
      (
        "ES \(level)",
        "Average bad debt on the worst paths. The error of a difference is that of both influence functions on the common tail."
      ),
      (
        "Interest",
        "What the borrowed amount earns the lender up to the horizon; what liquidators repay is lent again."
      ),
      (
        "Dominated",
        "Another policy lets borrow at least as much with a smaller ES, and the 95 % interval of the paired difference does not hold 0."
      ),
    ]
    if let states = result.policies.states {
      entries.append(
        (
          "Calm, stressed",
          "Mean haircut by collateral value as decided on \(states.calm) and on \(states.stressed), when the weighted volatility of the first history stood at its quantiles of 5 % and 95 %; in the stressed state discounts are 1.645 stationary deviations wider and the exit queue has its stressed wait."
        ))
    }
    return .definitions(entries)
  }
}
