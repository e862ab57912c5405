import Studies

/// The report on standard output: at most 100 columns, limits first, the run directory last.
package enum TextReport {
  /// The whole text, with a line end at its end.
  ///
  /// - Parameter directory: Path of the run directory; `nil` if none was written.
  package static func render(_ result: RunResult, directory: String?) -> String {
    var lines = header(result)
    lines += limits(result)
    lines += losses(result)
    lines += UncertaintyText.lines(result)
    lines += liquidations(result)
    lines += accounts(result)
    if let directory { lines += ["", TextTable.clean(directory)] }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func header(_ result: RunResult) -> [String] {
    let plan = result.plan
    let facts = [
      plan.words.valuationDate, result.horizonWords, "\(NumberText.count(plan.paths.count)) paths",
      "seed \(plan.paths.seed)", plan.words.numeraire.rawValue,
    ].joined(separator: " · ")
    return [TextTable.cut(plan.words.name, 96), facts]
  }

  private static func limits(_ result: RunResult) -> [String] {
    guard !result.limits.isEmpty else { return [] }
    var table = TextTable(["Limits", "", "figure", "warning", "hard"], firstWidth: 48)
    for verdict in result.limitsByGravity {
      let limit = verdict.limit
      table.append([
        "\(limit.figureWords), \(limit.subjectWords)", verdict.status.words,
        limit.text(of: verdict.value), limit.warn.map(limit.text) ?? "–",
        limit.hard.map(limit.text) ?? "–",
      ])
    }
    return [""] + table.lines
  }

  private static func losses(_ result: RunResult) -> [String] {
    var table = TextTable(["Loss", "of", "level", "VaR", "ES", "ES, % of exposure"])
    for subject in [result.total] + result.books {
      for (k, quantity) in subject.shownLosses.enumerated() {
        for (i, level) in result.plan.measurement.levels.enumerated() {
          guard let tail = subject[quantity].tail(at: level) else { continue }
          let share = subject.share(tail.expectedShortfall.value, of: quantity)
          table.append([
            i == 0 && k == 0 ? subject.title : "", i == 0 ? quantity.words : "",
            PercentText.level(level), MoneyText.withError(Figure(tail.valueAtRisk)),
            MoneyText.withError(Figure(tail.expectedShortfall)),
            share.map(PercentText.share) ?? "–",
          ])
        }
      }
    }
    let words = TotalWords(result.plan.portfolio)
    return [""] + table.lines + (words.isNeeded ? TextTable.wrapped(words.sentence) : [])
  }

  private static func liquidations(_ result: RunResult) -> [String] {
    let name = "ES \(PercentText.level(result.headlineLevel))"
    var table = TextTable([
      "Over \(result.horizonWords)", "mean loss", "P(liquidated)", "P(bad debt)",
      "bad debt, \(name)",
    ])
    for subject in [result.total] + result.books {
      let badDebt = subject[.badDebt]
      let tail = badDebt.tail(at: result.headlineLevel).map { Figure($0.expectedShortfall) }
      table.append([
        subject.title, MoneyText.withError(Figure(subject[subject.view.quantity].mean)),
        PercentText.probability(Figure(liquidationOf: subject)),
        PercentText.probability(Figure(badDebt.probabilityPositive)),
        tail.map(MoneyText.withError) ?? "–",
      ])
    }
    return [""] + table.lines
  }

  private static func accounts(_ result: RunResult) -> [String] {
    guard let contributions = result.totalContributions else {
      return result.contributions.isEmpty
        ? [] : [""] + TextTable.wrapped("No account drives it: \(result.missingDriversWords)")
    }
    let name = "of ES \(PercentText.level(contributions.level))"
    var table = TextTable([
      "Accounts that drive it", "book", name, "HF", "P(liquidated)",
      contributions.quantity == .deskLoss
        ? "loss in its view, ES" : "\(contributions.quantity.words), ES",
    ])
    let byName = Dictionary(result.accounts.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    for part in contributions.accounts.prefix(5) {
      guard let account = byName[part.name] else { continue }
      let loss =
        contributions.quantity == .deskLoss ? account.view.quantity : contributions.quantity
      let tail = account[loss].tail(at: result.headlineLevel)
      table.append([
        account.name, TextTable.cut(account.book ?? "–", 14),
        PercentText.part(
          part.contribution.value, of: contributions.expectedShortfall),
        account.healthWords,
        PercentText.probability(Figure(liquidationOf: account)),
        tail.map { MoneyText.withError(Figure($0.expectedShortfall)) } ?? "–",
      ])
    }
    return [""] + table.lines
  }
}
