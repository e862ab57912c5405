import RiskMeasures
import Studies

/// The tables of `policies.html`.
enum PolicyTables {
  static func totals(_ result: PolicyResult) -> HTML {
    let level = PercentText.level(result.policies.level)
    var table = HTMLTable(
      [
        .text("Policy"), .number("Borrow capacity, borrowed"),
        .number("P(liquidated)"), .number("Affected debt"), .number("Liquidated"),
        .number("Borrowers' loss"), .number("Bad debt, mean"), .number("ES \(level)"),
        .number("P(bad debt)"), .number("Interest"), .number("Interest / ES"),
        .number("Haircut calm, stressed"),
      ], title: "Figures of each policy",
      unit: "\(result.plan.words.numeraire.rawValue) over the horizon; losses and bad debt positive"
    )
    for (k, outcome) in result.outcomes.enumerated() {
      let total = outcome.total
      table.append(
        [
          heading(k, outcome),
          capacity(total),
          share(total.means[.liquidationProbability]),
          share(total.means[.affectedDebt]), money(total.means[.liquidated]),
          money(total.means[.liquidationLoss]), money(total.means[.badDebt]),
          money(total.expectedShortfall), share(total.means[.badDebtProbability]),
          money(total.means[.income]), ratio(total.returnOnTail), cycle(outcome.candidate),
        ], style: k == result.policies.benchmark ? "total" : "")
    }
    return table.markup
  }

  static func differences(_ result: PolicyResult) -> HTML {
    let level = PercentText.level(result.policies.level)
    var table = HTMLTable(
      [
        .text("Policy"), .number("Borrow capacity"), .number("P(liquidated)"),
        .number("Affected debt"), .number("Liquidated"), .number("Borrowers' loss"),
        .number("Bad debt, mean"),
        .number("ES \(level)"), .number("P(bad debt)"), .number("Interest"),
      ], title: "Policy minus \(result.benchmark.candidate.name)",
      unit: "\(result.plan.words.numeraire.rawValue); positive is more than the benchmark")
    let base = result.benchmark.total
    for (k, outcome) in result.outcomes.enumerated() where k != result.policies.benchmark {
      let total = outcome.total
      table.append([
        heading(k, outcome),
        text(MoneyText.short(total.borrowCapacity - base.borrowCapacity)),
        difference(total.differences[.liquidationProbability], isShare: true),
        difference(total.differences[.affectedDebt], isShare: true),
        difference(total.differences[.liquidated]), difference(total.differences[.liquidationLoss]),
        difference(total.differences[.badDebt]), difference(total.shortfallDifference),
        difference(total.differences[.badDebtProbability], isShare: true),
        difference(total.differences[.income]),
      ])
    }
    return table.markup
  }

  /// Borrow capacity, probability of liquidation and ES of every book and token.
  static func parts(_ result: PolicyResult) -> HTML {
    let parts = result.benchmark.subjects.dropFirst()
    var table = HTMLTable(
      [.text("Policy")] + parts.map { .number("\($0.name) (\($0.kind.rawValue))") },
      title: "Borrow capacity, P(liquidated) and ES by book and token",
      unit: "\(result.plan.words.numeraire.rawValue), bad debt positive")
    for (k, outcome) in result.outcomes.enumerated() {
      table.append(
        [heading(k, outcome)]
          + outcome.subjects.dropFirst().map { subject -> HTML in
            let es = MoneyText.short(subject.expectedShortfall.value)
            let hit = subject.means[.liquidationProbability].map {
              PercentText.share($0.value)
            }
            return """
              \(MoneyText.short(subject.borrowCapacity))<small>P \(hit ?? "–")</small>\
              <small>ES \(es)</small>
              """
          })
    }
    return table.markup
  }

  static func terms(_ result: PolicyResult) -> HTML {
    let pairs = result.benchmark.candidate.terms
    var table = HTMLTable(
      [.text("Policy")] + pairs.map { .number("\($0.collateral) / \($0.debt)") },
      title: "Haircut, liquidation threshold and bonus by collateral and debt",
      unit: "per cent of the value of the collateral; the bonus of the debt repaid")
    for (k, outcome) in result.outcomes.enumerated() {
      table.append(
        [heading(k, outcome)]
          + outcome.candidate.terms.map { terms -> HTML in
            """
            \(PercentText.share(terms.haircut))<small>\(PercentText.share(terms.liquidationThreshold))\
            </small><small>\(PercentText.share(terms.liquidationBonus))</small>
            """
          })
    }
    return table.markup
  }

  private static func text(_ text: String) -> HTML { "\(text)" }

  private static func capacity(_ subject: PolicySubject) -> HTML {
    """
    \(MoneyText.short(subject.borrowCapacity))<small>\(MoneyText.short(subject.borrowed))</small>
    """
  }

  private static func heading(_ k: Int, _ outcome: PolicyOutcome) -> HTML {
    let note: HTML = outcome.dominatedBy.map { "<small>dominated by \($0)</small>" } ?? ""
    return """
      \(String(k + 1)) \(outcome.candidate.name)<small>\(outcome.candidate.policy)</small>\(note)
      """
  }

  static func words(_ budget: SolverBudget) -> String {
    let limit = PercentText.level(budget.limit)
    return switch budget.measure {
    case .badDebtProbability: "P(bad debt) is at most \(limit)"
    case .liquidationProbability: "P(liquidated) is at most \(limit)"
    case .expectedShortfall:
      "ES \(PercentText.level(budget.level)) of bad debt is at most \(limit) of the debt"
    }
  }

  static func solved(_ result: PolicyResult) -> HTML {
    var table = HTMLTable(
      [
        .text("Collateral / debt"), .text("Protocol"), .number("Haircut"),
        .number("Largest loan-to-value"), .number("Liquidation threshold"),
      ], title: "Smallest haircuts within the budget",
      unit: "per cent of the value of the collateral")
    for solved in result.solved {
      let interval = PercentText.interval(Figure(solved.haircut))
      table.append([
        "\(solved.collateral) / \(solved.debt)", "\(solved.protocolName)",
        "\(PercentText.share(solved.haircut.value))<small>\(interval)</small>",
        text(PercentText.share(1 - solved.haircut.value)),
        text(PercentText.share(solved.liquidationThreshold)),
      ])
    }
    return table.markup
  }

  private static func money(_ estimate: Estimate?) -> HTML {
    estimate.map { HTML.cell(Figure($0)) } ?? "–"
  }

  private static func share(_ estimate: Estimate?) -> HTML {
    guard let estimate else { return "–" }
    let percent = Figure(estimate).scaled(by: 100)
    let (value, error) = (percent.value, percent.standardError ?? 0)
    let digits = MoneyText.decimals(of: value, error: error)
    return """
      \(NumberText.fixed(value, decimals: digits)) %<small>± \
      \(MoneyText.errorText(error, decimals: digits)) %</small>
      """
  }

  private static func ratio(_ estimate: Estimate?) -> HTML {
    guard let estimate else { return "–" }
    let digits = MoneyText.decimals(of: estimate.value, error: estimate.standardError)
    return """
      \(NumberText.fixed(estimate.value, decimals: digits))<small>± \
      \(MoneyText.errorText(estimate.standardError, decimals: digits))</small>
      """
  }

  private static func cycle(_ candidate: PolicyCandidate) -> HTML {
    guard let calm = candidate.calmHaircut, let stressed = candidate.stressedHaircut else {
      return "–"
    }
    return "\(PercentText.share(calm))<small>\(PercentText.share(stressed))</small>"
  }

  private static func difference(_ estimate: Estimate?, isShare: Bool = false) -> HTML {
    guard let estimate else { return "–" }
    let cell = isShare ? share(estimate) : money(estimate)
    let isOpen = estimate.lower <= 0 && estimate.upper >= 0
    return isOpen ? "<span class=\"soft\">\(cell)</span>" : cell
  }
}
