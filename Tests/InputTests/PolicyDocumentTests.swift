import Diagnostics
import Input
import Tables
import Testing

@Suite struct PolicyDocumentTests {
  /// A run with policies; one part of the text is replaced.
  private func document(_ name: String, _ old: String = "", _ new: String = "") -> BadDocument {
    let policies = """
      policies:
        candidates:
          - {name: today, policy: protocol}
          - {name: a quarter, policy: fixed, haircut: 0.25, buffer: 0.05}
        benchmark: today
        level: 0.99
        borrowers: same-share
        history:
          eth: {file: closes.csv, column: close}
        exitQueue: {wait: 1, stressedWait: 40}
        liquidity: {wstETH: 1000000}
        records: {a01: 1}
        solve: {measure: es, limit: 0.01}

      """
    let edited = old.isEmpty ? policies : policies.replacing(old, with: new)
    precondition(old.isEmpty || edited != policies, "'\(old)' stands in the document")
    return BadDocument(name, "run.yaml", whole: ExampleRun.run + edited)
  }

  @Test func badDocuments() throws {
    try expectGolden(
      [
        document("right"),
        document("no candidates", "  candidates:", "  candidate:"),
        document("unknown policy", "policy: fixed", "policy: fixd"),
        document("unknown parameter", "buffer: 0.05", "bufer: 0.05"),
        document("parameter out of range", "haircut: 0.25", "haircut: 25"),
        document("name twice", "name: a quarter", "name: today"),
        document("no policy", "name: today, policy: protocol", "name: today"),
        document("unknown benchmark", "benchmark: today", "benchmark: tody"),
        document("level as per cent", "level: 0.99", "level: 99"),
        document("unknown reaction", "same-share", "same"),
        document("target below 1", "same-share", "{healthFactor: 0.9}"),
        document("no history", "    eth: {file: closes.csv, column: close}\n", "    {}\n"),
        document("history of no factor", "    eth:", "    ether:"),
        document("history of no price", "    eth:", "    staking:"),
        document("history that is missing", "closes.csv", "close.csv"),
        document("history without the column", "column: close", "column: price"),
        document(
          "close after the valuation date", "exitQueue:", "lastClose: 2025-01-01\n  exitQueue:"),
        document("close that is no date", "exitQueue:", "lastClose: today\n  exitQueue:"),
        document(
          "history that ends too early", "exitQueue:", "lastClose: 2024-11-01\n  exitQueue:"),
        document("negative wait", "wait: 1", "wait: -1"),
        document("liquidity of no token", "wstETH: 1000000", "wstEHT: 1000000"),
        document("record of no account", "a01: 1", "a10: 1"),
        document("record above 1", "a01: 1", "a01: 100"),
        document("unknown measure", "measure: es", "measure: var"),
        document("threshold of 1", "buffer: 0.05", "buffer: 0.25"),
      ], "policies")
  }

  /// The policies of the example, decided: 0.785 and 0.93 of e-mode 1 are the protocol's, 0.75 the fixed one's.
  @Test func decidesPolicies() throws {
    let files = document("right").files()
    let run = try TemporaryFolder.with(files) { try RunDocument.load("\($0)/run.yaml") }
    let policies = try #require(run.policies)
    #expect(policies.candidates.map(\.name) == ["today", "a quarter"])
    #expect(policies.candidates[0].accounts == run.plan.portfolio.accounts)
    let terms = policies.candidates[1].accounts[0].collateral[0].terms
    #expect(terms.maxLoanToValue == 0.75 && abs(terms.liquidationThreshold - 0.8) < 1e-12)
    #expect(policies.states != nil)
    #expect(policies.candidates[1].calmHaircut == 0.25)
  }

  /// The warnings of the example with other closes, or the errors.
  private func warnings(_ closes: String, _ extra: String = "") throws -> [InputError] {
    var files = document("right").files()
    let run = String(decoding: try #require(files["run.yaml"]), as: UTF8.self)
    files["run.yaml"] = Array(run.replacing("exitQueue:", with: "\(extra)exitQueue:").utf8)
    files["closes.csv"] = Array(closes.utf8)
    return try TemporaryFolder.with(files) { folder in
      do { return try RunDocument.load("\(folder)/run.yaml").warnings } catch let errors
        as InputErrors
      {
        return errors.errors
      }
    }
  }

  private func told(_ text: String, _ closes: String, _ extra: String = "") throws -> InputError? {
    try warnings(closes, extra).first { $0.message.contains(text) }
  }

  /// Closes that no formula survives: refused at their row, and none of them ends the program.
  @Test(arguments: ["1e-308", "5e-324", "1.7e308", "1e200", "1e-200"])
  func closesThatNoFormulaSurvives(_ close: String) throws {
    let closes = ExampleRun.closes.replacing("2024-06-30,3500", with: "2024-06-30,\(close)")
    precondition(closes != ExampleRun.closes, "the day is in the closes")
    let error = try #require(try told("no price is so", closes))
    #expect(error.severity == .error && error.location.line > 100)
    let alternating = ExampleRun.closes.replacing(/,3[1-3]00/, with: ",1e-20")
    #expect(try told("no price moves so far", alternating)?.severity == .error)
  }

  /// Backwards, in hours, with a spike, and not today's price: each is told with its place.
  @Test func strangeCloses() throws {
    let before = try warnings(ExampleRun.closes)
    let lines = ExampleRun.closes.split(separator: "\n").dropFirst()
    let reversed = "date,close\n" + lines.reversed().joined(separator: "\n") + "\n"
    let disorder = try #require(try told("out of order", reversed))
    #expect(try warnings(reversed).count == before.count + 1 && disorder.severity == .warning)
    let hours =
      "date,close\n"
      + lines.map { line in
        let parts = line.split(separator: ",")
        return "\(parts[0])T06:00Z,1\n\(parts[0])T18:00Z,\(parts[1])\n"
      }.joined()
    #expect(try told("one value every 12 hours", hours)?.consequence == .substitution)
    let spike = ExampleRun.closes.replacing("2024-06-30,3500", with: "2024-06-30,350000")
    // ln 100 = 4.605, give or take the move of the day.
    #expect(try told("2024-06-30: log return 4.6", spike)?.consequence == .likelySlip)
    let far = ExampleRun.closes.replacing("2024-12-31,3000", with: "2024-12-31,2000")
    #expect(
      try told(
        "the close of 2024-12-31 is 2000, the market document's price of 2024-12-31 3000", far)
        != nil)
  }

  /// A file of New York's days reaches the last one.
  @Test func closesOfAZoneBehindUTC() throws {
    var files = document("zone", "column: close}", "column: close, timeZone: \"-05:00\"}").files()
    files["closes.csv"] = Array(ExampleRun.closes.utf8)
    let run = try TemporaryFolder.with(files) { try RunDocument.load("\($0)/run.yaml") }
    #expect(run.policies != nil && run.warnings.isEmpty, "\(run.warnings)")
  }

  /// The example's closes go 3,000 to 3,600 in a week; that of 2024-12-21 is 3,400, ln 3400/3000 = 0.125.
  @Test func pricesAreOfTheMarketDocumentsDate() throws {
    func closes(_ asOf: String, _ price: String, _ more: String = "") throws -> [String] {
      var files = document("date").files()
      files["market.yaml"] = Array(
        ExampleRun.market.replacing("asOf: 2024-12-31", with: "asOf: \(asOf)")
          .replacing("  ETH: {price: 3000", with: "\(more)  ETH: {price: \(price)").utf8)
      files["tokens/gno.yaml"] = Array("symbol: GNO\nkind: native\n".utf8)
      return try TemporaryFolder.with(files) {
        try RunDocument.load("\($0)/run.yaml").warnings.map(\.message)
      }.filter { $0.contains("the close of") }
    }
    #expect(
      try closes("2024-12-21", "3000").map {
        $0.contains(
          "the close of 2024-12-21 is 3400, the market document's price of 2024-12-21 3000")
      }
        == [true])
    #expect(try closes("2024-12-21", "3400").isEmpty)
    // Two tokens that one factor moves: the history is that of one of them.
    let gno = "  GNO: {price: 240, factor: eth}\n"
    #expect(try closes("2024-12-31", "3000", gno).isEmpty)
    let far = try closes("2024-12-31", "1500", gno)
    #expect(
      far.count == 1 && far[0].hasSuffix("is 3000, the market document's price of 2024-12-31 1500"))
  }

  /// Policies that decide a year ago would see prices of today.
  @Test func lookingAheadIsTold() throws {
    #expect(
      try told("lastClose is 2024-12-30", ExampleRun.closes, "lastClose: 2024-12-30\n  ") == nil)
    let early =
      "date,close\n"
      + (0..<800).map {
        "\(CalendarDate(dayNumber: 20_088 - 799 + $0)),\(3_000 + 100 * ($0 % 7))\n"
      }.joined()
    let warning = try #require(
      try told("lastClose is 2024-06-30", early, "lastClose: 2024-06-30\n  "))
    #expect(warning.severity == .warning && warning.consequence == .substitution)
    #expect(warning.message.contains("are those of 2024-12-31"))
  }

  /// A fall of the price on the valuation date, by half: it is decided upon only where its close is known.
  @Test func decidesWithoutClosesThatAreNotKnown() throws {
    let crash = ExampleRun.closes.replacing("2024-12-31,3000", with: "2024-12-31,1500")
    precondition(crash != ExampleRun.closes, "the last close is 3,000")
    func haircut(_ closes: String, _ lastClose: String) throws -> Double {
      var files = document(
        "crash", "policy: fixed, haircut: 0.25, buffer: 0.05",
        "policy: expected-shortfall, level: 0.99, days: 1"
      ).files()
      let run = try #require(files["run.yaml"])
      files["run.yaml"] = Array(
        String(decoding: run, as: UTF8.self)
          .replacing("exitQueue:", with: "\(lastClose)exitQueue:").utf8)
      files["closes.csv"] = Array(closes.utf8)
      let policies = try TemporaryFolder.with(files) {
        try #require(try RunDocument.load("\($0)/run.yaml").policies)
      }
      return try #require(
        policies.candidates[1].terms.first { $0.collateral == "wstETH" && $0.debt == "USDC" }
      ).haircut
    }
    let morning = "lastClose: 2024-12-30\n  "
    let calm = try haircut(ExampleRun.closes, "")
    #expect(try haircut(crash, morning) == haircut(ExampleRun.closes, morning))
    #expect(try haircut(crash, "") > calm + 0.05)
  }
}
