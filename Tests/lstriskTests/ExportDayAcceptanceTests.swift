import Foundation
import Testing

/// Exports of a run whose steps are no days: days are days, and begin with the valuation date.
@Suite(.whenAccepting, .serialized) struct ExportDayAcceptanceTests {
  /// A run of 20 steps of 12 hours, 600 paths, of which all are kept as the worst.
  private func run(_ scratch: borrowing Scratch) throws {
    try scratch.copyQuickstart()
    try scratch.edit("run.yaml", "horizon: 30 d", "horizon: 10 d")
    try scratch.edit("run.yaml", "step: 1 d", "step: 12 h")
    try scratch.edit("run.yaml", "paths: 1000", "paths: 600")
    let outcome = try scratch.program.run(["report", "run.yaml", "--out", "run"])
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  private func export(
    _ scratch: borrowing Scratch, _ arguments: [String], _ name: String
  ) throws -> ResultTable {
    let outcome = try scratch.program.run(["export", "run", "--out", "export"] + arguments)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return try ResultTable(try scratch.bytes("export/" + name), name)
  }

  @Test func liquidationsHaveDays() throws {
    let scratch = try Scratch()
    try run(scratch)
    let days = try export(scratch, ["--liquidation-days"], "liquidation_days.csv")
    let found = try days.numbers("day")
    #expect(!found.isEmpty && found.allSatisfy { $0 > 0 && $0 <= 10 })
    let report = try ResultTable(try scratch.bytes("run/liquidation_days.csv"), "report")
    let rows = report.rows.filter { $0["kind"] == "account" }
    #expect(rows.count % 20 == 0)
    for (k, row) in rows.enumerated() {
      let day = Double(k % 20 + 1) / 2
      #expect(Double(row["day"] ?? "") == day)
      let count = days.rows.count {
        $0["account"] == row["subject"] && Double($0["day"] ?? "") == day
      }
      #expect(Int(row["paths_first_liquidated"] ?? "") == count)
    }
  }

  @Test func marksBeginWithTheValuationDate() throws {
    let scratch = try Scratch()
    try run(scratch)
    let marks = try export(scratch, ["--marks", "599"], "marks.csv")
    #expect(try marks.numbers("day") == (0...20).map { Double($0) / 2 })
    let prices = try marks.numbers("ETH price")
    let market = try scratch.text("market.yaml")
    let price = try #require(market.firstMatch(of: /ETH: \{price: ([0-9.]+)/)?.1)
    #expect(abs(prices[0] - (Double(price) ?? 0)) < 1e-6 * prices[0])
    #expect(prices[1] != prices[0])
    let beyond = try scratch.program.run(["export", "run", "--marks", "600", "--out", "b"])
    #expect(beyond.code == 65 && beyond.errors.contains("path 600"))
  }

  /// The total is liquidated when its first account is, whichever other ones never are.
  @Test func theTotalsDayIsTheFirstOfItsAccounts() throws {
    let scratch = try Scratch()
    try run(scratch)
    let kept = try ResultTable(try scratch.bytes("run/worst_paths.csv"), "worst_paths.csv").rows
    let worst = try export(scratch, ["--worst", "\(kept.count)"], "worst.csv")
    var mixed = 0
    for (path, rows) in Dictionary(grouping: worst.rows, by: { $0["path"] ?? "" }) {
      let accounts = rows.filter { $0["subject"]?.hasPrefix("account ") == true }
      let days = accounts.map { Double($0["liquidation_day"] ?? "") }
      let total = rows.first { $0["subject"] == "total" }
      #expect(total.map { Double($0["liquidation_day"] ?? "") } == days.compactMap(\.self).min())
      if days.contains(nil) && days.contains(where: { $0 != nil }) { mixed += 1 }
      #expect(Int(path) != nil)
    }
    #expect(mixed > 0)
  }
}
