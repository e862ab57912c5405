import Testing

@Suite struct BadProtocolDocumentTests {
  private func bad(_ name: String, _ old: String, _ new: String) -> BadDocument {
    BadDocument(name, "aave.yaml", old, new)
  }

  @Test func protocols() throws {
    try expectGolden(
      [
        bad("name", "name: aave\n", "name: \"-aave\"\n"),
        bad("no name", "name: aave\n", ""),
        bad("adapter", "adapter: aave-v3", "adapter: aave-v4"),
        bad("adapter, nothing near", "adapter: aave-v3", "adapter: morpho"),
        bad("no adapter", "adapter: aave-v3\n", ""),
        bad("parameter", "{version: 3}", "{versoin: 3}"),
        bad("parameter out of range", "{version: 3}", "{version: 5}"),
        bad("parameter between", "{version: 3}", "{version: 2.5}"),
        bad("parameter text", "{version: 3}", "{version: three}"),
        bad("parameters list", "{version: 3}", "[3]"),
        bad("key", "parameters:", "parametres:"),
        bad("bonus in per cent", "Bonus: 0.06", "Bonus: 6 %"),
        bad("threshold above 1", "Threshold: 0.81", "Threshold: 81"),
        bad("threshold below LTV", "Threshold: 0.81", "Threshold: 0.5"),
        bad("bonus negative", "Bonus: 0.06", "Bonus: -0.06"),
        bad("fee above 1", "Fee: 0.1", "Fee: 1.1"),
        bad("no bonus", "    liquidationBonus: 0.06\n", ""),
        bad("oracle kind", "kind: capped-rate", "kind: caped-rate"),
        bad("oracle without cap", "cap: 1.25, ", ""),
        bad("oracle cap 0", "cap: 1.25", "cap: 0"),
        bad("market oracle with a cap", "{kind: market}", "{kind: market, cap: 1}"),
        bad("oracle text", "{kind: market}", "market"),
        bad("reserve key", "    liquidationBonus: 0.06", "    liquidationBonuss: 0.06"),
        bad("reserves list", "reserves:\n  WETH:", "reserves: []\nreserve2:\n  WETH:"),
        bad("e-mode key", "  1: {label", "  one: {label"),
        bad("e-mode 0", "  1: {label", "  0: {label"),
        bad("e-mode token", "[WETH, wstETH]", "[WETH, wsETH]"),
        bad("e-mode token twice", "[WETH, wstETH]", "[WETH, WETH]"),
        bad("e-mode without borrowable", ", borrowable: [WETH]", ""),
        bad("e-mode borrowable text", "borrowable: [WETH]", "borrowable: WETH"),
        bad("reserve twice", "  stETH: {", "  USDC: {"),
      ], "protocol")
  }

  @Test func tokens() throws {
    func bad(_ name: String, _ file: String, _ text: String) -> BadDocument {
      BadDocument(name, "tokens/\(file).yaml", whole: text)
    }
    try expectGolden(
      [
        bad("no symbol", "eth", "kind: native\n"),
        bad("no kind", "eth", "symbol: ETH\n"),
        bad("kind", "eth", "symbol: ETH\nkind: natve\n"),
        bad("key", "eth", "symbol: ETH\nkind: native\ndecimals: 18\n"),
        bad("LST without underlying", "wsteth", "symbol: wstETH\nkind: exchange-rate\n"),
        bad("stable with underlying", "usdc", "symbol: USDC\nkind: stable\nunderlying: ETH\n"),
        bad("underlying itself", "weth", "symbol: WETH\nkind: native\nunderlying: WETH\n"),
        bad("unknown underlying", "weth", "symbol: WETH\nkind: native\nunderlying: ETC\n"),
        bad(
          "underlying is an LST", "wsteth",
          "symbol: wstETH\nkind: exchange-rate\nunderlying: stETH\n"),
        bad(
          "fee above 1", "wsteth",
          "symbol: wstETH\nkind: exchange-rate\nunderlying: ETH\nprotocolFee: 10\n"),
        bad("symbol twice", "usdt", "symbol: USDC\nkind: stable\n"),
        bad("symbol with a blank", "usdc", "symbol: \" USDC\"\nkind: stable\n"),
        bad("syntax", "usdc", "symbol: [USDC\nkind: stable\n"),
      ], "token")
  }
}
