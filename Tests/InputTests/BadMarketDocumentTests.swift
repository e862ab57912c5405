import Testing

@Suite struct BadMarketDocumentTests {
  private func bad(_ name: String, _ old: String, _ new: String) -> BadDocument {
    BadDocument(name, "market.yaml", old, new)
  }

  @Test func factors() throws {
    try expectGolden(
      [
        bad("unknown key", "asOf: 2024-12-31", "asOf: 2024-12-31\nfactor: 3"),
        bad("no date", "asOf: 2024-12-31", "source: none"),
        bad("bad date", "asOf: 2024-12-31", "asOf: yesterday"),
        bad("dependence", "kind: gaussian", "kind: clayton"),
        bad("student-t without degrees", "kind: gaussian", "kind: student-t"),
        bad("student-t with 2", "{kind: gaussian}", "{kind: student-t, degreesOfFreedom: 2}"),
        bad("gaussian with degrees", "{kind: gaussian}", "{kind: gaussian, degreesOfFreedom: 4}"),
        bad("dependence text", "{kind: gaussian}", "gaussian"),
        bad("process", "geometric-brownian-motion", "geometric-brownian-motin"),
        bad("process, nothing near", "geometric-brownian-motion", "heston"),
        bad("no process", "process: geometric-brownian-motion, ", ""),
        bad("parameter", "volatility: 0.6}", "volatilty: 0.6}"),
        bad("parameter out of range", "volatility: 0.6}", "volatility: -0.6}"),
        bad("parameter no number", "volatility: 0.6}", "volatility: 60 %}"),
        bad("parameter quoted", "volatility: 0.6}", "volatility: \"0.6\"}"),
        bad("parameter nan", "volatility: 0.6}", "volatility: .nan}"),
        bad("parameter missing", ", volatility: 0.6}", "}"),
        bad("speed 0", "speed: 34", "speed: 0"),
        bad("prior", "prior: true", "prior: yes"),
        bad("source", "prior: true", "source: [a]"),
        bad("unknown input", "rewardRate: staking", "rewardRate: stakin"),
        bad("input without the quantity", "rewardRate: staking", "rewardRate: eth"),
        bad("missing input", ", rewardRate: staking", ""),
        bad("a factor reads itself", "utilisation: usage", "utilisation: weth-rates"),
        bad(
          "factor is a number", "eth: {process: geometric-brownian-motion, volatility: 0.6}",
          "eth: 0.6"),
        bad("factor name", "  lido: {", "  lido rate: {"),
        bad("factor name like a number", "  lido: {", "  1lido: {"),
        bad(
          "wiring of a broken market", "volatility: 0.6}",
          "volatility: x}\n  b: {process: exchange-rate, rewardRate: nobody}"),
        bad("factors is a list", "factors:\n  eth:", "factors: []\nfactor2:\n  eth:"),
        bad("factor twice", "  staking: {", "  eth: {"),
      ], "market-factors")
  }

  @Test func fittedStep() throws {
    try expectGolden(
      [
        BadDocument(
          "garch with steps of an hour", "run.yaml",
          edit: .several([
            ("run.yaml", "step: 1 d", "step: 1 h"),
            (
              "market.yaml", "process: geometric-brownian-motion, volatility: 0.6",
              "process: garch-t, alpha: 0.1, beta: 0.8, targetVolatility: 0.6, initialVolatility: 0.6, degreesOfFreedom: 4"
            ),
          ]))
      ], "market-fitted-step")
  }

  @Test func tokens() throws {
    try expectGolden(
      [
        bad("unknown token", "  USDC: {price: 1.0}", "  USDC: {price: 1.0}\n  USDD: {price: 1}"),
        bad("price 0", "price: 3000", "price: 0"),
        bad("price negative", "price: 3000", "price: -1"),
        bad("price huge", "price: 3000", "price: 1e300"),
        bad("no price", "price: 3000, ", ""),
        bad("price with comma", "price: 3000", "price: \"3,000\""),
        bad("unknown factor", "factor: eth}", "factor: ethh}"),
        bad("factor without a price", "factor: eth}", "factor: staking}"),
        bad(
          "rate factor wrong", "exchangeRateFactor: lido, discountFactor: discount}\n  stETH",
          "exchangeRateFactor: discount, discountFactor: discount}\n  stETH"),
        bad("exchange rate 0", "exchangeRate: 1.2", "exchangeRate: 0"),
        bad("no exchange rate", "exchangeRate: 1.2, ", ""),
        bad(
          "rebasing with a rate", "stETH: {exchangeRateFactor",
          "stETH: {exchangeRate: 1, exchangeRateFactor"),
        bad("wrapper with a price", "WETH: {}", "WETH: {price: 3000}"),
        bad("stable with a discount", "{price: 1.0}", "{price: 1.0, discountFactor: discount}"),
        bad("wrapper empty", "WETH: {}", "WETH:"),
        bad("unknown key", "WETH: {}", "WETH: {prise: 3000}"),
        bad("no underlying", "  ETH: {price: 3000, factor: eth}\n", ""),
        bad("token of the portfolio missing", "  USDC: {price: 1.0}\n", ""),
        BadDocument(
          "numeraire without ETH", "run.yaml",
          edit: .several([
            ("run.yaml", "numeraire: USD", "numeraire: ETH"),
            ("market.yaml", "  ETH: {price: 3000, factor: eth}\n", ""),
          ])),
      ], "market-tokens")
  }

  @Test func rates() throws {
    try expectGolden(
      [
        bad("unknown factor", "borrow: weth-rates", "borrow: weth-rate"),
        bad("factor without an index", "borrow: weth-rates", "borrow: usage"),
        bad("rate in per cent", "borrow: 0.05", "borrow: 5 %"),
        bad("rate too high", "borrow: 0.05", "borrow: 50"),
        bad("rate is a list", "borrow: 0.05", "borrow: [0.05]"),
        bad("unknown token", "    USDC: {borrow", "    USDT: {borrow"),
        bad("unknown key", "{borrow: 0.05}", "{borow: 0.05}"),
        bad("reserve is a number", "{borrow: 0.05}", "0.05"),
      ], "market-rates")
  }

  @Test func correlation() throws {
    let pair = "    - [eth, discount, -0.3]\n"
    let pairs = "  pairs:\n" + pair
    try expectGolden(
      [
        bad("unknown factor", "[eth, discount", "[eth, discunt"),
        bad("factor without a shock", "[eth, discount", "[eth, staking"),
        bad("above 1", "-0.3", "1.0000001"),
        bad("not a number", "-0.3", ".nan"),
        bad("two parts", "discount, -0.3", "-0.3"),
        bad("not a list", "[eth, discount, -0.3]", "eth"),
        bad("pair twice", pair, pair + "    - [discount, eth, -0.3]\n"),
        bad("diagonal", "[eth, discount, -0.3]", "[eth, eth, 0.99]"),
        bad("repair", pairs, "  repair: maybe\n" + pairs),
        bad("neither", pairs, "  repair: false\n"),
        bad("both", pairs, pairs + "  factors: [eth, discount]\n  matrix: [[1, 0], [0, 1]]\n"),
        bad("matrix without factors", pairs, "  matrix: [[1, 0], [0, 1]]\n"),
        bad("pairs with factors", pairs, pairs + "  factors: [eth]\n"),
        bad("ragged matrix", pairs, "  factors: [eth, discount]\n  matrix: [[1, 0], [0]]\n"),
        bad("too many rows", pairs, "  factors: [eth]\n  matrix: [[1], [0]]\n"),
        bad("row is a number", pairs, "  factors: [eth]\n  matrix: [1]\n"),
        bad("asymmetric", pairs, "  factors: [eth, discount]\n  matrix: [[1, 0.2], [0.3, 1]]\n"),
        bad("diagonal 0.99", pairs, "  factors: [eth, discount]\n  matrix: [[1, 0], [0, 0.99]]\n"),
        bad("factor twice", pairs, "  factors: [eth, eth]\n  matrix: [[1, 0], [0, 1]]\n"),
        bad("key", "  pairs:", "  pares:"),
        bad("empty", "correlation:\n" + pairs, "correlation:\n"),
        bad(
          "not positive semidefinite", pairs,
          "  factors: [eth, discount, usage]\n  matrix: [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]\n"
        ),
        bad(
          "names of a broken market", "volatility: 0.6}",
          "volatility: x}\n  b: {process: exchange-rate, rewardRate: staking}"),
      ], "market-correlation")
  }
}
