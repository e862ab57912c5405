import Diagnostics
import Foundation
import Input
import MarketDocuments
import Testing

/// Documents that are well-formed and wrong, one edit of the example run each: what is asked about them, and what
/// is not asked of their neighbours that are right.
@Suite struct WellFormedSlipTests {
  private func report(_ file: String, _ old: String, _ new: String) throws -> String {
    try BadDocument(new, file, old, new).report()
  }

  private func report(_ edits: [(String, String, String)]) throws -> String {
    try BadDocument("edits", "run.yaml", edit: .several(edits.map { ($0.0, $0.1, $0.2) })).report()
  }

  // MARK: factors

  private static let peg = "  peg: {process: stablecoin-peg, speed: 44, volatility: 0.0008}\n"

  /// ETH on a peg would stay at 3,000 for ever; a stablecoin on the same factor is right.
  @Test func aPegMovesNoFreePrice() throws {
    let wrong = try report([
      ("market.yaml", "  staking: {", Self.peg + "  staking: {"),
      ("market.yaml", "price: 3000, factor: eth", "price: 3000, factor: peg"),
    ])
    #expect(
      wrong.contains(
        "market.yaml:17:30: warning: tokens.ETH.factor is 'peg', a price that returns to par, but ETH is a token of kind native"
      ), "\(wrong)")
    let right = try report([
      ("market.yaml", "  staking: {", Self.peg + "  staking: {"),
      ("market.yaml", "price: 1.0}", "price: 1.0, factor: peg}"),
    ])
    #expect(right == "loaded\n")
  }

  /// The peg of another price is one too, and a stablecoin that is called native is asked about.
  @Test func aCrashingPegIsAPeg() throws {
    let report = try report([
      (
        "market.yaml", "  staking: {",
        Self.peg
          + "  broken: {process: crash-jump, price: peg, jumpRate: 0.1, jumpMean: -0.1, jumpVolatility: 0.05}\n  staking: {"
      ),
      ("market.yaml", "price: 1.0}", "price: 1.0, factor: broken}"),
      ("tokens/usdc.yaml", "kind: stable", "kind: native"),
    ])
    #expect(report.contains("tokens.USDC.factor is 'broken', a price that returns to par"))
    #expect(report.contains("hint: name the factor of its price; a stablecoin has kind: stable"))
  }

  @Test func aDiscountReadsNoPeg() throws {
    let report = try report([
      ("market.yaml", "  staking: {", Self.peg + "  staking: {"),
      ("market.yaml", "logReturn: eth", "logReturn: peg"),
      ("market.yaml", "price: 1.0}", "price: 1.0, factor: peg}"),
    ])
    #expect(
      report.contains("factors.discount.logReturn is 'peg', a price that returns to par"),
      "\(report)")
  }

  /// α 0.9 and β 0.08 are each other's usual values; α 0.9 alone is not.
  @Test func exchangedParametersAreNamed() throws {
    let garch = { (a: String, b: String) in
      "process: garch-t, alpha: \(a), beta: \(b), degreesOfFreedom: 4, bound: 1, initialVolatility: 0.6, targetVolatility: 0.6}"
    }
    let old = "process: geometric-brownian-motion, volatility: 0.6}"
    let swapped = try report("market.yaml", old, garch("0.9", "0.08"))
    #expect(
      swapped.contains("factors.eth.alpha is 0.9 and beta 0.08: they look exchanged"),
      "\(swapped)")
    #expect(!swapped.contains("write 0.009"))
    #expect(try report("market.yaml", old, garch("0.08", "0.9")) == "loaded\n")
  }

  // MARK: rates and terms

  @Test func suppliersEarnNoMoreThanBorrowersPay() throws {
    let old = "USDC: {borrow: 0.05}"
    let wrong = try report("market.yaml", old, "USDC: {borrow: 0.04, supply: 0.055}")
    #expect(
      wrong.contains(
        "market.yaml:24:34: warning: rates.aave.USDC.supply is 0.055, above rates.aave.USDC.borrow, 0.04"
      ), "\(wrong)")
    for right in [
      "{borrow: 0.055, supply: 0.04}", "{supply: 0.04}", "{borrow: 0.05, supply: 0.05}",
    ] {
      #expect(try report("market.yaml", old, "USDC: \(right)") == "loaded\n")
    }
  }

  @Test func anEModeRaisesTerms() throws {
    let report = try report([
      (
        "aave.yaml", "maxLoanToValue: 0.93, liquidationThreshold: 0.95",
        "maxLoanToValue: 0.7, liquidationThreshold: 0.8"
      )
    ])
    #expect(
      report.contains(
        "aave.yaml:15:62: warning: eModes.1.liquidationThreshold is 0.8, below that of the reserve WETH, 0.83"
      ), "\(report)")
  }

  /// 8 % is a slip of 80 %; 0.1 % is how assets are listed for e-modes alone.
  @Test func aThresholdOfAFewPerCentIsAsked() throws {
    let old = "maxLoanToValue: 0.75, liquidationThreshold: 0.78"
    let wrong = try report(
      "aave.yaml", old, "maxLoanToValue: 0.075, liquidationThreshold: 0.078")
    #expect(
      wrong.contains(
        "reserves.USDC.liquidationThreshold is 0.078, which is 7.8 %; thresholds are 20 % and more, or next to nothing"
      ), "\(wrong)")
    for right in ["0.0005, liquidationThreshold: 0.001", "0, liquidationThreshold: 0"] {
      let quiet = try report("aave.yaml", old, "maxLoanToValue: \(right)")
      #expect(!quiet.contains("thresholds are"), "\(quiet)")
    }
  }

  @Test func missingTermsHaveExamplesOfTheirOwn() throws {
    let report = try report("aave.yaml", "    liquidationThreshold: 0.81\n", "")
    #expect(report.contains("hint: write liquidationThreshold: 0.8\n"), "\(report)")
  }

  // MARK: portfolio

  private func table(_ rows: String) throws -> String {
    let head = "account,book,protocol,e_mode,side,token,amount,liquidation_threshold\n"
    let other = "a02,dollars,aave,,collateral,WETH,20,\na02,dollars,aave,,debt,USDC,20000,\n"
    return try BadDocument("rows", "portfolio.csv", whole: head + rows + other).report()
  }

  /// 1,000 without quotes is an amount of 1 with a threshold of 000.
  @Test func thousandsAreNotSplit() throws {
    let split = try table(
      "a01,loops,aave,,collateral,wstETH,1,000\na01,loops,aave,,debt,WETH,500,\n")
    #expect(
      split.contains(
        "portfolio.csv:2:37: warning: liquidation_threshold is 000 beside an amount of 1: it looks like the rest of 1,000\n  hint: write 1000, without a comma between thousands"
      ), "\(split)")
    let large = try table(
      "a01,loops,aave,,collateral,wstETH,1,500\na01,loops,aave,,debt,WETH,500,\n")
    #expect(large.contains("hint: write 1500, without a comma between thousands"), "\(large)")
  }

  /// A 0 says that a supply is not enabled, unless nothing else of an account in debt is.
  @Test func aDecimalCommaIsAsked() throws {
    let split = try table(
      "a01,loops,aave,,collateral,wstETH,1000,0\na01,loops,aave,,debt,WETH,500,\n")
    #expect(
      split.contains(
        "portfolio.csv:2:40: warning: liquidation_threshold is 0 beside an amount of 1000, and nothing else of account a01 counts as collateral: is it the rest of 1000,0?"
      ), "\(split)")
    for right in [
      "a01,loops,aave,,collateral,wstETH,1000,\na01,loops,aave,,collateral,USDC,500,0\na01,loops,aave,,debt,WETH,500,\n",
      "a01,loops,aave,,collateral,wstETH,1000,0\n",
      "a01,loops,aave,,collateral,wstETH,1000.5,0\na01,loops,aave,,debt,WETH,500,\n",
    ] {
      let quiet = try table(right)
      #expect(!quiet.contains("is it the rest"), "\(quiet)")
    }
  }

  // MARK: run

  /// 20 USD of 361,800 USD are 0.0055 %; 40 USD of the same are above a ten-thousandth.
  @Test func limitsFarBelowAnyTailAreRemarkedUpon() throws {
    let old = "warn: 10, hard: 20, unit: percent, on: upper"
    let wrong = try report("run.yaml", old, "hard: 20, on: upper")
    #expect(
      wrong.contains(
        "hard is 20 USD, 0.0055 % of a collateral of 362000: hardly any tail is as small\n  hint: limits are amounts unless unit: percent is written"
      ), "\(wrong)")
    #expect(try report("run.yaml", old, "hard: 40, on: upper") == "loaded\n")
  }

  @Test func horizonsOfYearsAreAsked() throws {
    let old = "horizon: 30 d"
    #expect(
      try report("run.yaml", old, "horizon: 3650 d").contains(
        "run.yaml:3:10: warning: horizon is 3650 d, 10 years: accounts, terms and parameters stay as they are for so long"
      ))
    #expect(try report("run.yaml", old, "horizon: 730 d") == "loaded\n")
  }

  @Test func oldTermsAreRemarkedUpon() throws {
    let old = "adapter: aave-v3\n"
    #expect(
      try report("aave.yaml", old, old + "asOf: 2022-12-31\n").contains(
        "aave.yaml:3:7: warning: the terms of aave are of 2022-12-31, 731 days before the run's valuationDate, 2024-12-31"
      ))
    #expect(try report("aave.yaml", old, old + "asOf: 2024-01-01\n") == "loaded\n")
  }

  // MARK: hints

  @Test func ratesWithoutAProtocolAreOneMistake() throws {
    let report = try BadDocument(
      "rates", "market.yaml",
      "  aave:\n    WETH: {borrow: weth-rates, supply: weth-rates}\n    USDC: {borrow: 0.05}",
      "  WETH: {borrow: weth-rates, supply: weth-rates}\n  USDC: {borrow: 0.05}"
    ).report()
    #expect(
      report
        == "market.yaml:22:3: error: rates has the tokens WETH and USDC where protocols belong\n"
        + "  hint: write the protocol's name and a colon above, and indent the tokens below it\n")
  }

  @Test func aWrapperWithoutItsUnderlyingIsTold() throws {
    let report = try report("tokens/weth.yaml", "underlying: ETH\n", "")
    #expect(report.contains("hint: write price: 3000; of a wrapper write underlying: in its token"))
  }

  @Test func binaryFractionsAreRounded() throws {
    let report = try report([
      ("run.yaml", "step: 1 d", "step: 1 h"),
      (
        "market.yaml", "process: geometric-brownian-motion, volatility: 0.6}",
        "process: student-t, scale: 0.02, degreesOfFreedom: 4}"
      ),
    ])
    #expect(report.contains("the run has steps of 0.04167 days"), "\(report)")
  }
}

/// Documents of another kind than the one that is asked for.
@Suite struct OtherKindTests {
  private func files(_ edits: [String: String] = [:]) -> [String: [UInt8]] {
    ExampleRun.files.merging(edits) { $1 }.mapValues { Array($0.utf8) }
  }

  private func errors(_ files: [String: [UInt8]], _ path: String) throws -> String {
    try TemporaryFolder.with(files) { folder in
      let error = #expect(throws: InputErrors.self) { try RunDocument.load("\(folder)/\(path)") }
      return (error?.description ?? "").replacing(folder + "/", with: "")
    }
  }

  @Test(arguments: [
    ("market.yaml", "market"), ("aave.yaml", "protocol"), ("tokens/eth.yaml", "token"),
  ])
  func aRunIsAskedFor(path: String, kind: String) throws {
    #expect(
      try errors(files(), path)
        == "\(path): error: this is a \(kind) document, not a run document\n"
        + "  hint: give the run document, which names the others")
  }

  @Test func aMappingIsAskedFor() throws {
    try TemporaryFolder.with(files()) { folder in
      let error = #expect(throws: InputErrors.self) {
        try CalibrationDocument.load("\(folder)/market.yaml", writing: "\(folder)/out.yaml")
      }
      #expect(
        error?.errors.map(\.message) == ["this is a market document, not a mapping document"])
    }
  }

  @Test func aBacktestIsAskedFor() throws {
    try TemporaryFolder.with(files()) { folder in
      let error = #expect(throws: InputErrors.self) {
        try BacktestDocument.load("\(folder)/market.yaml")
      }
      #expect(error?.errors.map(\.message) == ["this is a market document, not a run document"])
    }
  }

  @Test func aDocumentInAnothersPlace() throws {
    let run = ExampleRun.run.replacing("market: market.yaml", with: "market: aave.yaml")
    #expect(
      try errors(files(["run.yaml": run]), "run.yaml").contains(
        "run.yaml:12:9: error: market names aave.yaml: it is a protocol document, not a market document"
      ))
  }

  /// The folder of the run as that of its tokens: what is none is told once.
  @Test func aFolderOfEverything() throws {
    let run = ExampleRun.run.replacing("tokens: tokens", with: "tokens: .")
    let report = try errors(files(["run.yaml": run]), "run.yaml")
    #expect(
      report.hasPrefix(
        "run.yaml:13:9: error: the folder of token documents also has aave.yaml (a protocol document), market.yaml (a market document) and run.yaml (a run document)\n"
      ), "\(report)")
    #expect(report.components(separatedBy: ": error: ").count == 2, "\(report)")
  }
}
