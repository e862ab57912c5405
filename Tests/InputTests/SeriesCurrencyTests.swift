import Calibration
import Diagnostics
import Foundation
import Input
import Testing

/// Units of series are compared with what is made of them; what is written can be read.
@Suite struct SeriesCurrencyTests {
  private static let mapping = """
    asOf: 2024-06-30
    market: market.yaml
    series:
      usd: {file: eth.csv, value: close, quantity: price, unit: USD}
      eth: {file: eth.csv, value: close, quantity: price, unit: ETH}
      lst: {file: lst.csv, value: price, quantity: price, unit: USD}
      rate: {file: lst.csv, value: rate, quantity: price, unit: ETH}
      market-rate: {numerator: lst, denominator: usd}
      ratio: {numerator: market-rate, denominator: rate}
    factors:
      usage: {estimator: utilisation, series: usage}
      d: {estimator: discount, series: ratio}
    tokens:
      ETH: {price: usd}

    """
  private static let market = CalibrationFolder.market.replacing(
    "tokens:\n",
    with: "  d: {process: discount, speed: 30, volatility: 0.005}\ntokens:\n"
      + "  wstETH: {exchangeRate: 1.1, discountFactor: d}\n")

  /// An LST at a discount around 1 ‰ whose exchange rate grows from 1.16.
  private static let lst: String = {
    "date,price,rate\n"
      + CalibrationFolder.rows.enumerated().map { i, row in
        let rate = 1.16 + 0.0001 * Double(i)
        let x = Double(i)
        let discount = 0.001 + 0.0005 * sin(x * 1.7) + 0.0005 * sin(x * 0.9) + 0.0003 * cos(x * x)
        return "\(row[0]),\((Double(row[1]) ?? 0) * rate * (1 - discount)),\(rate)\n"
      }.joined()
  }()

  private static func calibrate(_ edits: [(String, String)]) throws -> CalibratedMarket {
    var text = mapping.replacing(
      "  market-rate:",
      with:
        "  usage: {file: eth.csv, value: usage, quantity: share, unit: fraction}\n  market-rate:")
    for (old, new) in edits {
      try #require(text.contains(old), "\(old)")
      text = text.replacing(old, with: new)
    }
    let files = CalibrationFolder.files([
      "mapping.yaml": text, "market.yaml": market, "lst.csv": lst,
    ])
    return try TemporaryFolder.with(files) { folder in
      let loaded = try CalibrationDocument.load(
        folder + "/mapping.yaml", writing: folder + "/out.yaml")
      return try CalibratedMarket(
        loaded, MarketCalibration(loaded.plans, dependence: nil), version: "1")
    }
  }

  private static func errors(_ edits: (String, String)...) throws -> String {
    let found = #expect(throws: InputErrors.self) { try calibrate(edits) }
    return found?.description ?? ""
  }

  @Test func rightUnits() throws {
    let market = try Self.calibrate([
      ("  ETH: {price: usd}", "  ETH: {price: usd}\n  wstETH: {exchangeRate: rate}")
    ])
    #expect(!market.warnings.contains { $0.consequence == .likelySlip })
    // 1.16 + 181 · 0.0001.
    #expect(market.text.contains("wstETH: {exchangeRate: 1.1781, discountFactor: d}"))
  }

  @Test func aPriceOfEtherInEther() throws {
    let found = try Self.errors(("ETH: {price: usd}", "ETH: {price: eth}"))
    #expect(found.contains("mapping.yaml:15:16: error: eth is in ETH; the price of ETH is in USD"))
  }

  @Test func otherUnitsThatCannotBe() throws {
    let tokens = "  ETH: {price: usd}\n"
    let cases: [(old: String, new: String, text: String)] = [
      (tokens, "  ETH: {price: ratio}\n", "ratio is a ratio of prices; the price of ETH is in USD"),
      (
        tokens, "  wstETH: {exchangeRate: lst}\n",
        "lst is in USD; the exchange rate of wstETH is in ETH"
      ),
      (tokens, "  wstETH: {price: lst}\n", "the market document's entry has no price"),
      (
        "{numerator: market-rate, denominator: rate}", "{numerator: lst, denominator: rate}",
        "series.ratio divides lst, in USD, by rate, in ETH"
      ),
      (
        "{numerator: market-rate, denominator: rate}", "{numerator: rate, denominator: usd}",
        "series.ratio divides rate, in ETH, by usd, in USD"
      ),
      (
        "{numerator: market-rate, denominator: rate}", "{numerator: market-rate, denominator: usd}",
        "series.ratio divides market-rate, a ratio of prices, by usd, in USD"
      ),
      (
        "discount, series: ratio", "discount, series: lst", "lst is in USD; a discount is read from"
      ),
      (
        "usage: {estimator: utilisation, series: usage}",
        "peg: {estimator: stablecoin-peg, series: eth}",
        "eth is in ETH; a peg is read from a price in USD"
      ),
    ]
    for (old, new, text) in cases {
      let found = try Self.errors((old, new))
      #expect(found.contains(text), "\(found)")
    }
  }

  /// wstETH over ETH is no discount: the exchange rate, 1.17, is in it.
  @Test func aDiscountWithTheExchangeRateInIt() throws {
    let market = try Self.calibrate([("discount, series: ratio", "discount, series: market-rate")])
    let first = try #require(market.warnings.first)
    #expect(
      first.message
        == "d: the ratio has the median 1.17; market rate over exchange rate lies near 1: "
        + "divide by the exchange rate")
    #expect(market.text.contains("    warnings:\n      - \"the ratio has the median 1.17;"))
  }

  @Test func aRatioUpsideDown() throws {
    let market = try Self.calibrate([
      ("{numerator: market-rate, denominator: rate}", "{numerator: rate, denominator: market-rate}")
    ])
    #expect(
      market.warnings.first?.message
        == "d: the discount is negative on average: is the ratio upside down?")
  }

  @Test func aPriceFactorFromPricesInEther() throws {
    let market = try Self.calibrate([
      ("usage: {estimator: utilisation, series: usage}", "eth: {estimator: student-t, series: eth}")
    ])
    #expect(
      market.warnings.first?.message
        == "factors.eth.series: eth is in ETH; eth moves the price of ETH, in USD")
  }

  /// 18 decimals: 3.1e21 is no price that a market document takes.
  @Test func pricesThatNoMarketTakes() throws {
    let wei = CalibrationFolder.rows.map {
      [$0[0], $0[1].split(separator: ".")[0] + "000000000000000000", $0[2], $0[3]]
    }
    let files = CalibrationFolder.files(["eth.csv": CalibrationFolder.table(wei)])
    let error = try TemporaryFolder.with(files) { folder in
      #expect(throws: InputErrors.self) {
        try CalibrationDocument.load(folder + "/mapping.yaml", writing: folder + "/out.yaml")
      }
    }
    #expect(error?.description.contains("tokens.ETH.price must be greater than 0") == true)
    #expect(error?.description.contains("it looks like a number with 18 decimals") == true)
  }

  // MARK: what is started from and what is written

  private static func base(_ old: String, _ new: String) throws -> String {
    let text = CalibrationFolder.market.replacing(old, with: new)
    let error = try TemporaryFolder.with(CalibrationFolder.files(["market.yaml": text])) { folder in
      #expect(throws: InputErrors.self) {
        let loaded = try CalibrationDocument.load(
          folder + "/mapping.yaml", writing: folder + "/out.yaml")
        _ = try CalibratedMarket(
          loaded, MarketCalibration(loaded.plans, dependence: nil), version: "1")
      }
    }
    return error?.description ?? ""
  }

  /// A market document that no run takes is not started from: it would be written again.
  @Test(arguments: [
    ("asOf: 2023-01-01\n", "", "the document lacks the key 'asOf'"),
    ("price: 3000, factor: eth", "price: 3e21, factor: eth", "tokens.ETH.price is 3e21"),
    ("factor: eth}", "factor: usage}", "its process, utilisation, has no"),
    ("factor: eth}", "factr: eth}", "tokens.ETH has the unknown key 'factr'"),
    ("tokens:", "rates: {aave: {ETH: {borrow: nothing}}}\ntokens:", "borrow is 'nothing'"),
    ("tokens:", "dependence: {kind: student}\ntokens:", "dependence.kind is 'student'"),
    ("tokens:", "correlation: {pairs: [[eth, pegg, 0.3]]}\ntokens:", "unknown factor 'pegg'"),
  ])
  func basesThatNoRunTakes(_ old: String, _ new: String, _ text: String) throws {
    let found = try Self.base(old, new)
    #expect(found.contains(text), "\(found)")
    #expect(found.contains("market.yaml:"))
  }
}
