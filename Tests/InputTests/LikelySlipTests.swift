import Testing

/// Values that are allowed and wrong, one edit of the example run each, with what is said about them: the right value
/// is worked out by hand.
@Suite struct LikelySlipTests {
  struct Case: Sendable, CustomStringConvertible {
    let name: String
    let file: String
    let old: String
    let new: String
    let says: String
    var description: String { name }

    init(_ name: String, _ file: String, _ old: String, _ new: String, _ says: String) {
      self.name = name
      self.file = file
      self.old = old
      self.new = new
      self.says = says
    }
  }

  static let market = [
    Case(
      "volatility in per cent", "market.yaml", "volatility: 0.6}", "volatility: 80}",
      "market.yaml:4:57: warning: factors.eth.volatility is 80, which is 8,000 % a year; write 0.8 for 80 %"
    ),
    Case(
      "volatility in basis points", "market.yaml", "volatility: 0.6}", "volatility: 6000}",
      "write 0.6 for 6000 basis points"),
    Case(
      "daily volatility", "market.yaml", "volatility: 0.6}", "volatility: 0.04}",
      "which is 4 % a year; write 0.764 for 4 % a day"),
    Case(
      "rate in per cent", "market.yaml", "rate: 0.03}", "rate: 3}",
      "factors.staking.rate is 3, which is 300 % a year; write 0.03 for 3 %"),
    Case(
      "rate of a day", "market.yaml", "rate: 0.03}", "rate: 0.00008}",
      "factors.staking.rate is 8e-05, which is 0.008 % a year; write 0.0292 for 8e-05 a day"),
    Case(
      "fee in per cent", "market.yaml", "fee: 0.1}", "fee: 10}",
      "hint: write 0.1 for 10 %"),
    Case(
      "share that holders keep", "market.yaml", "fee: 0.1}", "fee: 0.9}",
      "write 0.1 for its complement, 0.9"),
    Case(
      "discount volatility in per cent", "market.yaml", "    volatility: 0.004",
      "    volatility: 0.4", "write 0.004 for 0.4 %"),
    Case(
      "half-life for speed", "market.yaml", "speed: 34", "speed: 0.09",
      "factors.discount.speed is 0.09; write 32.9 for 0.09 a day"),
    Case(
      "utilisation in per cent", "market.yaml", "initial: 0.85", "initial: 85",
      "hint: write 0.85 for 85 %"),
    Case(
      "kink written as what is left", "market.yaml", "optimal: 0.9", "optimal: 0.1",
      "write 0.9 for its complement, 0.1"),
    Case(
      "slope in ray", "market.yaml", "slope1: 0.027", "slope1: 2.7e25",
      "hint: write 0.027 for an integer of 27 decimals"),
    Case(
      "borrow rate in per cent", "market.yaml", "USDC: {borrow: 0.05}", "USDC: {borrow: 5.5}",
      "error: rates.aave.USDC.borrow is 5.5; it must be between -1 and 5\n  hint: write 0.055 for 5.5 %"
    ),
    Case(
      "borrow rate of 300 %", "market.yaml", "USDC: {borrow: 0.05}", "USDC: {borrow: 3}",
      "rates.aave.USDC.borrow is 3, which is 300 % a year; write 0.03 for 3 %"),
    Case(
      "borrow rate of a day", "market.yaml", "USDC: {borrow: 0.05}", "USDC: {borrow: 0.00015}",
      "write 0.0547 for 0.00015 a day"),
    Case(
      "borrow rate in ray", "market.yaml", "USDC: {borrow: 0.05}", "USDC: {borrow: 5.5e25}",
      "hint: write 0.055 for an integer of 27 decimals"),
    Case(
      "price of the oracle", "market.yaml", "price: 3000", "price: 300000000000",
      "tokens.ETH.price is 3e11; write 3000 for an integer of 8 decimals"),
    Case(
      "price in wei", "market.yaml", "price: 3000", "price: 3e21",
      "hint: write 3000 for an integer of 18 decimals"),
    Case(
      "price in ETH", "market.yaml", "price: 3000", "price: 1",
      "warning: tokens.ETH.price is 1; 100 to 50000 is usual"),
    Case(
      "inverse price", "market.yaml", "price: 3000", "price: 0.0003333333333333",
      "write 3000 for its inverse, 0.0003333333333333"),
    Case(
      "dollar in ETH", "market.yaml", "price: 1.0}", "price: 0.00033}",
      "tokens.USDC.price is 0.00033; write 0.99 for 0.00033 ETH"),
    Case(
      "dollar in base units", "market.yaml", "price: 1.0}", "price: 1000000}",
      "write 1 for an integer of 6 decimals"),
    Case(
      "dollar off par", "market.yaml", "price: 1.0}", "price: 0.88}",
      "tokens.USDC.price is 0.88: a stablecoin 12 % below par on the valuation date"),
    Case(
      "exchange rate in dollars", "market.yaml", "exchangeRate: 1.2", "exchangeRate: 3600",
      "tokens.wstETH.exchangeRate is 3600; write 1.2 for 3600 US dollars"),
    Case(
      "inverse exchange rate", "market.yaml", "exchangeRate: 1.2", "exchangeRate: 0.8333333",
      "write 1.2 for its inverse, 0.8333333"),
    Case(
      "exchange rate in wei", "market.yaml", "exchangeRate: 1.2", "exchangeRate: 1.2e18",
      "hint: write 1.2 for an integer of 18 decimals"),
    Case(
      "exchange rate in per cent", "market.yaml", "exchangeRate: 1.2", "exchangeRate: 120",
      "write 1.2 for 120 %"),
    Case(
      "discount of 6 %", "market.yaml", "    speed: 34", "    level: 0.06\n    speed: 34",
      "factors.discount.level is 0.06, which is 5.8 % below redemption; write 0.0006 for 0.06 %"),
    Case(
      "level is the ratio", "market.yaml", "    speed: 34", "    level: 0.9994\n    speed: 34",
      "error: discount starts at 0.9994: the token trades 63 % below redemption on the valuation date; a log discount of 0.06 % is 0.0006"
    ),
    Case(
      "premium of more than twice", "market.yaml", "    speed: 34",
      "    initialDeviation: -0.8\n    speed: 34",
      "error: discount starts at -0.8: the token trades 120 % above redemption on the valuation date"
    ),
    Case(
      "deviation that adds up to 8 %", "market.yaml", "    speed: 34",
      "    level: 0.03\n    initialDeviation: 0.05\n    speed: 34",
      "discount starts at 0.08: the token trades 7.7 % below redemption on the valuation date"),
    Case(
      "no factor", "market.yaml", "price: 3000, factor: eth", "price: 3000",
      "warning: tokens.ETH has no factor: the price of WETH stays as it is on every path"),
    Case(
      "no discount", "market.yaml",
      "exchangeRate: 1.2, exchangeRateFactor: lido, discountFactor: discount",
      "exchangeRate: 1.2, exchangeRateFactor: lido",
      "tokens.wstETH has no discountFactor: it trades at its redemption value on every path"),
    Case(
      "factor that nothing uses", "market.yaml", "  staking: {",
      "  peg: {process: constant-rate, rate: 0.04}\n  staking: {",
      "factors.peg moves nothing: no token, rate or other factor names it"),
    Case(
      "copula", "market.yaml", "{kind: gaussian}", "{kind: student-t, degreesOfFreedom: 400}",
      "dependence.degreesOfFreedom is 400; 2.01 to 60 is usual"),
  ]

  static let terms = [
    Case(
      "bonus with the 1", "aave.yaml", "liquidationBonus: 0.06", "liquidationBonus: 1.06",
      "error: reserves.wstETH.liquidationBonus is 1.06; it is what a liquidator gets on top, 0.06; Aave writes 10600"
    ),
    Case(
      "bonus of Aave", "aave.yaml", "liquidationBonus: 0.06", "liquidationBonus: 10600",
      "reserves.wstETH.liquidationBonus is 10600; it is what a liquidator gets on top, 0.06; Aave writes 10600"
    ),
    Case(
      "bonus of an e-mode", "aave.yaml", "liquidationBonus: 0.01,", "liquidationBonus: 101,",
      "eModes.1.liquidationBonus is 101; it is what a liquidator gets on top, 0.01; Aave writes 10100"
    ),
    Case(
      "bonus in per cent", "aave.yaml", "liquidationBonus: 0.06", "liquidationBonus: 6",
      "is 6; it is what a liquidator gets on top, 0.06"),
    Case(
      "bonus of half a per cent", "aave.yaml", "liquidationBonus: 0.06", "liquidationBonus: 0.5",
      "warning: reserves.wstETH.liquidationBonus is 0.5, which is 50 %; write 0.005 for 0.5 %"
    ),
    Case(
      "bonus in wei", "aave.yaml", "liquidationBonus: 0.06", "liquidationBonus: 1.06e18",
      "it is what a liquidator gets on top, 0.06"),
    Case(
      "threshold in per cent", "aave.yaml", "liquidationThreshold: 0.81",
      "liquidationThreshold: 81", "hint: write 0.81 for 81 %"),
    Case(
      "threshold of Aave", "aave.yaml", "liquidationThreshold: 0.81",
      "liquidationThreshold: 8100", "hint: write 0.81 for 8100 basis points"),
    Case(
      "cap in wei", "aave.yaml", "cap: 1.25", "cap: 1.25e18",
      "write 1.25 for an integer of 18 decimals"),
    Case("growth in per cent", "aave.yaml", "growth: 0.1}", "growth: 10}", "write 0.1 for 10 %"),
    Case(
      "cap below the exchange rate", "aave.yaml", "cap: 1.25", "cap: 1.0",
      "aave values wstETH 16.7 % below its market price on the valuation date"),
    Case(
      "oracle above the market", "market.yaml", "    speed: 34", "    level: 0.02\n    speed: 34",
      "aave values wstETH 2.02 % above its market price on the valuation date, more than its liquidation bonus, 1 %"
    ),
    Case(
      "close factor in per cent", "aave.yaml", "{version: 3}", "{version: 3, closeFactor: 50}",
      "hint: write 0.5 for 50 %"),
    Case(
      "base value with 8 decimals", "aave.yaml", "{version: 3}",
      "{version: 3, minimumBaseValue: 200000000000}",
      "parameters.minimumBaseValue is 2e11; write 2000 for an integer of 8 decimals"),
  ]

  static let run = [
    Case(
      "levels of the other tail", "run.yaml", "levels: [0.95, 0.99]", "levels: [0.01, 0.99]",
      "run.yaml:9:10: warning: levels[0] is 0.01; levels are confidences: write 0.99 for the worst 1 %"
    ),
    Case(
      "attribution of the other tail", "run.yaml", "attributionLevel: 0.975",
      "attributionLevel: 0.025",
      "attributionLevel is 0.025; levels are confidences: write 0.975 for the worst 2.5 %"),
    Case(
      "level in per cent", "run.yaml", "attributionLevel: 0.975", "attributionLevel: 97.5",
      "hint: write 0.975 for 97.5 %"),
    Case(
      "limit as a share", "run.yaml",
      "{measure: liquidation_probability, account: a02, hard: 0.5}",
      "{measure: es, level: 0.99, total: true, hard: 0.2}",
      "hard is 0.2 USD, next to nothing of a collateral of"),
    Case(
      "limit in wei", "run.yaml",
      "{measure: liquidation_probability, account: a02, hard: 0.5}",
      "{measure: var, level: 0.99, total: true, hard: 1e23}", "it cannot be reached"),
    Case(
      "limit in per cent as a fraction", "run.yaml", "warn: 10, hard: 20", "warn: 0.05, hard: 20",
      "limits[0].warn is 0.05; write 5 for 5 %"),
    Case(
      "tail of equity in per cent as a fraction", "run.yaml", "warn: 10, hard: 20",
      "warn: 0.09, hard: 20", "limits[0].warn is 0.09; write 9 for 9 %"),
    Case(
      "bad debt in per cent as a fraction", "run.yaml",
      "{measure: liquidation_probability, account: a02, hard: 0.5}",
      "{measure: mean, book: dollars, hard: 0.0005, unit: percent}",
      "limits[1].hard is 0.0005; write 0.05 for 0.05 %"),
    Case(
      "probability above 100 %", "run.yaml",
      "account: a02, hard: 0.5}", "account: a02, hard: 5000, unit: percent}",
      "limits[1].hard is 5000; a probability must be at most 100 per cent"),
  ]

  static let portfolio = [
    Case(
      "amount in wei", "portfolio.csv", "wstETH,100.5", "wstETH,1e20",
      "portfolio.csv:2:1: warning: account a01 holds 1e20 wstETH; there are 1.2e8: amounts are in token units, not wei\n  hint: write 100 for 1e20 wei"
    ),
    Case(
      "debt with 6 decimals", "portfolio.csv", "USDC,20000", "USDC,2000000000000",
      "account a02 owes 2e12 USDC; that is 2e12 USD: amounts are in token units, not integers of 6 decimals\n  hint: write 2000000 for"
    ),
    Case(
      "amount in Gwei", "portfolio.csv", "wstETH,100.5", "wstETH,1e11",
      "amounts are in token units, not Gwei\n  hint: write 100 for 1e11 Gwei"),
    Case(
      "health that nobody has", "portfolio.csv",
      "wstETH,10,0.8\na02,dollars,aave,,collateral,USDC,5000,\na02,dollars,aave,,debt,USDC,20000",
      "wstETH,10000,0.8\na02,dollars,aave,,collateral,USDC,5000,\na02,dollars,aave,,debt,USDC,2",
      "account a02 has a health factor of 14400000: its debt is worth 2 USD"),
    Case(
      "health", "portfolio.csv", "USDC,20000", "USDC,0.02",
      "account a02 has a health factor above 1e6 because it owes less than 1 USD"
    ),
    Case(
      "one account is all", "portfolio.csv", "wstETH,100.5,\na01,loops,aave,1,debt,WETH,105,",
      "wstETH,1005000,\na01,loops,aave,1,debt,WETH,1050000,",
      "account a01 is worth 88200 times all others together\n  hint: the figures of the total are its own"
    ),
    Case(
      "threshold in per cent", "portfolio.csv", "wstETH,10,0.8", "wstETH,10,80",
      "hint: write 0.8 for 80 %"),
  ]

  @Test(arguments: market + terms + run + portfolio) func isNamed(_ slip: Case) throws {
    let report = try BadDocument(slip.name, slip.file, slip.old, slip.new).report()
    #expect(report.contains(slip.says), "\(report)")
  }

  /// Limits in per cent that risk managers write: bad debt by thousandths, equity by tenths.
  @Test(arguments: [
    "{measure: bad_debt_probability, book: dollars, warn: 0.05, hard: 0.1, unit: percent}",
    "{measure: mean, book: dollars, warn: 0.01, unit: percent}",
    "{measure: es, level: 0.99, book: dollars, warn: 0.05, unit: percent}",
    "{measure: es, level: 0.99, book: loops, warn: 0.5, hard: 1, unit: percent}",
  ])
  func limitsInPerCentAreUsual(_ limit: String) throws {
    let report = try BadDocument(
      "limit", "run.yaml", "{measure: liquidation_probability, account: a02, hard: 0.5}", limit
    ).report()
    #expect(report == "loaded\n")
  }

  private static func portfolio(_ rows: [String]) -> String {
    "account,book,protocol,e_mode,side,token,amount,liquidation_threshold\n"
      + rows.map { "\($0)\n" }.joined()
  }

  /// 5,000 wstETH of 3,600 USD beside one WETH of 3,000: 6,000 times, and nobody's wei.
  @Test func aLargeAccountBesideATestAccountIsNoSlip() throws {
    let report = try BadDocument(
      "large", "portfolio.csv",
      whole: Self.portfolio([
        "a01,loops,aave,,collateral,wstETH,5000,", "a01,loops,aave,,debt,USDC,5000000,",
        "a02,dollars,aave,,collateral,WETH,1,", "a02,dollars,aave,,debt,USDC,100,",
      ])
    ).report()
    #expect(
      report
        == "loaded\nportfolio.csv:2:1: warning: account a01 is worth 6000 times all others together\n"
        + "  hint: the figures of the total are its own\n")
  }

  /// 2e9 USDC beside 3,000 USD are 2,000 USDC with its six decimals.
  @Test func baseUnitsBesideATestAccountAreNamed() throws {
    let report = try BadDocument(
      "units", "portfolio.csv",
      whole: Self.portfolio([
        "a01,loops,aave,,collateral,WETH,1,", "a01,loops,aave,,debt,USDC,100,",
        "a02,dollars,aave,,collateral,USDC,2000000000,", "a02,dollars,aave,,debt,WETH,1000,",
      ])
    ).report()
    #expect(report.contains("account a02 is worth 667000 times all others together"))
    #expect(report.contains("check 2e9 USDC: as integers of 6 decimals it would be 2000"))
  }

  /// The smallest bonus counts, 1 % of a01 in e-mode 1, whichever account stands first.
  @Test func oracleAgainstTheSmallestBonus() throws {
    let first = "a01,loops,aave,1,collateral,wstETH,100.5,\na01,loops,aave,1,debt,WETH,105,\n"
    let last = "a02,dollars,aave,,debt,USDC,20000,\n"
    let report = try BadDocument(
      "order", "run.yaml",
      edit: .several([
        ("market.yaml", "    speed: 34", "    level: 0.02\n    speed: 34"),
        ("portfolio.csv", first, ""), ("portfolio.csv", last, last + first),
      ])
    ).report()
    #expect(
      report.contains(
        "aave values wstETH 2.02 % above its market price on the valuation date, more than its liquidation bonus, 1 %"
      ))
  }

  /// A total without the book loops has a collateral of 41,000 USD, and 1e6 is 24.4 times that.
  @Test func limitsOnTheTotalAreOfTheBooksThatItAdds() throws {
    func report(_ loops: String) throws -> String {
      try BadDocument(
        "total", "run.yaml",
        edit: .several([
          ("run.yaml", "{name: loops, view: borrower}", loops),
          (
            "run.yaml", "{measure: liquidation_probability, account: a02, hard: 0.5}",
            "{measure: es, level: 0.99, total: true, hard: 1000000}"
          ),
        ])
      ).report()
    }
    #expect(
      try report("{name: loops, view: borrower, own: false}").contains(
        "hard is 1000000 USD, 24.4 times all the collateral that it is about; it cannot be reached"
      ))
    #expect(try report("{name: loops, view: borrower}") == "loaded\n")
  }

  /// A discount that starts 6 % below is told where its first value is written.
  @Test func aDiscountIsToldWhereItStarts() throws {
    let old = """
        discount:
          process: discount
          logReturn: eth
          speed: 34
          volatility: 0.004
          prior: true
      """
    let new = """
        ratio: {process: student-t, scale: 0.0012, degreesOfFreedom: 3}
        discount:
          process: ratio-discount
          logReturn: ratio
          initial: 0.06
      """
    let report = try BadDocument(
      "start", "run.yaml",
      edit: .several([
        ("market.yaml", old, new), ("market.yaml", "[eth, discount, -0.3]", "[eth, usage, -0.3]"),
      ])
    ).report()
    #expect(
      report.contains(
        "market.yaml:11:14: warning: discount starts at 0.06: the token trades 5.8 % below redemption"
      ), "\(report)")
  }

  /// One mistake is told once, although the level of a discount is read before it is simulated.
  @Test func aLevelThatIsARatioIsOneMistake() throws {
    let report = try BadDocument(
      "ratio", "market.yaml", "    speed: 34", "    level: 0.9994\n    speed: 34"
    ).report()
    #expect(report.components(separatedBy: "0.9994:").count == 2)
    #expect(!report.contains("factors.discount.level"))
  }

  /// 0.0012 a day is what the ratio of stETH to ETH moves, but nothing that ETH does.
  @Test func ratiosMayMoveLittle() throws {
    let ratio = """
      ratio: {process: student-t, scale: 0.0012, degreesOfFreedom: 3}
        discount: {process: ratio-discount, logReturn: ratio}
      """
    let old = """
        discount:
          process: discount
          logReturn: eth
          speed: 34
          volatility: 0.004
          prior: true
      """
    let quiet = try BadDocument(
      "ratio", "run.yaml",
      edit: .several([
        ("market.yaml", old, "  " + ratio),
        ("market.yaml", "[eth, discount, -0.3]", "[eth, usage, -0.3]"),
      ])
    ).report()
    #expect(quiet == "loaded\n")
    let loud = try BadDocument(
      "price", "market.yaml", "{process: geometric-brownian-motion, volatility: 0.6}",
      "{process: student-t, scale: 0.0012, degreesOfFreedom: 3}"
    ).report()
    #expect(loud.contains("factors.eth.scale is 0.0012, which is 0.12 % a day"))
  }

  /// Numbers of policies: levels, haircuts, days, and what the solver keeps to.
  @Test(arguments: [
    ("level: 0.99\n", "level: 0.01\n", "policies.level is 0.01; levels are confidences"),
    (
      "policy: fixed, haircut: 0.25", "policy: value-at-risk, level: 0.01",
      "policies.candidates[1].level is 0.01; levels are confidences: write 0.99 for the worst 1 %"
    ),
    ("haircut: 0.25", "haircut: 25", "hint: write 0.25 for 25 %"),
    (
      "haircut: 0.25", "haircut: 0.25, bonus: 1.05",
      "bonus is 1.05; it is what a liquidator gets on top, 0.05; Aave writes 10500"
    ),
    ("stressedWait: 40", "stressedWait: 960", "write 40 for 960 hours"),
    ("wstETH: 1000000", "wstETH: 6e25", "write 60000000 for an integer of 18 decimals"),
    ("limit: 0.01", "limit: 0.01, buffer: 0.5", "write 0.005 for 0.5 %"),
    ("limit: 0.01", "limit: 0.99", "write 0.01 for its complement, 0.99"),
    ("same-share", "{healthFactor: 120}", "write 1.2 for 120 %"),
    (
      "wait: 1, stressedWait: 40", "wait: 40, stressedWait: 1",
      "policies.exitQueue.stressedWait is 1, below wait, 40\n  hint: queues are longer"
    ),
    (
      "wstETH: 1000000", "wstETH: 1000000, USDC: 900",
      "policies.liquidity.USDC is 900, less than a thousandth of every other reserve"
    ),
    // 110.5 wstETH of 3,600 USD.
    (
      "wstETH: 1000000", "wstETH: 15000",
      "policies.liquidity.wstETH is 15000 USD, 3.8 % of the portfolio's wstETH"
    ),
    (
      "limit: 0.01", "limit: 2000000",
      "hint: a budget is a share: 0.01 for 1 %; of es a share of the debt, no amount"
    ),
    (
      "solve: {", "records: {a01: -1}\n  solve: {",
      "hint: a record is 0 where there is none and 1 at its best"
    ),
    // A year is no number of hours; 240 hours are ten days.
    (
      "policy: fixed, haircut: 0.25", "policy: value-at-risk, days: 365",
      "policies.candidates[1].days is 365; 1 to 90 is usual"
    ),
    (
      "policy: fixed, haircut: 0.25", "policy: value-at-risk, days: 240",
      "policies.candidates[1].days is 240; write 10 for 240 hours"
    ),
  ])
  func policiesAreRead(_ old: String, _ new: String, _ says: String) throws {
    let policies = """
      policies:
        candidates:
          - {name: today, policy: protocol}
          - {name: other, policy: fixed, haircut: 0.25}
        level: 0.99
        borrowers: same-share
        history:
          eth: {file: closes.csv, column: close}
        exitQueue: {wait: 1, stressedWait: 40}
        liquidity: {wstETH: 1000000}
        solve: {measure: es, limit: 0.01}

      """
    let report = try BadDocument(
      "policies", "run.yaml", whole: ExampleRun.run + policies.replacing(old, with: new)
    ).report()
    #expect(report.contains(says), "\(report)")
  }

  @Test func dollarsOfTheLimitInARunInETH() throws {
    let report = try BadDocument(
      "dollars", "run.yaml",
      edit: .several([
        ("run.yaml", "numeraire: USD", "numeraire: ETH"),
        (
          "run.yaml", "{measure: liquidation_probability, account: a02, hard: 0.5}",
          "{measure: es, level: 0.99, total: true, hard: 90000}"
        ),
      ])
    ).report()
    #expect(report.contains("hard is 90000 ETH"))
    #expect(report.contains("in ETH it would be 30"))
  }
}
