import Studies

/// The comparison for a terminal.
package enum PolicyText {
  /// The whole text, with a line end at its end.
  ///
  /// - Parameter directory: Path of the directory that was written.
  package static func render(_ result: PolicyResult, directory: String) -> String {
    let plan = result.plan
    let level = PercentText.level(result.policies.level)
    var table = TextTable(
      [
        "Policy", "capacity", "borrowed", "P(liquidated)", "affected debt", "bad debt, mean",
        "ES \(level)",
        "difference", "dominated by",
      ],
      firstWidth: 26)
    for outcome in result.outcomes {
      let total = outcome.total
      table.append([
        outcome.candidate.name, MoneyText.short(total.borrowCapacity),
        MoneyText.short(total.borrowed),
        total.means[.liquidationProbability].map { PercentText.share($0.value) } ?? "",
        total.means[.affectedDebt].map { PercentText.share($0.value) } ?? "",
        total.means[.badDebt].map { MoneyText.withError(Figure($0)) } ?? "",
        MoneyText.withError(Figure(total.expectedShortfall)),
        MoneyText.withError(Figure(total.shortfallDifference)), outcome.dominatedBy ?? "",
      ])
    }
    return """
      \(TextTable.cut(plan.words.name, 96))
      \(plan.words.valuationDate) · \(PolicyPage.days(plan)) days · \(NumberText.count(plan.paths.count)) paths · seed \(plan.paths.seed) · \(plan.words.numeraire.rawValue)

      \((table.lines + TextTable.wrapped(TotalWords(plan.portfolio).policySentence)).joined(separator: "\n"))
      \(solved(result).joined(separator: "\n"))

      \(TextTable.clean(directory))

      """
  }

  private static func solved(_ result: PolicyResult) -> [String] {
    guard !result.solved.isEmpty, let budget = result.policies.budget else { return [] }
    var table = TextTable(
      ["Haircut for", "haircut", "95 % interval", "threshold"], firstWidth: 30)
    for solved in result.solved {
      table.append([
        "\(solved.collateral)/\(solved.debt)", PercentText.share(solved.haircut.value),
        PercentText.interval(Figure(solved.haircut)),
        PercentText.share(solved.liquidationThreshold),
      ])
    }
    return ["", "  Smallest haircuts: \(PolicyTables.words(budget))"] + table.lines
  }
}
