import Studies

/// What the tail is made of: contributions of accounts and tokens.
enum DriverSection: HTMLSection {
  static let id = "drivers"
  static let title = "What drives the tail"

  static func body(_ result: RunResult, _ context: ReportContext) -> HTML? {
    guard !result.contributions.isEmpty else { return nil }
    let main = result.totalContributions
    let others = result.contributions.filter {
      $0.subject != main?.subject || $0.quantity != main?.quantity
    }
    let numeraire = result.plan.words.numeraire
    let shown =
      main.map { charts($0, numeraire) }
      ?? "<p>No account drives the total: \(result.missingDriversWords).</p>\n"
    let folded = others.map { charts($0, numeraire) }
    let rest: HTML =
      folded.isEmpty
      ? HTML()
      : .folded("The same for the other loss and for every book", HTML.joined(folded))
    return """
      <p class="lead soft">Shares of an expected shortfall that add up to it: what each account, and \
      each token held or owed, loses on average over the worst paths. Bars to the right add to the \
      loss. A debt token to the left has become cheaper to repay; “limited recourse” is the part of \
      the loss that falls on the lender.</p>
      <p class="legend"><span><i class="sw tail"></i>adds to the loss</span><span><i class="sw \
      gain"></i>takes from it</span></p>
      \(shown)\(rest)
      """
  }

  private static func charts(_ contribution: ContributionResult, _ numeraire: Numeraire) -> HTML {
    let shortfall = contribution.expectedShortfall
    let subject = contribution.subject == "total" ? "Total" : contribution.subject
    let words = contribution.quantity.words
    let byAccount = ContributionChart.figure(
      of: contribution.accounts, title: "By account", shortfall: shortfall, numeraire: numeraire)
    let byToken = ContributionChart.figure(
      of: contribution.tokens, title: "By token", shortfall: shortfall, numeraire: numeraire)
    return """
      <h3>\(subject): ES \(PercentText.level(contribution.level)) of \(words), \
      \(numeraire.rawValue) \(MoneyText.short(shortfall)) over \
      \(RunResult.counted(contribution.tailPaths, "path"))</h3>
      <div class="charts">
      \(byAccount)\(byToken)</div>

      """
  }
}
