import Foundation
import Passes
import RiskMeasures
import Studies
import Testing

@testable import Reporting

/// What the total adds stands beside its figures.
@Suite struct TotalWordsTests {
  static let own = Book(name: SyntheticRun.hostileName, view: .borrower)
  static let lent = Book(name: "lender", view: .lender)
  static let shown = Book(name: "customers", view: .borrower, own: false)

  /// The synthetic run with other books, seen by the desk: its loss is twice the equity loss.
  ///
  /// - Parameter contributions: By quantity, of the total.
  private func result(
    _ books: [Book], contributions: [LossQuantity] = [.equityLoss, .badDebt, .deskLoss]
  ) throws -> RunResult {
    let run = try SyntheticRun.result()
    var plan = run.plan
    plan.portfolio = PortfolioPlan(accounts: [], books: books, protocolNames: [], adapters: [])
    let total = run.total
    let view = plan.portfolio.total.view
    let equity = total[.equityLoss]
    let desk = QuantityFigures(
      quantity: .deskLoss, mean: equity.mean, standardDeviation: equity.standardDeviation,
      minimum: equity.minimum, maximum: equity.maximum,
      probabilityPositive: equity.probabilityPositive, tails: equity.tails,
      histogram: equity.histogram)
    let subject = SubjectResult(
      kind: .total, name: "total", book: nil, view: view, collateralValue: total.collateralValue,
      debtValue: total.debtValue, exposure: total.debtValue,
      deskExposure: view == .desk ? .init(ownEquity: 15e6, lentDebt: 10e6) : nil,
      healthFactor: total.healthFactor, distanceToLiquidation: total.distanceToLiquidation,
      quantities: total.quantities + (view == .desk ? [desk] : []), liquidation: total.liquidation,
      firstLiquidations: total.firstLiquidations)
    return RunResult(
      plan: plan, subjects: [subject] + run.subjects.dropFirst(),
      contributions: contributions.map { quantity in
        let part = run.contributions[0]
        return ContributionResult(
          subject: "total", quantity: quantity, level: part.level,
          expectedShortfall: part.expectedShortfall, tailPaths: part.tailPaths,
          accounts: part.accounts, tokens: part.tokens)
      }, series: run.series, convergence: run.convergence, limits: run.limits,
      worstPaths: run.worstPaths, bridgedAccounts: 0)
  }

  private func text(_ result: RunResult) -> String { TextReport.render(result, directory: nil) }

  @Test(
    arguments: [
      (
        [own, lent, shown],
        "Total: desk loss = equity loss of <b>&\"'</b> + bad debt of lender on each path;"
          + " shown, not added: customers"
      ),
      ([own, shown], "Total: equity loss of <b>&\"'</b>; shown, not added: customers"),
      ([lent, shown], "Total: bad debt of lender; shown, not added: customers"),
      ([lent], "Total: bad debt of lender"),
      (
        [Book(name: "vehicle", view: .lender, own: true)],
        "Total: desk loss = equity loss of vehicle + bad debt of vehicle on each path"
      ),
    ]) func sentenceNamesTheBooks(_ books: [Book], _ expected: String) throws
  {
    #expect(TotalWords(try result(books).plan.portfolio).sentence == expected)
  }

  @Test func manyBooksAreCounted() throws {
    let books = (1...30).map { Book(name: "b\($0)", view: .borrower) }
    let words = TotalWords(try result(books).plan.portfolio)
    #expect(words.sentence == "Total: equity loss of all 30 books")
    let some = TotalWords(try result(books + [Self.lent]).plan.portfolio).sentence
    #expect(some.contains("b7, b8 and 22 more + bad debt of lender"))
    #expect(words.comment.contains("b29, b30"))
  }

  /// Every place that shows a figure of the total says what it adds.
  @Test func standsInEveryFormat() throws {
    let result = try result([Self.own, Self.lent, Self.shown])
    #expect(text(result).contains("  Total: desk loss = equity loss of"))
    let page = String(decoding: HTMLReport.render(result, SyntheticRun.context), as: UTF8.self)
    #expect(page.components(separatedBy: "+ bad debt of lender on each path").count >= 4)
    for format in [
      SummaryTable.self, ContributionTable.self, DistributionTable.self,
      LiquidationDayTable.self, WorstPathTable.self,
    ] as [any ReportFormat.Type] {
      let table = String(decoding: format.render(result, SyntheticRun.context), as: UTF8.self)
      let comment = table.split(separator: "\n").first { $0.contains("total: equity_loss of") }
      #expect(comment?.hasPrefix("#") == true)
      #expect(
        comment?.contains("bad_debt of lender; desk_loss = equity_loss + bad_debt") == true)
      #expect(comment?.contains("shown, not added: customers") == true)
    }
  }

  @Test func documentListsTheBooksOfEveryQuantity() throws {
    let bytes = JSONReport.render(
      try result([Self.own, Self.lent, Self.shown]), SyntheticRun.context)
    let root = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let subjects = try #require(root["subjects"] as? [String: Any])
    let total = try #require(subjects["total"] as? [String: Any])
    let adds = try #require(total["adds"] as? [String: [String: Any]])
    #expect(total["view"] as? String == "desk")
    #expect(total["notAdded"] as? [String] == ["customers"])
    let expected: [String: ([String], Double)] = [
      "equity_loss": ([SyntheticRun.hostileName], 15e6), "bad_debt": (["lender"], 10e6),
      "liquidated": ([SyntheticRun.hostileName, "lender"], 40e6),
      "desk_loss": ([SyntheticRun.hostileName, "lender"], 25e6),
    ]
    #expect(Set(adds.keys) == Set(expected.keys))
    for (quantity, (books, exposure)) in expected {
      #expect(adds[quantity]?["books"] as? [String] == books)
      #expect(adds[quantity]?["exposure"] as? Double == exposure)
    }
  }

  /// 5.6 M at 99 %: 22.4 % of 25 M for the desk, 37.3 % of 15 M of own equity; 56 k of 10 M of lent debt.
  @Test func sharesAreOfWhatEachLossCanTake() throws {
    let lines = text(try result([Self.own, Self.lent])).split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.hasPrefix("  Total") })
    #expect(lines[start].contains("desk loss") && lines[start + 1].hasSuffix("22.4 %"))
    #expect(lines[start + 2].contains("equity loss") && lines[start + 3].hasSuffix("37.3 %"))
    #expect(lines[start + 4].contains("bad debt") && lines[start + 5].hasSuffix("0.56 %"))
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test func longNamesAreWrapped() throws {
    let books = (1...9).map { k in
      Book(name: String(repeating: "x", count: 60) + "\(k)", view: k < 9 ? .borrower : .lender)
    }
    #expect(text(try result(books)).split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  /// Lent books alone are driven by bad debt; where there is none in the tail, by nothing.
  @Test func driversOfALenderAreThoseOfBadDebt() throws {
    let found = text(try result([Self.lent], contributions: [.equityLoss, .badDebt]))
    #expect(found.contains("bad debt, ES") && !found.contains("equity loss, ES"))
    let none = try result([Self.lent], contributions: [.equityLoss])
    #expect(none.totalContributions == nil)
    #expect(text(none).contains("No account drives it: ES 97.5 % of bad debt is 0"))
    #expect(!text(none).contains("Accounts that drive it"))
    let page = String(decoding: HTMLReport.render(none, SyntheticRun.context), as: UTF8.self)
    #expect(page.contains("No account drives the total: ES 97.5 % of bad debt is 0."))
    #expect(page.contains("Ranked by probability of liquidation, because ES 97.5 %"))
  }

  @Test func plainWordsSayWhoLoses() throws {
    let sentences = PlainSummary(try result([Self.own, Self.lent, Self.shown])).sentences
    #expect(sentences[1].hasPrefix("The desk gains USD 100 ± 20 k on average."))
    #expect(sentences[1].hasSuffix("shown, not added: customers."))
    #expect(sentences[2].contains("Its own books gain"))
    #expect(sentences[2].contains("(37.3 % of their equity)"))
    #expect(sentences[3].contains("Its lent books are left with bad debt"))
    #expect(sentences[3].contains("(0.56 % of the debt)"))
  }
}
