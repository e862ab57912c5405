import Lending
import RiskMeasures
import TestSupport
import Testing

@testable import Passes
@testable import Studies

/// The total of books that are own, lent, both or neither, against sums over the accounts' own losses.
@Suite struct DeskLossTests {
  /// Books of the sample's four accounts: `a0`, `a1`, `a2` with the same collateral, of which `a0` falls below
  /// 1 first, and a loop. The account that is shown alone is `a0`, so that its liquidations would be seen.
  struct Desk: CustomTestStringConvertible, Sendable {
    let books: [Book]
    /// Book of each account.
    let bookOf: [Int]
    /// Accounts whose equity losses, and whose bad debt, the total has to add: worked out by hand.
    let equity: [Int]
    let badDebt: [Int]
    let view: SubjectView
    var testDescription: String {
      books.map { "\($0.view)\($0.own ? " own" : "")" }.joined(separator: ", ")
    }

    /// Own equity in a1, a customer's a0 that is shown alone, loans to a2 and the loop.
    static let mixed = Desk(
      books: [
        Book(name: "own", view: .borrower), Book(name: "customers", view: .borrower, own: false),
        Book(name: "lent", view: .lender),
      ], bookOf: [1, 0, 2, 2], equity: [1], badDebt: [2, 3], view: .desk)
    /// A lent book whose borrower is the desk itself loses both.
    static let lentToItself = Desk(
      books: [Book(name: "vehicle", view: .lender, own: true), Book(name: "lent", view: .lender)],
      bookOf: [0, 1, 0, 1], equity: [0, 2], badDebt: [0, 1, 2, 3], view: .desk)
    static let oneBookOfBoth = Desk(
      books: [Book(name: "vehicle", view: .lender, own: true)], bookOf: [0, 0, 0, 0],
      equity: [0, 1, 2, 3], badDebt: [0, 1, 2, 3], view: .desk)
    static let ownAlone = Desk(
      books: [Book(name: "own", view: .borrower), Book(name: "more", view: .borrower)],
      bookOf: [0, 0, 1, 1], equity: [0, 1, 2, 3], badDebt: [0, 1, 2, 3], view: .borrower)
    static let lentAlone = Desk(
      books: [Book(name: "lent", view: .lender), Book(name: "more", view: .lender)],
      bookOf: [0, 0, 1, 1], equity: [0, 1, 2, 3], badDebt: [0, 1, 2, 3], view: .lender)
    /// A customer's book beside own ones alone, or beside lent ones alone, adds nothing.
    static let ownAndShown = Desk(
      books: [
        Book(name: "own", view: .borrower), Book(name: "shown", view: .borrower, own: false),
      ],
      bookOf: [1, 0, 0, 1], equity: [1, 2], badDebt: [1, 2], view: .borrower)
    static let lentAndShown = Desk(
      books: [Book(name: "lent", view: .lender), Book(name: "shown", view: .borrower, own: false)],
      bookOf: [1, 0, 0, 1], equity: [1, 2], badDebt: [1, 2], view: .lender)
    static let all = [
      mixed, lentToItself, oneBookOfBoth, ownAlone, lentAlone, ownAndShown, lentAndShown,
    ]

    /// Accounts of the total, for what is liquidated.
    var added: [Int] { (0..<4).filter { equity.contains($0) || badDebt.contains($0) } }

    /// Jumps of a tenth, so that accounts near 1 leave bad debt on a good part of the paths.
    func plan(isAave: Bool = true, paths: Int = 2_000) throws -> RunPlan {
      var plan = try SamplePlan(
        volatility: 1.5, jumpRate: 20, paths: paths, levels: [0.9, 0.95],
        healthFactors: [1.02, 1.05, 1.1], isAave: isAave
      ).plan()
      let accounts = plan.portfolio.accounts.enumerated().map { k, account in
        Account(
          id: account.id, book: bookOf[k], protocolIndex: 0, collateral: account.collateral,
          debts: account.debts)
      }
      plan.portfolio = PortfolioPlan(
        accounts: accounts, books: books, protocolNames: plan.portfolio.protocolNames,
        adapters: plan.portfolio.adapters)
      return plan
    }
  }

  /// Losses on every path by subject, then quantity, and first liquidations by account.
  private func paths(_ plan: RunPlan) throws -> (losses: [[[Double]]], liquidated: [[Bool]]) {
    var losses: [[[Double]]] = []
    var liquidated: [[Bool]] = plan.portfolio.accounts.map { _ in [] }
    var replay = PathReplay(plan)
    try replay.replay(0..<UInt64(plan.paths.count)) { record in
      if losses.isEmpty { losses = record.losses.map { $0.map { _ in [] } } }
      for (s, quantities) in record.losses.enumerated() {
        for (q, values) in quantities.enumerated() { losses[s][q] += values }
      }
      for (k, steps) in record.firstLiquidations.enumerated() {
        liquidated[k] += steps.map { $0 > 0 }
      }
    }
    return (losses, liquidated)
  }

  /// Σ of one loss over accounts, path by path.
  private func sum(
    _ accounts: [Int], _ quantity: LossQuantity, _ losses: [[[Double]]], of desk: Desk
  ) -> [Double] {
    let columns = accounts.map { losses[1 + desk.books.count + $0][quantity.index] }
    return (columns.first ?? []).indices.map { path in columns.reduce(0) { $0 + $1[path] } }
  }

  private func isClose(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-7 }
  }

  /// Losses are of the order of 1e5: 1e-7 is rounding.
  @Test(arguments: Desk.all) func totalAddsWhatItSays(_ desk: Desk) async throws {
    let plan = try desk.plan()
    let (losses, liquidated) = try paths(plan)
    let total = losses[0]
    #expect(isClose(total[0], sum(desk.equity, .equityLoss, losses, of: desk)))
    #expect(isClose(total[1], sum(desk.badDebt, .badDebt, losses, of: desk)))
    #expect(isClose(total[2], sum(desk.added, .liquidated, losses, of: desk)))
    #expect(total[1].contains { $0 > 0 } && total[1].contains(0))
    #expect((total.count == 4) == (desk.view == .desk))
    if desk.view == .desk { #expect(total[3] == zip(total[0], total[1]).map(+)) }
    let result = try await Simulation(plan, workers: 2).run()
    #expect(result.total.view == desk.view)
    #expect(result.total.quantities.map(\.quantity.index) == Array(total.indices))
    for figures in result.total.quantities {
      let sample = try LossSample(total[figures.quantity.index])
      for tail in figures.tails {
        #expect(tail.valueAtRisk == sample.valueAtRisk(level: Level(tail.level)))
        #expect(tail.expectedShortfall == sample.expectedShortfall(level: Level(tail.level)))
      }
    }
    let hits = (0..<plan.paths.count).count { path in desk.added.contains { liquidated[$0][path] } }
    #expect(result.total.liquidation.successes == hits)
  }

  /// Ladders of accounts that are only counted, and one loss after another, count the same liquidations.
  @Test(arguments: [Desk.mixed, .ownAndShown]) func countedAccountsAddToTheSameTotal(
    _ desk: Desk
  ) async throws {
    var plan = try desk.plan(isAave: false)
    let (losses, liquidated) = try paths(plan)
    plan.measurement.accountDetail = .liquidations
    let result = try await Simulation(plan, workers: 1).run()
    let hits = (0..<plan.paths.count).count { path in desk.added.contains { liquidated[$0][path] } }
    #expect(hits > 0 && result.total.liquidation.successes == hits)
    for figures in result.total.quantities {
      let values = losses[0][figures.quantity.index]
      let mean = values.reduce(0, +) / Double(values.count)
      #expect(abs(figures.mean.value - mean) <= 1e-9 * max(1, abs(mean)))
    }
  }

  /// 2,000 paths at 95 %: every path of the tail weighs 1/100, so that a contribution is the account's mean
  /// loss on the 100 worst paths.
  @Test(arguments: [Desk.mixed, .lentToItself, .oneBookOfBoth], [true, false])
  func contributionsOfTheDeskAddUp(_ desk: Desk, isAave: Bool) async throws {
    let plan = try desk.plan(isAave: isAave)
    let result = try await Simulation(plan, workers: 2).run()
    let found = try #require(
      result.contributions.first { $0.subject == "total" && $0.quantity == .deskLoss })
    let shortfall = try #require(result.total[.deskLoss].tails.last).expectedShortfall.value
    #expect(found.level == 0.95 && abs(found.expectedShortfall - shortfall) <= 1e-9 * shortfall)
    for parts in [found.accounts, found.tokens] {
      let sum = parts.reduce(0) { $0 + $1.contribution.value }
      #expect(abs(sum - shortfall) <= 1e-9 * shortfall)
    }
    let (losses, _) = try paths(plan)
    let worst = losses[0][3].indices.sorted { losses[0][3][$0] > losses[0][3][$1] }.prefix(100)
    let names = plan.portfolio.accounts.map(\.id)
    #expect(Set(found.accounts.map(\.name)) == Set(desk.added.map { names[$0] }))
    for account in desk.added {
      let own = losses[1 + desk.books.count + account]
      let mean =
        worst.reduce(0) { sum, path in
          sum + (desk.equity.contains(account) ? own[0][path] : 0)
            + (desk.badDebt.contains(account) ? own[1][path] : 0)
        } / 100
      let part = try #require(found.accounts.first { $0.name == names[account] })
      #expect(abs(part.contribution.value - mean) <= 1e-9 * shortfall)
    }
    #expect(!result.contributions.contains { $0.subject != "total" && $0.quantity == .deskLoss })
  }

  /// Limited recourse of own books stays a leg of the desk's loss; lent books have none. Where a1 has lost
  /// all of its equity and the others pay, the loss is the same on many paths: those at VaR share what is
  /// left of the tail.
  @Test func limitedRecourseIsOfOwnBooks() async throws {
    let plan = try Desk.mixed.plan()
    let result = try await Simulation(plan, workers: 1).run()
    let found = try #require(
      result.contributions.first { $0.subject == "total" && $0.quantity == .deskLoss })
    let recourse = try #require(found.tokens.first { $0.name == "limited recourse" })
    let (losses, _) = try paths(plan)
    let desk = losses[0][3]
    let valueAtRisk = desk.sorted()[1_899]
    let above = desk.indices.filter { desk[$0] > valueAtRisk }
    let tied = desk.indices.filter { desk[$0] == valueAtRisk }
    // a1 is the own account: what it does not pay back is not its loss.
    func unpaid(_ paths: [Int]) -> Double { paths.reduce(0) { $0 + losses[5][1][$1] } }
    let rest = Double(100 - above.count) / Double(tied.count)
    let expected = (unpaid(above) + rest * unpaid(tied)) / 100
    #expect(expected > 0)
    #expect(abs(recourse.contribution.value + expected) <= 1e-9 * expected)
  }

  /// The worst paths, the convergence and limits on the total are of its desk loss.
  @Test func rankingAndLimitsReadTheDeskLoss() async throws {
    var plan = try Desk.mixed.plan()
    plan.limits = [Limit.Unit.numeraire, .percent].map {
      Limit(
        measure: .expectedShortfall, quantity: .deskLoss, level: 0.95, subject: .total, warn: 1,
        hard: nil, unit: $0, basis: .estimate)
    }
    let result = try await Simulation(plan, workers: 2).run()
    let (losses, _) = try paths(plan)
    let ranked = losses[0][3].indices.sorted {
      (losses[0][3][$1], $0) < (losses[0][3][$0], $1)
    }
    #expect(result.worstPaths.prefix(20).map(\.path) == Array(ranked.prefix(20)))
    #expect(result.worstPaths[0].loss == losses[0][3].max())
    let shortfall = result.total[.deskLoss].tails[1].expectedShortfall.value
    #expect(result.convergence.last?.tails[1].expectedShortfall.value == shortfall)
    let values = InitialValues(plan.losses).accounts
    let equity = values[1].collateral - values[1].debt
    let exposure = equity + values[2].debt + values[3].debt
    #expect(result.total.exposure == exposure)
    #expect(result.total.exposure(of: .equityLoss) == equity)
    #expect(result.total.exposure(of: .badDebt) == values[2].debt + values[3].debt)
    #expect(result.total.debtValue == values[1].debt + values[2].debt + values[3].debt)
    #expect(result.limits[0].value == shortfall)
    #expect(abs(result.limits[1].value - 100 * shortfall / exposure) < 1e-9)
  }

  /// Several horizons of the same paths end where the run does.
  @Test func horizonsEndWithTheRunsDeskLoss() throws {
    let plan = try Desk.mixed.plan(paths: 300)
    var horizons = HorizonLosses(plan.losses, steps: [5, 10], quantity: .deskLoss)
    let found = horizons.losses(firstPath: 0, count: 300)
    #expect(found[1] == (try paths(plan)).losses[0][3])
    #expect(found[0] != found[1])
  }

  /// Whose the equity is changes the total and nothing else: books and accounts keep their bits.
  @Test func booksKeepTheirFigures() async throws {
    let mixed = try await Simulation(Desk.mixed.plan(), workers: 1).run()
    let plain = Desk(
      books: Desk.mixed.books.map { Book(name: $0.name, view: .borrower) }, bookOf: [1, 0, 2, 2],
      equity: [], badDebt: [], view: .borrower)
    let other = try await Simulation(plain.plan(), workers: 1).run()
    for (a, b) in zip(mixed.books + mixed.accounts, other.books + other.accounts) {
      for (x, y) in zip(a.quantities, b.quantities) {
        #expect(x.mean.value == y.mean.value && x.maximum == y.maximum)
        #expect(x.tails[1].expectedShortfall == y.tails[1].expectedShortfall)
      }
      #expect(a.liquidation.successes == b.liquidation.successes)
    }
    #expect(mixed.total[.equityLoss].mean.value == mixed.books[0][.equityLoss].mean.value)
    #expect(mixed.total[.badDebt].mean.value == mixed.books[2][.badDebt].mean.value)
  }

  /// A run of one book has three rows that are the book's, and of both kinds one more.
  @Test func onlyDesksMeasureAFurtherRow() throws {
    for desk in Desk.all {
      let layout = RowLayout(try desk.plan().losses)
      let plain = (1 + desk.books.count) * 3 + 4 * 3
      #expect(layout.rowCount == plain + (desk.view == .desk ? 1 : 0))
      for row in 0..<layout.rowCount {
        #expect(layout.row(subject: layout.subject(ofRow: row), layout.quantity(ofRow: row)) == row)
      }
    }
  }
}
