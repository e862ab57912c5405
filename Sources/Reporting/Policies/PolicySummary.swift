import Studies

/// What the comparison says, in sentences.
enum PolicySummary {
  static func sentences(_ result: PolicyResult) -> [String] {
    let level = PercentText.level(result.policies.level)
    let base = result.benchmark
    let currency = result.plan.words.numeraire.rawValue
    var sentences = [
      "\(base.candidate.name) lets borrow \(currency) \(MoneyText.short(base.total.borrowCapacity)) with an ES \(level) of bad debt of \(currency) \(MoneyText.withError(Figure(base.total.expectedShortfall)))."
    ]
    let better = result.outcomes.filter { outcome in
      outcome.total.borrowCapacity >= base.total.borrowCapacity
        && outcome.total.shortfallDifference.upper < 0
    }
    sentences.append(
      better.isEmpty
        ? "No policy lets borrow as much with a smaller tail."
        : "As much with a smaller tail: \(better.map(\.candidate.name).joined(separator: ", ")).")
    let efficient = result.outcomes.compactMap { outcome in
      outcome.total.returnOnTail.map { (outcome.candidate.name, $0.value) }
    }.max { $0.1 < $1.1 }
    if let efficient {
      sentences.append(
        "Most interest per unit of tail: \(efficient.0), \(NumberText.significant(efficient.1, digits: 3))."
      )
    }
    let dominated = result.outcomes.filter { $0.dominatedBy != nil }
    sentences.append(
      "\(dominated.count) of \(result.outcomes.count) policies are dominated.")
    return sentences
  }
}
