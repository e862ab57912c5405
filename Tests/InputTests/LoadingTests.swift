import Diagnostics
import Foundation
import Input
import Lending
import Market
import MarketDocuments
import Passes
import Paths
import Studies
import Testing

/// Warnings of a run that must load.
func loadedWarnings(_ folder: String) throws -> [String] {
  try RunDocument.load("\(folder)/run.yaml").warnings.map(\.description)
}

@Suite struct LoadingTests {
  private func load(_ edit: BadDocument? = nil) throws -> LoadedRun {
    let files = edit?.files() ?? ExampleRun.files.mapValues { Array($0.utf8) }
    return try TemporaryFolder.with(files) { try RunDocument.load("\($0)/run.yaml") }
  }

  @Test func details() throws {
    for (text, contributions, detail) in [
      ("contributions: none", ContributionDetail.none, AccountDetail.losses),
      ("accountDetail: liquidations", .all, .liquidations),
      ("contributions: all\naccountDetail: losses", .all, .losses),
    ] {
      let plan = try load(BadDocument(text, "run.yaml", "seed: 7", "seed: 7\n\(text)")).plan
      #expect(
        plan.measurement.contributions == contributions && plan.measurement.accountDetail == detail)
    }
  }

  @Test func settings() throws {
    let run = try load()
    let plan = run.plan
    #expect(run.workers == 2 && run.warnings.isEmpty)
    #expect(plan.words.name == "Example" && plan.words.valuationDate == "2024-12-31")
    #expect(plan.paths.grid == TimeGrid(stepCount: 30, stepDays: 1))
    #expect(plan.paths.count == 10_000 && plan.paths.seed == 7 && plan.words.numeraire == .usd)
    #expect(plan.measurement.levels == [0.95, 0.99] && plan.measurement.attributionLevel == 0.975)
    #expect(plan.measurement.accountTails == [.equityLoss, .badDebt])
    #expect(plan.paths.precision == .single && plan.measurement.monitoring == .steps)
    #expect(plan.measurement.contributions == .all && plan.measurement.accountDetail == .losses)
    #expect(
      plan.portfolio.books == [
        Book(name: "loops", view: .borrower), Book(name: "dollars", view: .lender),
      ])
    #expect(
      plan.limits == [
        Limit(
          measure: .expectedShortfall, quantity: .equityLoss, level: 0.99, subject: .book("loops"),
          warn: 10, hard: 20, unit: .percent, basis: .upper),
        Limit(
          measure: .liquidationProbability, quantity: .liquidated, level: nil,
          subject: .account("a02"), warn: nil, hard: 0.5, unit: .numeraire, basis: .estimate),
      ])
    #expect(run.priors == ["discount"])
  }

  @Test func defaults() throws {
    let run = try load(
      BadDocument(
        "defaults", "run.yaml",
        edit: .several([
          ("run.yaml", "attributionLevel: 0.975\naccountTails: [equity_loss, bad_debt]\n", ""),
          (
            "run.yaml",
            "books:\n  - {name: loops, view: borrower}\n  - {name: dollars, view: lender}\n", ""
          ),
          ("run.yaml", "workers: 2\n", ""),
          (
            "run.yaml", "tokens: tokens",
            "tokens: [tokens/eth.yaml, tokens/weth.yaml, tokens/wsteth.yaml, tokens/steth.yaml, tokens/usdc.yaml]"
          ),
        ])))
    #expect(
      run.plan.measurement.attributionLevel == 0.975
        && run.plan.measurement.accountTails == LossQuantity.allCases)
    #expect(run.plan.portfolio.books.map(\.name) == ["loops", "dollars"])
    #expect(run.plan.portfolio.books.allSatisfy { $0.view == .borrower })
    #expect((1...256).contains(run.workers))
  }

  /// The default quantity of a limit is the loss that the subject's view looks at.
  @Test func limitOfALender() throws {
    let run = try load(
      BadDocument(
        "lender", "run.yaml", "{measure: es, level: 0.99, book: loops",
        "{measure: es, level: 0.99, book: dollars"))
    #expect(run.plan.limits[0].quantity == .badDebt)
    let account = try load(
      BadDocument(
        "lender", "run.yaml", "{measure: es, level: 0.99, book: loops",
        "{measure: es, level: 0.99, account: a02"))
    #expect(account.plan.limits[0].quantity == .badDebt)
  }

  /// a01: 100.5 wstETH x 1.2 x 3000 x LT 0.95 of e-mode 1 against 105 WETH x 3000: HF 1.09114...
  /// a02: (10 x 3600 x 0.8 + 5000 x 0.78) / 20000 = 1.635, the threshold 0.8 being the account's own.
  @Test func healthAtTheStart() throws {
    let plan = try load().plan
    let start = InitialValues(plan.losses)
    #expect(abs(start.accounts[0].healthFactor - 100.5 * 1.2 * 0.95 / 105) < 1e-12)
    #expect(abs(start.accounts[1].healthFactor - 1.635) < 1e-12)
    // The market price of wstETH is below its oracle price by the discount, which starts at 0 here.
    #expect(abs(start.accounts[0].collateral - 100.5 * 3600) < 1e-6)
    let terms = plan.portfolio.accounts[0].collateral[0].terms
    #expect(terms.liquidationThreshold == 0.95 && terms.liquidationBonus == 0.01)
    #expect(terms.liquidationProtocolFee == 0.1)
    #expect(plan.portfolio.accounts[1].collateral[0].terms.maxLoanToValue == 0.78)
  }

  /// wstETH: capped oracle; WETH: price of ETH, borrow index; USDC: a constant rate of 5 %.
  @Test func marks() throws {
    let plan = try load().plan
    let names = plan.paths.market.factors.map(\.name)
    func column(_ factor: String, _ output: Int) throws -> Int {
      plan.paths.market.factors[try #require(names.firstIndex(of: factor))].outputs[output]
    }
    let eth = try column("eth", 0)
    let lido = try column("lido", 0)
    let x = try column("discount", 0)
    let loop = plan.portfolio.accounts[0]
    let oracle = plan.paths.market.marks[loop.collateral[0].oracleMark]
    #expect(oracle.constant == 3000 && oracle.added == [eth])
    #expect(oracle.cap == .init(column: lido, initialRate: 1.2, cap: 1.25, growth: 0.1))
    let market = plan.paths.market.marks[loop.collateral[0].marketMark]
    #expect(market == MarkFormula(constant: 3600, added: [eth, lido], subtracted: [x]))
    let debt = plan.paths.market.marks[loop.debts[0].marketMark]
    #expect(debt == MarkFormula(constant: 3000, added: [eth, try column("weth-rates", 2)]))
    let usdc = plan.paths.market.marks[plan.portfolio.accounts[1].debts[0].marketMark]
    #expect(usdc == MarkFormula(constant: 1, drift: 0.05))
    let deposit = plan.paths.market.marks[plan.portfolio.accounts[1].collateral[1].marketMark]
    #expect(deposit == MarkFormula(constant: 1))
  }

  @Test func numeraireETH() throws {
    let plan = try load(BadDocument("ETH", "run.yaml", "numeraire: USD", "numeraire: ETH")).plan
    #expect(
      plan.paths.market.dollarsPerNumeraireMark == 0 && plan.paths.market.marks[0].constant == 3000)
    let start = InitialValues(plan.losses)
    #expect(abs(start.accounts[0].debt - 105) < 1e-12)
    #expect(
      plan.measurement.observed.first
        == ObservedSeries(name: "ETH price", unit: "USD", source: .mark(0)))
  }

  @Test func observedSeries() throws {
    let observed = try load().plan.measurement.observed
    #expect(
      observed.map { "\($0.name), \($0.unit)" } == [
        "ETH price, USD", "USDC price, USD", "wstETH discount, fraction",
        "WETH borrow rate, per year",
      ])
  }

  @Test func overrides() throws {
    let files = ExampleRun.files.mapValues { Array($0.utf8) }
    try TemporaryFolder.with(files) { folder in
      let run = try RunDocument.load(
        "\(folder)/run.yaml", overrides: RunOverrides(paths: 500, seed: .max, workers: 5))
      #expect(run.plan.paths.count == 500 && run.plan.paths.seed == .max && run.workers == 5)
      let error = #expect(throws: InputErrors.self) {
        try RunDocument.load("\(folder)/run.yaml", overrides: RunOverrides(paths: 50, workers: 0))
      }
      let text = error?.description ?? ""
      #expect(text.contains("command line: error: --workers is 0; it must be between 1 and 256"))
      #expect(
        text.contains("run.yaml:9:16: error: levels[1] is 0.99; no path of 50 lies beyond it"))
    }
  }

  /// A semidefinite matrix loads; a wrong one loads with `repair: true`.
  @Test func correlationMatrix() throws {
    let pairs = "  pairs:\n    - [eth, discount, -0.3]\n"
    let singular = "  factors: [eth, discount]\n  matrix: [[1, 1], [1, 1]]\n"
    #expect(
      try load(BadDocument("singular", "market.yaml", pairs, singular)).plan.paths.market
        .correlationFactor != nil)
    let wrong =
      "  repair: true\n  factors: [eth, discount, usage]\n  matrix: [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]\n"
    #expect(
      try load(BadDocument("wrong", "market.yaml", pairs, wrong)).plan.paths.market.correlationMoved
        > 0.1
    )
  }

  @Test func studentT() throws {
    let plan = try load(
      BadDocument("t", "market.yaml", "{kind: gaussian}", "{kind: student-t, degreesOfFreedom: 4}")
    ).plan
    #expect(plan.paths.market.dependence == .studentT(4))
  }

  /// Windows line ends, a byte order mark and a comment do not matter.
  @Test func lineEnds() throws {
    var files = ExampleRun.files.mapValues { Array($0.replacing("\n", with: "\r\n").utf8) }
    files["run.yaml"] = [0xEF, 0xBB, 0xBF] + (files["run.yaml"] ?? []) + Array("# end".utf8)
    files["portfolio.csv"] = Array("# a comment\r\n".utf8) + (files["portfolio.csv"] ?? [])
    try TemporaryFolder.with(files) { folder in
      let run = try RunDocument.load("\(folder)/run.yaml")
      #expect(run.plan.portfolio.accounts.count == 2)
    }
  }

  @Test func template() throws {
    let files = Dictionary(
      uniqueKeysWithValues: RunTemplate.files.map { ($0.name, Array($0.text.utf8)) })
    try TemporaryFolder.with(files) { folder in
      let run = try RunDocument.load("\(folder)/\(RunTemplate.files[0].name)")
      #expect(run.plan.portfolio.accounts.count == 3 && run.warnings.isEmpty)
      #expect(InitialValues(run.plan.losses).accounts.allSatisfy { $0.healthFactor > 1 })
    }
  }

  /// Every example that ships must load.
  @Test func shippedExamples() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "Data/examples").path(percentEncoded: false)
    let runs = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }
    #expect(!runs.isEmpty)
    for run in runs {
      _ = try RunDocument.load("\(folder)/\(run)")
    }
  }
}
