import Foundation
import Testing

/// The example desk lends and borrows: its total against what its exports add up to.
@Suite(.whenAccepting) struct DeskAcceptanceTests {
  private static let own = ["eth-loops", "stable-borrowers", "mixed-baskets"]
  private static let paths = 2_000

  /// A run of the example and its exports.
  private func finish(_ scratch: borrowing Scratch) throws {
    let run = try scratch.program.run(
      [
        "report", Program.data + "/examples/desk.yaml", "--paths", "\(Self.paths)", "--out", "run",
        "--exit-zero", "--quiet",
      ])
    try #require(run.code == 0, "\(run.errors)")
    let export = try scratch.program.run(
      ["export", "run", "--losses", "--worst", "5", "--out", "export"])
    try #require(export.code == 0, "\(export.errors)")
  }

  private func table(_ scratch: borrowing Scratch, _ name: String) throws -> ResultTable {
    try ResultTable(try scratch.bytes(name), name)
  }

  @Test func deskLossIsOwnEquityAndLentDebtPathByPath() throws {
    let scratch = try Scratch()
    try finish(scratch)
    let losses = try table(scratch, "export/losses.csv")
    let desk = try losses.numbers("total desk_loss")
    let equity = try Self.own.map { try losses.numbers("book \($0) equity_loss") }
    let badDebt = try losses.numbers("book lender bad_debt")
    for path in 0..<Self.paths {
      let sum = equity.reduce(badDebt[path]) { $0 + $1[path] }
      #expect(abs(desk[path] - sum) <= 1e-9 * abs(sum))
    }
    #expect(
      losses.comments.contains {
        $0.hasPrefix("total: equity_loss of \(Self.own.joined(separator: ", "));")
          && $0.contains("bad_debt of lender; desk_loss = equity_loss + bad_debt on each path")
      })
    let total = try JSON(try scratch.bytes("run/report.json"))["subjects"]["total"]
    #expect(try total["view"].text == "desk")
    let sorted = desk.sorted(by: >)
    for tail in try total["quantities"]["desk_loss"]["tails"].items {
      // 100, 20 and 2 of 2,000 paths lie beyond the levels.
      let count = Int((Double(Self.paths) * (1 - (try tail["level"].number))).rounded())
      let mean = sorted.prefix(count).reduce(0, +) / Double(count)
      #expect(abs(try tail["expectedShortfall"]["value"].number - mean) <= 1e-9 * mean)
      #expect(try tail["valueAtRisk"]["value"].number == sorted[count])
    }
  }

  @Test func contributionsAddUpAndWorstPathsAreTheDesks() throws {
    let scratch = try Scratch()
    try finish(scratch)
    let rows = try table(scratch, "run/contributions.csv").rows.filter {
      $0["subject"] == "total" && $0["quantity"] == "desk_loss"
    }
    for by in ["account", "token"] {
      let parts = rows.filter { $0["by"] == by }
      let sum = parts.compactMap { Double($0["value"] ?? "") }.reduce(0, +)
      let shortfall = try #require(parts.first.flatMap { Double($0["expected_shortfall"] ?? "") })
      #expect(abs(sum - shortfall) <= 1e-9 * shortfall)
    }
    #expect(rows.count { $0["by"] == "account" } == 28)
    let worst = try table(scratch, "run/worst_paths.csv").rows.prefix(5)
    let exported = try table(scratch, "export/worst.csv").rows.filter { $0["subject"] == "total" }
    #expect(exported.map { $0["desk_loss"] } == worst.map { $0["loss"] })
    #expect(exported.map { $0["path"] } == worst.map { $0["path"] })
    let books = try table(scratch, "export/worst.csv").rows.filter { $0["subject"] != "total" }
    #expect(books.allSatisfy { $0["desk_loss"] == "" })
  }

  /// A customer's book is shown and not added, and takes nothing from the others.
  @Test func customersAreShownAndNotAdded() throws {
    let scratch = try Scratch()
    try finish(scratch)
    let folder = scratch.path + "/desk"
    try FileManager.default.copyItem(atPath: Program.data, toPath: folder)
    try scratch.edit(
      "desk/examples/desk.yaml", "{name: mixed-baskets, view: borrower}",
      "{name: mixed-baskets, view: borrower, own: false}")
    let run = try scratch.program.run(
      [
        "report", "desk/examples/desk.yaml", "--paths", "\(Self.paths)", "--out", "other",
        "--exit-zero", "--quiet",
      ])
    try #require(run.code == 0, "\(run.errors)")
    let export = try scratch.program.run(["export", "other", "--losses", "--out", "losses"])
    try #require(export.code == 0, "\(export.errors)")
    let before = try table(scratch, "export/losses.csv")
    let after = try table(scratch, "losses/losses.csv")
    for book in Self.own + ["lender"] {
      let column = "book \(book) equity_loss"
      #expect(try before.numbers(column) == after.numbers(column))
    }
    let totals = zip(
      try before.numbers("total desk_loss"), try after.numbers("total desk_loss"))
    let customers = try before.numbers("book mixed-baskets equity_loss")
    for ((all, rest), customer) in zip(totals, customers) {
      #expect(abs(all - rest - customer) <= 1e-6)
    }
    #expect(after.comments.contains { $0.hasSuffix("shown, not added: mixed-baskets") })
  }
}
