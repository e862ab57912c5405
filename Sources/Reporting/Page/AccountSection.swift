import Studies

/// The accounts, ranked by what they add to the total's expected shortfall.
enum AccountSection: HTMLSection {
  static let id = "accounts"
  static let title = "Accounts"
  /// Rows that stand open, and rows that the page holds at all; `accounts.csv` has them all.
  private static let openCount = 20
  private static let limit = 500

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    let ranked = ranked(result)
    guard !ranked.isEmpty else { return nil }
    let shown = table(ranked.prefix(openCount), result, title: "Accounts")
    let rest = ranked.dropFirst(openCount).prefix(limit - openCount)
    let missing = ranked.count - openCount - rest.count
    var folded = HTML()
    if !rest.isEmpty {
      folded = .folded(
        RunResult.counted(rest.count, "more account"), table(rest, result, title: "More accounts"))
    }
    if missing > 0 {
      folded += """
        <p class="note">\(RunResult.counted(missing, "more account")) in accounts.csv.</p>

        """
    }
    return """
      <p class="lead soft">Ranked by \(rankingWords(result)). Distance is the fall \
      of all collateral together that makes the account liquidatable. Below each figure its \
      standard error or interval, and per cent of the account's equity. \
      Amounts in \(result.plan.words.numeraire.rawValue).</p>
      \(shown)\(folded)
      """
  }

  private struct Ranked {
    let account: SubjectResult
    let contribution: Figure?
  }

  /// By contribution to the total; by liquidation probability where nothing is attributed.
  private static func ranked(_ result: RunResult) -> [Ranked] {
    let accounts = result.accounts
    guard let contributions = result.totalContributions else {
      let successes = accounts.map(\.liquidation.successes)
      return accounts.indices
        .sorted { (successes[$1], $0) < (successes[$0], $1) }
        .map { Ranked(account: accounts[$0], contribution: nil) }
    }
    let byName = Dictionary(accounts.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    return contributions.accounts.compactMap { part in
      byName[part.name].map { Ranked(account: $0, contribution: Figure(part.contribution)) }
    }
  }

  private static func rankingWords(_ result: RunResult) -> String {
    guard let contributions = result.totalContributions else {
      return "probability of liquidation, because \(result.missingDriversWords)"
    }
    return "contribution to the total's ES \(PercentText.level(contributions.level))"
      + " of \(contributions.quantity.words)"
  }

  private static func table(
    _ rows: some Sequence<Ranked>, _ result: RunResult, title: String
  ) -> HTML {
    let level = result.headlineLevel
    let name = PercentText.level(level)
    var table = HTMLTable(
      [
        .text("Account"), .number("Contribution to ES"), .number("Health factor"),
        .number("Distance"), .number("Collateral"), .number("Debt"), .number("P(liquidated)"),
        .number("Equity loss, VaR \(name)"), .number("Equity loss, ES \(name)"),
        .number("P(bad debt)"), .number("Bad debt, ES \(name)"),
      ], title: title,
      unit: "\(result.plan.words.numeraire.rawValue), positive is a loss; P is a share of the paths"
    )
    for row in rows {
      let account = row.account
      let loss = account.figures(of: .equityLoss)?.tail(at: level)
      let badDebt = account.figures(of: .badDebt)
      let equity = max(0, account.collateralValue - account.debtValue)
      func tail(_ figure: Figure?, share: Bool = true) -> HTML {
        figure.map { .cell($0, exposure: share ? equity : nil) } ?? "–"
      }
      table.append([
        "\(account.name)<small>\(account.book ?? "")</small>",
        tail(row.contribution, share: false),
        "\(account.healthWords)",
        "\(account.distanceToLiquidation.map(PercentText.share) ?? "–")",
        "\(MoneyText.short(account.collateralValue))", "\(MoneyText.short(account.debtValue))",
        .cell(probability: Figure(liquidationOf: account)),
        tail(loss.map { Figure($0.valueAtRisk) }), tail(loss.map { Figure($0.expectedShortfall) }),
        badDebt.map { .cell(probability: Figure($0.probabilityPositive)) } ?? "–",
        tail(badDebt?.tail(at: level).map { Figure($0.expectedShortfall) }, share: false),
      ])
    }
    return table.markup
  }
}
