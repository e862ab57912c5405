import Calibration
import Diagnostics
import Foundation
import Input
import Testing

/// A calibration does what it is asked for, or says what it did instead.
@Suite struct CalibrationFallbackTests {
  static let mapping = """
    asOf: 2024-06-30
    market: market.yaml
    series:
      eth: {file: eth.csv, value: close, quantity: price, unit: USD}
    factors:
      a: {estimator: constant-volatility, series: eth, to: 2024-04-09}
      b: {estimator: constant-volatility, series: eth, from: 2024-03-21}
    correlation: {estimator: kendall, factors: [a, b]}

    """
  static let market = """
    asOf: 2024-06-30
    factors:
      a: {process: geometric-brownian-motion, volatility: 0.7}
      b: {process: geometric-brownian-motion, volatility: 0.7}
    tokens:
      ETH: {price: 3000, factor: a}
      WETH: {}
      USDC: {price: 1}

    """

  /// The calibration of a folder.
  private static func calibrate(
    _ edits: [(file: String, old: String, new: String)] = [], files other: [String: String] = [:]
  ) throws -> CalibratedMarket {
    var files = CalibrationFolder.files(
      ["mapping.yaml": mapping, "market.yaml": market].merging(other) { $1 })
    for edit in edits {
      let text = String(decoding: files[edit.file] ?? [], as: UTF8.self)
      try #require(text.contains(edit.old), "\(edit.old)")
      files[edit.file] = Array(text.replacing(edit.old, with: edit.new).utf8)
    }
    return try TemporaryFolder.with(files) { folder in
      let loaded = try CalibrationDocument.load(
        folder + "/mapping.yaml", writing: folder + "/out.yaml")
      let result = MarketCalibration(loaded.plans, dependence: loaded.dependence)
      return try CalibratedMarket(loaded, result, version: "1")
    }
  }

  private static func errors(
    _ edits: [(file: String, old: String, new: String)], files: [String: String] = [:]
  ) throws -> String {
    let found = #expect(throws: InputErrors.self) { try calibrate(edits, files: files) }
    return found?.description ?? ""
  }

  /// A run of a calibrated market, with one loan.
  private static func run(_ market: CalibratedMarket) throws -> LoadedRun {
    var files = ExampleRun.files.mapValues { Array($0.utf8) }
    files["market.yaml"] = Array(market.text.utf8)
    files["run.yaml"] = Array(
      ExampleRun.run.prefix(
        upTo: ExampleRun.run.firstRange(of: "books:")?.lowerBound ?? ExampleRun.run.endIndex
      )
      .replacing("2024-12-31", with: "2024-06-30").utf8)
    files["portfolio.csv"] = Array(
      """
      account,book,protocol,side,token,amount
      a01,b,aave,collateral,WETH,10
      a01,b,aave,debt,USDC,10000

      """.utf8)
    return try TemporaryFolder.with(files) { try RunDocument.load("\($0)/run.yaml") }
  }

  /// Returns of a end on 9 April, those of b begin on 22 March: 19 days.
  private static let words =
    "correlation of a and b: 19 common days, at least 60 are needed; it stays at 0 (prior)"

  @Test func correlationsThatCannotBeEstimated() throws {
    let market = try Self.calibrate()
    #expect(market.warnings.map(\.message).contains(Self.words))
    #expect(
      market.text.hasSuffix(
        "correlation:\n  pairs:\n    - [a, b, 0]  # prior\n  priors:\n    - [a, b]\n"))
    #expect(market.text.contains("warnings:\n  - \"\(Self.words)\"\n"))
    #expect(market.priorCorrelations.map(\.first) == ["a"])
    let run = try Self.run(market)
    #expect(run.priors == ["correlation of a and b"])
    #expect(run.plan.words.warnings.contains("the calibration: " + Self.words))
  }

  /// A correlation of the market document stays instead of 0.
  @Test func priorsOfCorrelationsStay() throws {
    let market = try Self.calibrate(files: [
      "market.yaml": Self.market + "correlation: {pairs: [[b, a, 0.6]]}\n"
    ])
    #expect(market.warnings.contains { $0.message.hasSuffix("it stays at 0.6 (prior)") })
    #expect(market.text.contains("    - [a, b, 0.6]  # prior\n  priors:\n    - [a, b]\n"))
  }

  /// Prices without a move give no volatility: the factor keeps its number, and so does its pair.
  @Test func estimatorsThatRefuse() throws {
    let rows = CalibrationFolder.rows.enumerated().map { i, row in
      [row[0], i < 100 ? "3000" : row[1], row[2], row[3]]
    }
    let market = try Self.calibrate(files: ["eth.csv": CalibrationFolder.table(rows)])
    let messages = market.warnings.map(\.message)
    #expect(messages.contains { $0.hasPrefix("a: no estimate: all values are 0:") })
    #expect(
      messages.contains("correlation of a and b: a without estimate; it stays at 0 (prior)"))
    #expect(market.priors.map(\.factor) == ["a"])
    #expect(
      market.text.contains(
        "  a:\n    process: geometric-brownian-motion\n    volatility: 0.7  # prior\n"
          + "    prior: true\n    warnings:\n      - \"no estimate: "))
    let run = try Self.run(market)
    #expect(run.priors == ["a", "correlation of a and b"])
    #expect(run.plan.words.warnings.contains { $0.hasPrefix("the calibration of a: no estimate") })
  }

  /// Warnings of an earlier calibration of a factor go with its numbers.
  @Test func warningsLastAsLongAsTheNumbers() throws {
    let noted = Self.market.replacing("volatility: 0.7}", with: "volatility: 0.7, warnings: [old]}")
      .replacing("asOf: 2024-06-30", with: "asOf: 2024-06-30\nwarnings: [\"a: older\"]")
    let one = Self.mapping.split(separator: "\n").filter {
      !$0.hasPrefix("  b:") && !$0.hasPrefix("correlation")
    }.joined(separator: "\n")
    let text = try Self.calibrate(files: ["market.yaml": noted, "mapping.yaml": one + "\n"]).text
    #expect(text.components(separatedBy: "old").count == 2)
    #expect(text.contains("  b:\n    process: geometric-brownian-motion\n"))
    #expect(text.contains("    warnings: [old]\n"))
  }

  /// Warnings of the document go with the numbers that they name: a factor's, those of the series behind it, a
  /// pair's; one that names nothing may be about any number.
  @Test func warningsOfTheDocumentLastAsLongAsTheirNumbers() throws {
    let texts = [
      "a: no estimate", "series.steth-price ends on 2020-01-01", "the repair of b moved it",
      "correlation of a and b: 19 common days", "a and b correlate by 0.1, but by 0.8",
      "market: old.yaml looks ahead",
    ]
    let noted = Self.market.replacing(
      "  b: {process: geometric-brownian-motion, volatility: 0.7}",
      with: "  b: {process: geometric-brownian-motion, volatility: 0.7, "
        + "source: \"ewma of steth-rate (steth-price / eth-price), 2020\"}"
    ).replacing(
      "asOf: 2024-06-30",
      with: "asOf: 2024-06-30\nwarnings:\n" + texts.map { "  - \"\($0)\"\n" }.joined())
    func carried(_ mapping: String) throws -> [String] {
      let text = try Self.calibrate(files: ["market.yaml": noted, "mapping.yaml": mapping]).text
      return texts.filter { text.contains("\n  - \"\($0)\"\n") }
    }
    let lines = Self.mapping.split(separator: "\n").map { "\($0)\n" }
    let alone = lines.filter { !$0.hasPrefix("  b:") && !$0.hasPrefix("correlation") }
    #expect(try carried(alone.joined()) == Array(texts[1...]))
    let both = lines.filter { !$0.hasPrefix("correlation") }
    #expect(try carried(both.joined()) == Array(texts[3...4]))
    #expect(try carried(Self.mapping).isEmpty)
  }

  @Test func priorsOfALaterDate() throws {
    let market = try Self.calibrate([("market.yaml", "asOf: 2024-06-30", "asOf: 2024-07-01")])
    let first = try #require(market.warnings.first)
    #expect(
      first.message
        == "market: market.yaml is of 2024-07-01, after asOf 2024-06-30: its numbers look ahead")
    #expect(first.location.line == 2 && first.location.file.hasSuffix("mapping.yaml"))
    #expect(market.text.contains("- \"market: market.yaml is of 2024-07-01"))
  }

  /// What the market document says of another process is left out, by name.
  @Test func processesThatChange() throws {
    let market = try Self.calibrate([
      (
        "market.yaml", "  a: {process: geometric",
        "  a: {process: merton, jumpRate: 5, jumpMean: 0, jumpVolatility: 0.1, volatility: 0.7}\n  c: {process: geometric"
      )
    ])
    #expect(
      market.warnings.contains {
        $0.message == "a: the process was merton and is geometric-brownian-motion "
          + "now; jumpRate, jumpMean, jumpVolatility of the market document are left out"
          && $0.consequence == .substitution
      })
    let run = try Self.run(market)
    #expect(
      run.plan.words.warnings.contains { $0.hasPrefix("the calibration of a: the process was") })
  }

  /// Ledoit and Wolf need days that all factors share; without them nobody else steps in unseen.
  @Test func ledoitWolfWithoutCommonDays() throws {
    let market = try Self.calibrate([
      (
        "market.yaml", "  b: {process",
        "  c: {process: geometric-brownian-motion, volatility: 0.7}\n  b: {process"
      ),
      (
        "mapping.yaml", "  b: {estimator",
        "  c: {estimator: constant-volatility, series: eth}\n  b: {estimator"
      ),
      (
        "mapping.yaml", "{estimator: kendall, factors: [a, b]}",
        "{estimator: ledoit-wolf, factors: [a, b, c]}"
      ),
    ])
    let messages = market.warnings.map(\.message)
    #expect(messages.contains(Self.words))
    #expect(
      messages.contains(
        "correlation: ledoit-wolf gives none (19 common days, at least 60 are needed); "
          + "correlations are kendall's, pair by pair"))
  }

  /// One factor without a fit leaves no pair: neither days nor Kendall are the reason.
  @Test func ledoitWolfOfOneFactor() throws {
    let rows = CalibrationFolder.rows.enumerated().map { i, row in
      [row[0], i < 100 ? "3000" : row[1], row[2], row[3]]
    }
    let messages = try Self.calibrate(
      [("mapping.yaml", "estimator: kendall", "estimator: ledoit-wolf")],
      files: ["eth.csv": CalibrationFolder.table(rows)]
    ).warnings.map(\.message)
    #expect(
      messages.contains(
        "correlation: ledoit-wolf gives none (fewer than two factors have an estimate)"))
  }

  /// The gravest first, wherever they come from; the document has no remarks.
  @Test func warningsAreInOrder() throws {
    let market = try Self.calibrate([("market.yaml", "asOf: 2024-06-30", "asOf: 2024-07-01")])
    let consequences = market.warnings.map(\.consequence)
    #expect(consequences == consequences.sorted())
    #expect(consequences.first == .likelySlip && consequences.contains(.substitution))
  }

  // MARK: what cannot be done is refused

  @Test func wishesThatCannotBeMet() throws {
    let cases: [(what: String, old: String, new: String, text: String)] = [
      ("keep", "to: 2024-04-09}", "keep: [volatilty]}", "did you mean 'volatility'?"),
      (
        "target", "to: 2024-04-09}", "targetFrom: 2024-02-01}",
        "constant-volatility has no target volatility"
      ),
      (
        "later end", "to: 2024-04-09}", "to: 2024-07-01}",
        "nothing after asOf, 2024-06-30, is read"
      ),
      ("one factor", "[a, b]", "[a]", "correlation.factors has 1 factors"),
      ("twice", "[a, b]", "[a, b, a]", "it stands in the list already"),
    ]
    for (what, old, new, text) in cases {
      let found = try Self.errors([("mapping.yaml", old, new)])
      #expect(found.contains(text), "\(what): \(found)")
    }
  }
}
