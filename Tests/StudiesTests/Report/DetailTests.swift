import Lending
import Passes
import Studies
import TestSupport
import Testing

/// What a run document leaves out changes nothing that is left.
@Suite struct DetailTests {
  /// 25 more accounts of one collateral and one debt in the second book: enough to be counted only.
  private func plan(isAave: Bool, books: Int = 2) throws -> RunPlan {
    var plan = try SamplePlan(jumpRate: 20, paths: 6_000, isAave: isAave).plan()
    let loop = try #require(plan.portfolio.accounts.last)
    var accounts = plan.portfolio.accounts
    for k in 0..<25 {
      accounts.append(
        Account(
          id: "l\(k)", book: loop.book, protocolIndex: 0, collateral: loop.collateral,
          debts: loop.debts.map {
            DebtLeg(
              token: $0.token, units: 60 + Double(k), oracleMark: $0.oracleMark,
              marketMark: $0.marketMark)
          }))
    }
    if books == 1 {
      accounts = accounts.map {
        Account(
          id: $0.id, book: 0, protocolIndex: 0, collateral: $0.collateral, debts: $0.debts)
      }
    }
    plan.portfolio = PortfolioPlan(
      accounts: accounts, books: Array(plan.portfolio.books.prefix(books)),
      protocolNames: plan.portfolio.protocolNames, adapters: plan.portfolio.adapters)
    return plan
  }

  /// The sums of the accounts run in another order, so figures agree to 1e-11 of the debt, and counts of
  /// paths to the path.
  private func expectSame(_ a: SubjectResult, _ b: SubjectResult, bits: Bool) {
    #expect(a.name == b.name && a.firstLiquidations == b.firstLiquidations)
    #expect(a.liquidation.value == b.liquidation.value && a.healthFactor == b.healthFactor)
    let tolerance = bits ? 0 : 1e-11 * (a.debtValue + a.collateralValue)
    for quantity in LossQuantity.allCases {
      let (x, y) = (a[quantity], b[quantity])
      #expect(x.tails.count == y.tails.count && x.tails.count == 2)
      var pairs = [
        (x.mean.value, y.mean.value), (x.minimum, y.minimum), (x.maximum, y.maximum),
        (x.standardDeviation, y.standardDeviation), (x.mean.standardError, y.mean.standardError),
      ]
      for (s, t) in zip(x.tails, y.tails) {
        pairs.append((s.valueAtRisk.value, t.valueAtRisk.value))
        pairs.append((s.expectedShortfall.value, t.expectedShortfall.value))
      }
      for (s, t) in pairs {
        #expect(abs(s - t) <= tolerance, "\(a.name) \(quantity.rawValue): \(s), \(t)")
      }
    }
  }

  @Test(arguments: [true, false]) func liquidationsAloneGiveTheSameBooks(isAave: Bool) async throws
  {
    var plan = try plan(isAave: isAave)
    let full = try await Simulation(plan, workers: 2).run()
    plan.measurement.accountDetail = .liquidations
    let brief = try await Simulation(plan, workers: 2).run()
    expectSame(full.total, brief.total, bits: isAave)
    for (a, b) in zip(full.books, brief.books) { expectSame(a, b, bits: isAave) }
    #expect(full.accounts.count == brief.accounts.count && brief.books.count == 2)
    for (a, b) in zip(full.accounts, brief.accounts) {
      #expect(b.quantities.isEmpty && !a.quantities.isEmpty)
      #expect(a.name == b.name && b.firstLiquidations.isEmpty)
      #expect(a.liquidation.value == b.liquidation.value)
      #expect(a.exposure == b.exposure && a.debtValue == b.debtValue)
    }
    #expect(full.accounts.contains { $0.liquidation.value > 0.01 })
    #expect(brief.contributions.isEmpty && !full.contributions.isEmpty)
  }

  @Test(arguments: [true, false]) func noContributionsChangeNothingElse(isAave: Bool) async throws {
    var plan = try plan(isAave: isAave)
    let full = try await Simulation(plan, workers: 2).run()
    plan.measurement.contributions = .none
    let brief = try await Simulation(plan, workers: 1).run()
    #expect(brief.contributions.isEmpty && full.contributions.count >= 3)
    for (a, b) in zip(full.subjects, brief.subjects) {
      if a.kind == .account {
        #expect(a[.equityLoss].mean.value == b[.equityLoss].mean.value)
        #expect(
          a[.equityLoss].tails[1].expectedShortfall.value
            == b[.equityLoss].tails[1].expectedShortfall.value)
      } else {
        expectSame(a, b, bits: true)
      }
    }
    #expect(full.worstPaths.map(\.path) == brief.worstPaths.map(\.path))
  }

  /// One book is the total: the same parts under both names, which add up to the book's own tail.
  @Test func oneBookHasTheTotalsContributions() async throws {
    let plan = try plan(isAave: true, books: 1)
    let result = try await Simulation(plan, workers: 2).run()
    let total = result.contributions.filter { $0.subject == "total" }
    let book = result.contributions.filter { $0.subject == plan.portfolio.books[0].name }
    #expect(total.count == 2 && book.count == 2)
    for (a, b) in zip(total, book) {
      #expect(a.quantity == b.quantity && a.expectedShortfall == b.expectedShortfall)
      #expect(a.accounts.map(\.name) == b.accounts.map(\.name))
      #expect(a.accounts.map(\.contribution.value) == b.accounts.map(\.contribution.value))
      #expect(a.tokens.map(\.contribution.value) == b.tokens.map(\.contribution.value))
      let sum = b.accounts.reduce(0) { $0 + $1.contribution.value }
      #expect(abs(sum - b.expectedShortfall) <= 1e-9 * abs(b.expectedShortfall))
    }
    expectSameFigures(result.total, result.books[0])
  }

  private func expectSameFigures(_ total: SubjectResult, _ book: SubjectResult) {
    for quantity in LossQuantity.allCases {
      #expect(total[quantity].mean.value == book[quantity].mean.value)
      #expect(
        total[quantity].tails.map(\.expectedShortfall.value)
          == book[quantity].tails.map(\.expectedShortfall.value))
    }
  }
}
