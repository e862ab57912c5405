import Foundation
import Testing

/// Exports agree with the run that they were made from, to the last digit.
@Suite(.whenAccepting) struct ExportAcceptanceTests {
  private func export(
    _ scratch: borrowing Scratch, _ arguments: [String], _ name: String
  ) throws -> ResultTable {
    let outcome = try scratch.program.run(["export", "run", "--out", "export"] + arguments)
    try #require(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors == "" && outcome.output == "export\n")
    return try ResultTable(try scratch.bytes("export/" + name), name)
  }

  @Test func lossesGiveTheReportsFigures() throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    let losses = try export(scratch, ["--losses", "--accounts"], "losses.csv")
    #expect(try losses.numbers("path") == (0..<2000).map { Double($0) })
    let subjects = try JSON(try scratch.bytes("run/report.json"))["subjects"]
    var pairs = [("total", try subjects["total"])]
    for (kind, key) in [("book", "books"), ("account", "accounts")] {
      pairs += try subjects[key].items.map { ("\(kind) \(try $0["name"].text)", $0) }
    }
    #expect(pairs.count == 5)
    for (name, subject) in pairs {
      for quantity in ["equity_loss", "bad_debt", "liquidated"] {
        let sample = try losses.numbers("\(name) \(quantity)").sorted()
        let figures = try subject["quantities"][quantity]
        for tail in try figures["tails"].items {
          // Ranks of 2,000 paths: the 1,900th and the 1,980th.
          let rank = Int((try tail["level"].number * 2000).rounded())
          #expect(
            try tail["valueAtRisk"]["value"].number == sample[rank - 1],
            "\(name) \(quantity) at \(rank)")
        }
        #expect(try figures["maximum"].number == sample.last, "\(name) \(quantity)")
        #expect(try figures["minimum"].number == sample.first, "\(name) \(quantity)")
      }
    }
  }

  @Test func lossesWithoutAccountsHaveTheWideColumns() throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    let losses = try export(scratch, ["--losses"], "losses.csv")
    #expect(losses.columns.count == 1 + 3 * 2)
    #expect(losses.rows.count == 2000)
  }

  /// First liquidations by day and account count up to the report's table and probabilities.
  @Test func liquidationDaysCountUpToTheReport() throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    let days = try export(scratch, ["--liquidation-days"], "liquidation_days.csv")
    let report = try ResultTable(try scratch.bytes("run/liquidation_days.csv"), "report")
    var compared = 0
    for row in report.rows where row["kind"] == "account" {
      let count = days.rows.count {
        $0["account"] == row["subject"] && Double($0["day"] ?? "") == Double(row["day"] ?? "")
      }
      #expect(Int(row["paths_first_liquidated"] ?? "") == count)
      compared += 1
    }
    #expect(compared == 3 * 30)
    let accounts = try ResultTable(try scratch.bytes("run/accounts.csv"), "accounts.csv")
    for row in accounts.rows {
      let count = days.rows.count { $0["account"] == row["account"] }
      #expect(Double(row["liquidation_probability"] ?? "") == Double(count) / 2000)
    }
    #expect(!days.rows.isEmpty)
  }

  @Test func marksAreByPathAndDay() throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    let marks = try export(scratch, ["--marks", "0,5"], "marks.csv")
    #expect(try marks.numbers("path") == [0.0, 5].flatMap { [Double](repeating: $0, count: 31) })
    #expect(try Array(marks.numbers("day").prefix(31)) == (0...30).map { Double($0) })
    for column in marks.columns { #expect(try marks.numbers(column).allSatisfy(\.isFinite)) }
    #expect(marks.comments.contains { $0.hasPrefix("units: ") })
  }

  @Test func worstPathsAreTheRunsOwn() throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    let worst = try export(scratch, ["--worst", "3"], "worst.csv")
    let report = try ResultTable(try scratch.bytes("run/worst_paths.csv"), "worst_paths.csv")
    let totals = worst.rows.filter { $0["subject"] == "total" }
    #expect(totals.count == 3)
    for (row, expected) in zip(totals, report.rows) {
      #expect(row["path"] == expected["path"] && row["rank"] == expected["rank"])
      #expect(row["equity_loss"] == expected["loss"])
    }
    #expect(try scratch.names("export") == ["marks.csv", "worst.csv"])
  }

  @Test func whatIsNoRunDirectoryIs65() throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    for directory in ["nowhere", "tokens", "run.yaml"] {
      let outcome = try scratch.program.run(["export", directory, "--losses", "--out", "export"])
      #expect(outcome.code == 65, "\(directory): \(outcome.errors)")
      #expect(outcome.errors.contains("manifest.json: error: "), "\(outcome.errors)")
    }
    #expect(try !scratch.names().contains("export"))
  }

  @Test(arguments: [
    ("input-market.yaml", "# changed"), ("input-portfolio.csv", ""), ("input-index.csv", ""),
    ("worst_paths.csv", "1001,5,1.0"), ("input-token-eth.yaml", "# changed"),
  ])
  func changedFileIs65ByName(name: String, line: String) throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    try scratch.write(try scratch.text("run/" + name) + line + "\n", to: "run/" + name)
    let outcome = try scratch.program.run(["export", "run", "--worst", "3", "--out", "export"])
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("run/\(name)"), "\(outcome.errors)")
    #expect(try scratch.names() == ["run"])
  }

  @Test func changedManifestIs65() throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    try scratch.write("{\"schema\": 1}", to: "run/manifest.json")
    #expect(try scratch.program.run(["export", "run", "--losses"]).code == 65)
  }

  @Test func pathsBeyondTheRunAre65() throws {
    let scratch = try Scratch()
    try scratch.program.report("run")
    let marks = try scratch.program.run(["export", "run", "--marks", "0,2000"])
    #expect(marks.code == 65)
    #expect(marks.errors.contains("--marks names path 2000; the run has paths 0 to 1999"))
    let kept = try ResultTable(try scratch.bytes("run/worst_paths.csv"), "worst_paths.csv").rows
      .count
    let worst = try scratch.program.run(["export", "run", "--worst", "1000"])
    #expect(worst.code == (kept < 1000 ? 65 : 0), "\(kept) kept: \(worst.errors)")
    let occupied = try scratch.program.run(["export", "run", "--worst", "1", "--out", "run"])
    #expect(occupied.code == 74)
  }
}
