import Lending
import Passes

/// The same portfolio as cross-collateral accounts and as isolated ones: one collateral, one debt each.
///
///     debt of (i, j) = D_j c_i LT_i / Σ c LT,  collateral of (i, j) = c_i D_j / D
///
/// Every part starts at the health factor of the whole, so that what differs is what one collateral
/// does for another: netting at liquidation and at the horizon.
public struct CrossMargin: Sendable {
  private let plan: RunPlan
  private let level: Double
  private let workers: Int

  /// - Parameter level: Level of ES, in (0, 1).
  public init(_ plan: RunPlan, level: Double, workers: Int) {
    self.plan = plan
    self.level = level
    self.workers = workers
  }

  /// Two candidates, `cross` and `isolated`, with one book for every account, in its book's view.
  ///
  /// - Throws: As `PolicyBenchmark.run`.
  public func run() async throws -> PolicyResult {
    let marks = plan.paths.market.initialMarks
    let accounts = plan.portfolio.accounts.enumerated().map { i, account in
      account.replacing(book: i)
    }
    var own = plan.replacing(accounts: accounts)
    own.portfolio = PortfolioPlan(
      accounts: accounts,
      books: plan.portfolio.accounts.map { account in
        let book = plan.portfolio.books[account.book]
        return Book(name: account.id, view: book.view, own: book.own)
      },
      protocolNames: plan.portfolio.protocolNames, adapters: plan.portfolio.adapters)
    let isolated = accounts.flatMap { Self.isolated($0, marks: marks) }
    return try await PolicyBenchmark(
      own,
      policies: PolicyPlan(
        candidates: [
          PolicyCandidate(name: "cross", policy: "accounts as they are", accounts: accounts),
          PolicyCandidate(name: "isolated", policy: "one collateral, one debt", accounts: isolated),
        ], benchmark: 0, level: level, reaction: "debts as they are"),
      workers: workers
    ).run()
  }

  /// The isolated accounts that an account becomes; itself if there is nothing to split.
  static func isolated(_ account: Account, marks: [Double]) -> [Account] {
    let health = account.health(at: marks)
    let (power, debt) = (health.thresholdValue, health.debt)
    guard account.collateral.count > 1 || account.debts.count > 1, debt > 0, power > 0 else {
      return [account]
    }
    var parts: [Account] = []
    for leg in account.collateral {
      let own = leg.thresholdValue(at: marks)
      for owed in account.debts {
        let share = owed.units * marks[owed.oracleMark] / debt
        parts.append(
          account.replacing(
            id: "\(account.id) \(leg.token)/\(owed.token)",
            collateral: [leg.replacing(units: leg.units * share)],
            debts: [owed.replacing(units: owed.units * own / power)]))
      }
    }
    return parts
  }
}
