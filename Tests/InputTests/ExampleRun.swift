import Foundation
import Tables

/// A small complete run, small enough that every line of it is edited by some test.
enum ExampleRun {
  static let files: [String: String] = [
    "run.yaml": run, "market.yaml": market, "aave.yaml": aave, "portfolio.csv": portfolio,
    "tokens/eth.yaml": "symbol: ETH\nname: Ether\nkind: native\n",
    "tokens/weth.yaml": "symbol: WETH\nkind: native\nunderlying: ETH\n",
    "tokens/wsteth.yaml":
      "symbol: wstETH\nkind: exchange-rate\nunderlying: ETH\nprotocolFee: 0.10\n",
    "tokens/steth.yaml": "symbol: stETH\nkind: rebasing\nunderlying: ETH\n",
    "tokens/usdc.yaml": "symbol: USDC\nkind: stable\n", "closes.csv": closes,
    "empty/readme.txt": "no documents\n",
  ]

  /// Closes of the 400 days up to the valuation date.
  static let closes: String = {
    let last = CalendarDate(year: 2024, month: 12, day: 31)
    let rows = (0..<400).map { k in
      "\(last?.adding(days: k - 399).description ?? ""),\(3_000 + 100 * (k % 7))\n"
    }
    return "date,close\n" + rows.joined()
  }()

  static let run = """
    name: Example
    valuationDate: 2024-12-31
    horizon: 30 d
    step: 1 d
    paths: 10000
    seed: 7
    workers: 2
    numeraire: USD
    levels: [0.95, 0.99]
    attributionLevel: 0.975
    accountTails: [equity_loss, bad_debt]
    market: market.yaml
    tokens: tokens
    protocols: [aave.yaml]
    portfolio: portfolio.csv
    books:
      - {name: loops, view: borrower}
      - {name: dollars, view: lender}
    limits:
      - {measure: es, level: 0.99, book: loops, warn: 10, hard: 20, unit: percent, on: upper}
      - {measure: liquidation_probability, account: a02, hard: 0.5}

    """

  static let market = """
    asOf: 2024-12-31
    dependence: {kind: gaussian}
    factors:
      eth: {process: geometric-brownian-motion, volatility: 0.6}
      staking: {process: constant-rate, rate: 0.03}
      lido: {process: exchange-rate, rewardRate: staking, fee: 0.1}
      discount:
        process: discount
        logReturn: eth
        speed: 34
        volatility: 0.004
        prior: true
      usage: {process: utilisation, initial: 0.85, mean: 0.84, speed: 12, volatility: 1.8}
      weth-rates: {process: kinked-rate, utilisation: usage, slope1: 0.027, slope2: 0.8, optimal: 0.9, reserveFactor: 0.15}
    tokens:
      ETH: {price: 3000, factor: eth}
      WETH: {}
      wstETH: {exchangeRate: 1.2, exchangeRateFactor: lido, discountFactor: discount}
      stETH: {exchangeRateFactor: lido, discountFactor: discount}
      USDC: {price: 1.0}
    rates:
      aave:
        WETH: {borrow: weth-rates, supply: weth-rates}
        USDC: {borrow: 0.05}
    correlation:
      pairs:
        - [eth, discount, -0.3]

    """

  static let aave = """
    name: aave
    adapter: aave-v3
    parameters: {version: 3}
    reserves:
      WETH: {maxLoanToValue: 0.8, liquidationThreshold: 0.83, liquidationBonus: 0.05}
      wstETH:
        maxLoanToValue: 0.78
        liquidationThreshold: 0.81
        liquidationBonus: 0.06
        liquidationProtocolFee: 0.1
        oracle: {kind: capped-rate, cap: 1.25, growth: 0.1}
      stETH: {maxLoanToValue: 0.7, liquidationThreshold: 0.75, liquidationBonus: 0.07, oracle: {kind: market}}
      USDC: {maxLoanToValue: 0.75, liquidationThreshold: 0.78, liquidationBonus: 0.045}
    eModes:
      1: {label: ETH, maxLoanToValue: 0.93, liquidationThreshold: 0.95, liquidationBonus: 0.01, collateral: [WETH, wstETH], borrowable: [WETH]}

    """

  static let portfolio = """
    account,book,protocol,e_mode,side,token,amount,liquidation_threshold
    a01,loops,aave,1,collateral,wstETH,100.5,
    a01,loops,aave,1,debt,WETH,105,
    a02,dollars,aave,,collateral,wstETH,10,0.8
    a02,dollars,aave,,collateral,USDC,5000,
    a02,dollars,aave,,debt,USDC,20000,

    """
}

/// A folder of documents that lives as long as a closure runs.
enum TemporaryFolder {
  /// Writes files and calls a closure with the folder's path, which ends without `/`.
  @discardableResult
  static func with<Result>(
    _ files: [String: [UInt8]], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "lstrisk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { removeFolder(folder) }
    for (path, bytes) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    return try body(folder.path(percentEncoded: false))
  }

  private static func removeFolder(_ folder: URL) {
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      print("left behind: \(folder)")
    }
  }
}
