import Testing

@testable import Input

/// Names that are one, e-modes that are none, words that have another name here.
@Suite struct OneNameTests {
  private func portfolio(_ rows: String...) throws -> String {
    try BadDocument(
      "names", "run.yaml",
      edit: .several([
        ("run.yaml", "  - {name: dollars, view: lender}\n", ""),
        ("run.yaml", "  - {measure: liquidation_probability, account: a02, hard: 0.5}\n", ""),
        ("portfolio.csv", ExampleRun.portfolio, Self.header + rows.joined(separator: "\n") + "\n"),
      ])
    ).report()
  }

  private static let header = "account,book,protocol,side,token,amount,e_mode\n"
  private static let small = "0xabcdef0000000000000000000000000000000001"
  private static let mixed = "0xAbCdEf0000000000000000000000000000000001"

  /// Subgraphs write small letters, wallets and Etherscan capitals as check sums (EIP-55).
  @Test func oneAddressInCapitals() throws {
    let report = try portfolio(
      "\(Self.mixed),loops,aave,collateral,WETH,1000,",
      "\(Self.small),loops,aave,debt,USDC,1500000,")
    #expect(
      report.contains(
        "portfolio.csv:3:1: error: account \(Self.small) differs from \(Self.mixed) in line 2 only in capitals"
      ), "\(report)")
  }

  @Test(arguments: [
    "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{AD}", "\u{202E}", "\u{2066}", "\u{2060}", "\u{180E}",
  ])
  func oneIdWithWhatCannotBeSeen(_ character: Character) throws {
    let report = try portfolio(
      "loop,loops,aave,collateral,WETH,1000,", "lo\(character)op,loops,aave,debt,USDC,1500,")
    let code = String(character.unicodeScalars.map(\.value).first ?? 0, radix: 16, uppercase: true)
    #expect(
      report.contains(
        "error: account lo\\u{\(code)}op differs from loop in line 2 only in invisible characters"),
      "\(report)")
  }

  /// A zero-width space at the end of an address in other capitals is one address all the same.
  @Test func bothAtOnce() throws {
    let report = try portfolio(
      "\(Self.mixed),loops,aave,collateral,WETH,1000,",
      "\(Self.small)\u{200B},loops,aave,debt,USDC,1500000,")
    #expect(report.contains("error: account"))
  }

  @Test func namesOfENSAreAddresses() throws {
    let report = try portfolio(
      "Vitalik.eth,loops,aave,collateral,WETH,1000,", "vitalik.eth,loops,aave,debt,USDC,1500,")
    #expect(report.contains("error: account vitalik.eth differs from Vitalik.eth in line 2"))
  }

  /// Ids that somebody chose may differ in capitals; it is asked about.
  @Test func chosenNamesAreAskedAbout() throws {
    let report = try portfolio(
      "Loop,loops,aave,collateral,WETH,1000,", "loop,loops,aave,collateral,WETH,1000,")
    #expect(
      report.contains("warning: account loop differs from Loop in line 2 only in capitals"))
    #expect(report.hasPrefix("loaded"))
  }

  @Test func booksHaveOneSpelling() throws {
    let report = try portfolio(
      "a,loops,aave,collateral,WETH,1000,", "b,loops\u{200B},aave,collateral,WETH,1000,")
    #expect(report.contains("book loops\\u{200B} differs from loops in line 2 only in invisible"))
  }

  /// Different addresses, and one address on all its rows, are what they are.
  @Test func nothingIsSaidOfOtherNames() throws {
    let report = try portfolio(
      "\(Self.mixed),loops,aave,collateral,WETH,1000,", "\(Self.mixed),loops,aave,debt,USDC,1000,",
      "\(Self.mixed.dropLast())2,loops,aave,collateral,WETH,1000,")
    #expect(!report.contains("differs"))
    #expect(report.hasPrefix("loaded"))
  }

  /// A limit finds the account whatever the capitals of its address.
  @Test func limitsFindAddresses() throws {
    let report = try BadDocument(
      "limit", "run.yaml",
      edit: .several([
        ("run.yaml", "account: a02, hard", "account: \(Self.small), hard"),
        ("run.yaml", "  - {name: dollars, view: lender}\n", ""),
        (
          "portfolio.csv", ExampleRun.portfolio,
          Self.header + "\(Self.mixed),loops,aave,collateral,WETH,1000,\n"
            + "\(Self.mixed),loops,aave,debt,USDC,1000,\n"
        ),
      ])
    ).report()
    #expect(report == "loaded\n")
  }

  /// As on chain: an e-mode of 0 is none, and agrees with an empty cell.
  @Test func eModeZeroIsNone() throws {
    let report = try portfolio(
      "a,loops,aave,collateral,WETH,1000,0", "a,loops,aave,debt,USDC,1000,")
    #expect(report == "loaded\n")
    let document = try BadDocument("e-mode", "aave.yaml", "  1: {label", "  0: {label").report()
    #expect(document.contains("hint: 0 means no e-mode, as on chain; remove it"))
  }

  @Test(arguments: [
    ("run.yaml", "measure: es,", "measure: cvar,", "hint: cvar is called es here"),
    ("run.yaml", "measure: es,", "measure: tvar,", "hint: tvar is called es here"),
    (
      "run.yaml", "measure: es,", "measure: expected shortfall,",
      "hint: expected shortfall is called es here"
    ),
    (
      "run.yaml", "measure: es,", "measure: value at risk,",
      "hint: value at risk is called var here"
    ),
    ("run.yaml", "levels:", "confidence:", "hint: confidence is called levels here"),
    ("run.yaml", "paths:", "simulations:", "hint: simulations is called paths here"),
    (
      "aave.yaml", "    liquidationThreshold: 0.81", "    lltv: 0.81",
      "hint: lltv is called liquidationThreshold here"
    ),
    (
      "aave.yaml", "    liquidationThreshold: 0.81", "    liquidation ltv: 0.81",
      "hint: liquidation ltv is called liquidationThreshold here"
    ),
    (
      "aave.yaml", "    maxLoanToValue: 0.78", "    ltv: 0.78",
      "hint: ltv is called maxLoanToValue here"
    ),
    (
      "aave.yaml", "    liquidationBonus: 0.06", "    liquidationPenalty: 0.06",
      "hint: liquidationPenalty is called liquidationBonus here"
    ),
    (
      "aave.yaml", "{version: 3}", "{version: 3, maxCloseFactor: 0.5}",
      "hint: maxCloseFactor is called closeFactor here"
    ),
    (
      "market.yaml", "process: geometric-brownian-motion", "process: gbm",
      "hint: gbm is called geometric-brownian-motion here"
    ),
    (
      "market.yaml", "volatility: 0.6}", "sigma: 0.6}", "hint: sigma is called volatility here"
    ),
    (
      "portfolio.csv", "e_mode,side,token,amount", "e_mode,side,asset,amount",
      "hint: asset is called token here"
    ),
    ("portfolio.csv", "account,book", "address,book", "hint: address is called account here"),
    (
      "portfolio.csv", "aave,1,debt,WETH", "aave,1,borrow,WETH", "hint: borrow is called debt here"
    ),
  ])
  func synonymsGetTheRightWord(
    _ file: String, _ old: String, _ new: String, _ hint: String
  ) throws {
    let report = try BadDocument("synonym", file, old, new).report()
    #expect(report.contains(hint), "\(report)")
  }

  /// Composed and decomposed é are one id: a token that stands twice is refused.
  @Test func oneIdInUnicode() throws {
    let report = try portfolio(
      "caf\u{E9},loops,aave,collateral,WETH,1,", "cafe\u{301},loops,aave,collateral,WETH,1,")
    #expect(report.contains("has it as collateral already"))
  }

  /// A threshold of 0 is supply that is not collateral: it neither counts nor is seized.
  @Test func supplyThatIsNotCollateral() throws {
    let report = try BadDocument(
      "supply", "portfolio.csv", "wstETH,10,0.8", "wstETH,10,0"
    ).report()
    // 5,000 x 0.78 / 20,000.
    #expect(report.contains("account 'a02' has a health factor of 0.195 at the valuation date"))
  }
}
