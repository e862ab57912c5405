import Lending

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
    let marks = plan.market.initialMarks
    let accounts = plan.portfolio.accounts.enumerated().map { i, account in
      Account(
        id: account.id, book: i, protocolIndex: account.protocolIndex,
        collateral: account.collateral, debts: account.debts)
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
    let debt = account.debts.reduce(0) { $0 + $1.units * marks[$1.oracleMark] }
    let powers = account.collateral.map {
      $0.units * marks[$0.oracleMark] * $0.terms.liquidationThreshold
    }
    let power = powers.reduce(0, +)
    guard account.collateral.count > 1 || account.debts.count > 1, debt > 0, power > 0 else {
      return [account]
    }
    var parts: [Account] = []
    for (leg, own) in zip(account.collateral, powers) {
      for owed in account.debts {
        let share = owed.units * marks[owed.oracleMark] / debt
        parts.append(
          Account(
            id: "\(account.id) \(leg.token)/\(owed.token)", book: account.book,
            protocolIndex: account.protocolIndex,
            collateral: [
              CollateralLeg(
                token: leg.token, units: leg.units * share, oracleMark: leg.oracleMark,
                marketMark: leg.marketMark, terms: leg.terms)
            ],
            debts: [
              DebtLeg(
                token: owed.token, units: owed.units * own / power, oracleMark: owed.oracleMark,
                marketMark: owed.marketMark)
            ]))
      }
    }
    return parts
  }
}
