import Diagnostics
import Glibc
import Input
import Testing

@Suite struct BadPortfolioTests {
  private func bad(_ name: String, _ old: String, _ new: String) -> BadDocument {
    BadDocument(name, "portfolio.csv", old, new)
  }
  private func whole(_ name: String, _ text: String) -> BadDocument {
    BadDocument(name, "portfolio.csv", whole: text)
  }

  @Test func tables() throws {
    let text = ExampleRun.portfolio
    try expectGolden(
      [
        whole("empty", ""),
        whole("only the header", text.prefix { $0 != "\n" } + "\n"),
        whole("semicolons", text.replacing(",", with: ";")),
        whole("lone carriage returns", text.replacing("\n", with: "\r")),
        BadDocument("UTF-16", "portfolio.csv", edit: .bytes([0xFE, 0xFF, 0, 0x61])),
        BadDocument("gzip", "portfolio.csv", edit: .bytes([0x1F, 0x8B, 8, 0])),
        bad("missing column", ",amount,", ",amount2,"),
        bad("renamed column", ",token,", ",tokn,"),
        bad("repeated column", ",e_mode,", ",book,"),
        bad("short row", "a01,loops,aave,1,debt,WETH,105,", "a01,loops,aave,1,debt,WETH"),
        bad("long row", "debt,WETH,105,", "debt,WETH,1,050,5"),
        bad("unclosed quote", "a01,loops,aave,1,debt", "\"a01,loops,aave,1,debt"),
        bad("quote inside", "debt,WETH", "de\"bt,WETH"),
        bad("blank line", "a02,dollars,aave,,debt", "\na02,dollars,aave,,debt"),
      ], "portfolio-table")
  }

  @Test func amounts() throws {
    let cells = [
      "", " ", "nan", "NaN", "inf", "1e999", "-1", "-0.0001", "0x10", "1_000", "1 000", "ten", "5%",
      "=1+1", "١٢", "1e31", "$5", "1.2.3", "null",
    ]
    try expectGolden(
      cells.map { bad("amount: \($0)", "wstETH,100.5,", "wstETH,\($0),") }, "portfolio-amount")
  }

  @Test func rows() throws {
    try expectGolden(
      [
        bad("unknown protocol", "a01,loops,aave,1,debt", "a01,loops,aav,1,debt"),
        bad("unknown side", "a01,loops,aave,1,debt", "a01,loops,aave,1,borrow"),
        bad("unknown token", "debt,WETH", "debt,WETC"),
        bad("token without a reserve", "debt,WETH", "debt,ETH"),
        bad("token empty", "debt,WETH", "debt,"),
        bad("unknown e-mode", "a01,loops,aave,1,debt", "a01,loops,aave,2,debt"),
        bad("e-mode text", "a01,loops,aave,1,debt", "a01,loops,aave,eth,debt"),
        bad("not borrowable in the e-mode", "debt,WETH,105", "debt,USDC,105"),
        bad("other book", "a01,loops,aave,1,debt", "a01,dollars,aave,1,debt"),
        bad("other e-mode", "a01,loops,aave,1,debt", "a01,loops,aave,,debt"),
        bad("unlisted book", "a02,dollars,aave,,debt", "a03,other,aave,,debt"),
        bad("token twice", "collateral,USDC", "collateral,wstETH"),
        bad("id empty", "a01,loops,aave,1,debt", ",loops,aave,1,debt"),
        bad("id is a formula", "a01,loops,aave,1,debt", "=a01,loops,aave,1,debt"),
        bad("id with +", "a01,loops,aave,1,debt", "+a01,loops,aave,1,debt"),
        bad("id with @", "a01,loops,aave,1,debt", "@a01,loops,aave,1,debt"),
        bad("id with a tab", "a01,loops,aave,1,debt", "a\t01,loops,aave,1,debt"),
        bad("id with a line end", "a01,loops,aave,1,debt", "\"a\n01\",loops,aave,1,debt"),
        bad(
          "id too long", "a01,loops,aave,1,debt",
          String(repeating: "a", count: 65) + ",loops,aave,1,debt"),
        bad("threshold above 1", "wstETH,10,0.8", "wstETH,10,80"),
        bad("threshold negative", "wstETH,10,0.8", "wstETH,10,-0.8"),
        bad("threshold of a debt", "debt,USDC,20000,", "debt,USDC,20000,0.8"),
        bad("threshold text", "wstETH,10,0.8", "wstETH,10,high"),
        bad(
          "several in one row", "a01,loops,aave,1,debt,WETH,105", "=a01,loops,aav,1,dept,WETC,-1"),
      ], "portfolio-rows")
  }

  /// A pipe that nobody writes to and a link to itself: refused, never waited for.
  @Test(.timeLimit(.minutes(1)), arguments: [true, false])
  func neverWaits(isPipe: Bool) throws {
    var files = ExampleRun.files.mapValues { Array($0.utf8) }
    files["portfolio.csv"] = nil
    try TemporaryFolder.with(files) { folder in
      let path = "\(folder)/portfolio.csv"
      #expect((isPipe ? mkfifo(path, 0o600) : symlink(path, path)) == 0)
      let error = #expect(throws: InputErrors.self) { try RunDocument.load("\(folder)/run.yaml") }
      let wanted = isPipe ? "this is a pipe, not a file" : "a loop of symbolic links"
      #expect(error?.description.contains(wanted) ?? false)
    }
  }

  /// Of 3,000 wrong cells ten are listed and the others counted.
  @Test func manyMistakes() throws {
    let rows = (0..<3_000).map { "a\($0),loops,aave,,collateral,WETH,x\n" }.joined()
    let header = "account,book,protocol,e_mode,side,token,amount\n"
    let report = try whole("many", header + rows).report()
    #expect(
      report.contains(
        "portfolio.csv:11:32: error: amount is 'x'; it is not a number … and 2,990 more"))
    #expect(!report.contains("portfolio.csv:12"))
  }
}
