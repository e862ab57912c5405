import Passes
import Studies

/// The run in a few plain sentences: who is liquidated, what is lost, what the lender is left with,
/// and what drives it.
struct PlainSummary {
  private let result: RunResult
  private let currency: String
  private let level: Double

  init(_ result: RunResult) {
    self.result = result
    currency = result.plan.words.numeraire.rawValue
    level = result.headlineLevel
  }

  /// The sentences, each with its Monte Carlo error.
  var sentences: [String] {
    [liquidation, desk, borrowers, lenders, drivers, limits].compactMap { $0 }
  }

  private var total: SubjectResult { result.total }

  private var worst: String { "worst \(PercentText.level(1 - level))" }

  private var liquidation: String {
    let probability = PercentText.withInterval(Figure(liquidationOf: total))
    var text =
      "Over \(result.horizonWords), at least one of "
      + "\(RunResult.counted(accounts.count, "account")) is liquidated on \(probability)"
      + " of \(NumberText.count(result.plan.paths.count)) simulated paths"
    let likeliest = accounts.max { a, b in a.liquidation.value < b.liquidation.value }
    if let likeliest, likeliest.liquidation.successes > 0, accounts.count > 1 {
      text +=
        "; the likeliest is \(likeliest.name), on "
        + PercentText.withInterval(Figure(liquidationOf: likeliest))
    }
    return text + "."
  }

  /// Accounts of the books that the total adds.
  private var accounts: [SubjectResult] {
    let shown = Set(TotalWords(result.plan.portfolio).shownNames)
    return result.accounts.filter { account in account.book.map { !shown.contains($0) } ?? true }
  }

  private var desk: String? {
    guard total.view == .desk else { return nil }
    return gainOrLoss(.deskLoss, who: ("The desk gains", "The desk loses", "it loses"), "")
      .map { "\($0) \(TotalWords(result.plan.portfolio).sentence)." }
  }

  private var borrowers: String? {
    let who =
      total.view == .desk
      ? ("Its own books gain", "Its own books lose", "they lose")
      : ("Borrowers gain", "Borrowers lose", "they lose")
    return gainOrLoss(.equityLoss, who: who, total.view == .lender ? "" : "their equity")
  }

  /// The mean and the tail of a loss that may be a gain.
  ///
  /// - Parameters:
  ///   - who: Who gains, who loses, and who loses in the tail.
  ///   - whole: What the shortfall is a share of; empty for no share.
  private func gainOrLoss(
    _ quantity: LossQuantity, who: (gains: String, loses: String, tail: String), _ whole: String
  ) -> String? {
    let figures = total[quantity]
    guard let tail = figures.tail(at: level) else { return nil }
    let mean = Figure(figures.mean)
    let average =
      mean.value < 0
      ? "\(who.gains) \(money(mean.negated)) on average"
      : "\(who.loses) \(money(mean)) on average"
    let value = Figure(tail.valueAtRisk)
    let shortfall = Figure(tail.expectedShortfall)
    let share = whole.isEmpty ? "" : share(shortfall.value, of: quantity, whole)
    return "\(average). On the \(worst) of paths \(who.tail) more than \(money(value)),"
      + " and \(money(shortfall))\(share) on average."
  }

  private var lenders: String? {
    let figures = total[.badDebt]
    let who = total.view == .desk ? "Its lent books" : "Lenders"
    let probability = Figure(figures.probabilityPositive)
    guard !probability.isUnseen else {
      return "\(who) are left with bad debt on no path (the probability is"
        + " \(PercentText.probability(probability)))."
    }
    guard let tail = figures.tail(at: level) else { return nil }
    let shortfall = Figure(tail.expectedShortfall)
    let share = total.view == .borrower ? "" : share(shortfall.value, of: .badDebt, "the debt")
    return "\(who) are left with bad debt on \(PercentText.withInterval(probability)) of paths;"
      + " over the \(worst) of paths for them it averages \(money(shortfall))\(share)."
  }

  private var drivers: String? {
    guard let contributions = result.totalContributions, contributions.expectedShortfall > 0,
      let account = contributions.accounts.first, account.contribution.value > 0
    else { return nil }
    let shortfall = contributions.expectedShortfall
    let name = "ES \(PercentText.level(contributions.level)) of \(contributions.quantity.words)"
    var text =
      "The largest contribution to \(name) is that of account \(account.name),"
      + " \(money(Figure(account.contribution)))"
      + " (\(PercentText.part(account.contribution.value, of: shortfall)) of it)"
    if let token = contributions.tokens.first, token.contribution.value > 0 {
      text += "; by token it is \(token.name), \(money(Figure(token.contribution)))"
    }
    return text + "."
  }

  private var limits: String? {
    guard !result.limits.isEmpty else { return nil }
    let hard = result.limits.count { $0.status == .hard }
    let warnings = result.limits.count { $0.status == .warning }
    let all = RunResult.counted(result.limits.count, "limit")
    if hard + warnings == 0 {
      return result.limits.count == 1 ? "The limit is kept." : "All \(all) are kept."
    }
    func clause(_ count: Int, _ words: String) -> String? {
      count > 0 ? "\(NumberText.count(count)) \(count == 1 ? "is" : "are") \(words)" : nil
    }
    let parts = [clause(hard, "breached"), clause(warnings, "in warning")].compactMap { $0 }
    return "Of \(all), \(parts.joined(separator: " and "))."
  }

  private func money(_ figure: Figure) -> String { "\(currency) \(MoneyText.withError(figure))" }

  private func share(_ value: Double, of quantity: LossQuantity, _ whole: String) -> String {
    total.share(value, of: quantity).map { " (\(PercentText.share($0)) of \(whole))" } ?? ""
  }
}
