import Input
import Testing

@Suite struct BadRunDocumentTests {
  @Test func yaml() throws {
    let run = ExampleRun.run
    try expectGolden(
      [
        BadDocument("missing file", "run.yaml", edit: .remove),
        BadDocument("empty file", "run.yaml", whole: ""),
        BadDocument("only comments", "run.yaml", whole: "# nothing\n"),
        BadDocument("only a byte order mark", "run.yaml", edit: .bytes([0xEF, 0xBB, 0xBF])),
        BadDocument("UTF-16", "run.yaml", edit: .bytes([0xFF, 0xFE, 0x6E, 0])),
        BadDocument("Latin-1", "run.yaml", edit: .bytes(Array("name: caf".utf8) + [0xE9, 0x0A])),
        BadDocument("NUL byte", "run.yaml", edit: .bytes(Array("name: a".utf8) + [0, 0x0A])),
        BadDocument("gzip", "run.yaml", edit: .bytes([0x1F, 0x8B, 8, 0])),
        BadDocument("control character", "run.yaml", "name: Example", "name: Exa\u{7}mple"),
        BadDocument("list at the top", "run.yaml", whole: "- a\n- b\n"),
        BadDocument("text at the top", "run.yaml", whole: "hello\n"),
        BadDocument("null", "run.yaml", whole: "~\n"),
        BadDocument("anchor and alias", "run.yaml", whole: "a: &x 1\nb: *x\n"),
        BadDocument("alias as a key", "run.yaml", whole: "a: &x 1\n*x : 2\n"),
        BadDocument("alias without anchor", "run.yaml", "seed: 7", "seed: *seven"),
        BadDocument("merge key", "run.yaml", whole: "a: &x {b: 1}\nc: {<<: *x}\n"),
        BadDocument("tag", "run.yaml", "paths: 10000", "paths: !!int 10000"),
        BadDocument("local tag", "run.yaml", "paths: 10000", "paths: !big 10000"),
        BadDocument("directive", "run.yaml", whole: "%YAML 1.1\n---\n" + run),
        BadDocument("two documents", "run.yaml", whole: run + "---\nname: second\n"),
        BadDocument("one document with a marker", "run.yaml", whole: "---\n" + run),
        BadDocument("a key twice", "run.yaml", "seed: 7", "seed: 7\npaths: 5"),
        BadDocument("a key is a list", "run.yaml", "seed: 7", "[a, b]: 7"),
        BadDocument("a key is empty", "run.yaml", "seed: 7", "seed: 7\n: 8"),
        BadDocument("tab as indentation", "run.yaml", "  - {name: loops", "\t- {name: loops"),
        BadDocument("unclosed list", "run.yaml", "[0.95, 0.99]", "[0.95, 0.99"),
        BadDocument("unclosed mapping", "run.yaml", "view: lender}", "view: lender"),
        BadDocument("unclosed quote", "run.yaml", "name: Example", "name: \"Example"),
        BadDocument("unknown escape", "run.yaml", "name: Example", "name: \"a\\qb\""),
        BadDocument("colon in a text", "run.yaml", "name: Example", "name: a: b"),
        BadDocument("line without colon", "run.yaml", "seed: 7", "seed 7"),
        BadDocument("wrong indentation", "run.yaml", "seed: 7", " seed: 7"),
        BadDocument("starts with @", "run.yaml", "name: Example", "name: @Example"),
        BadDocument("nested too deeply", "run.yaml", "[0.95, 0.99]", nested(70)),
        BadDocument("nested very deeply", "run.yaml", "[0.95, 0.99]", nested(5_000)),
      ], "run-yaml")
  }

  private func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
  }

  @Test func numbers() throws {
    let values = [
      "\"10000\"", "'10000'", "ten", ".nan", ".inf", "1e999", "1:30", "012", "10_000", "10,000",
      "0x10", "0o17", "yes", "true", "null", "", "10.5", "-5", "0", "1e10", "100 k", "１０",
      "[1]", "{a: 1}", "+-5", "1e", "1.2.3",
    ]
    try expectGolden(
      values.map { BadDocument("paths: \($0)", "run.yaml", "paths: 10000", "paths: \($0)") },
      "run-numbers")
  }

  @Test func keys() throws {
    try expectGolden(
      [
        BadDocument("unknown key", "run.yaml", "seed: 7", "seed: 7\nhorizn: 5 d"),
        BadDocument("unknown key, nothing near", "run.yaml", "seed: 7", "seed: 7\ncolour: red"),
        BadDocument("no required key at all", "run.yaml", whole: "workers: 2\n"),
        BadDocument("name is a list", "run.yaml", "name: Example", "name: [a]"),
        BadDocument("name is missing", "run.yaml", "name: Example", "name:"),
        BadDocument("name is empty", "run.yaml", "name: Example", "name: \"\""),
        BadDocument("name has a line end", "run.yaml", "name: Example", "name: \"a\\nb\""),
        BadDocument("no such day", "run.yaml", "Date: 2024-12-31", "Date: 2023-02-29"),
        BadDocument("date with slashes", "run.yaml", "Date: 2024-12-31", "Date: 31/12/2024"),
        BadDocument("date with time", "run.yaml", "Date: 2024-12-31", "Date: 2024-12-31T00:00:00Z"),
        BadDocument("date without zeros", "run.yaml", "Date: 2024-12-31", "Date: 2024-1-1"),
        BadDocument("horizon without unit", "run.yaml", "horizon: 30 d", "horizon: 30"),
        BadDocument("horizon in months", "run.yaml", "horizon: 30 d", "horizon: 1 month"),
        BadDocument("horizon 0", "run.yaml", "horizon: 30 d", "horizon: 0 d"),
        BadDocument("horizon negative", "run.yaml", "horizon: 30 d", "horizon: -1 d"),
        BadDocument("horizon no number", "run.yaml", "horizon: 30 d", "horizon: x d"),
        BadDocument("no multiple", "run.yaml", "step: 1 d", "step: 7 d"),
        BadDocument("step longer", "run.yaml", "step: 1 d", "step: 31 d"),
        BadDocument("steps of 0", "run.yaml", "step: 1 d", "step: 0 d"),
        BadDocument("too many steps", "run.yaml", "step: 1 d", "step: 0.0001 d"),
        BadDocument("seed negative", "run.yaml", "seed: 7", "seed: -7"),
        BadDocument("seed too large", "run.yaml", "seed: 7", "seed: 18446744073709551616"),
        BadDocument("seed with exponent", "run.yaml", "seed: 7", "seed: 1e3"),
        BadDocument("seed quoted", "run.yaml", "seed: 7", "seed: \"7\""),
        BadDocument("workers 0", "run.yaml", "workers: 2", "workers: 0"),
        BadDocument("workers 257", "run.yaml", "workers: 2", "workers: 257"),
        BadDocument("numeraire", "run.yaml", "numeraire: USD", "numeraire: EUR"),
        BadDocument("numeraire lower case", "run.yaml", "numeraire: USD", "numeraire: usd"),
        BadDocument("normals", "run.yaml", "seed: 7", "seed: 7\nnormals: half"),
        BadDocument("probability in per cent", "run.yaml", "hard: 0.5}", "hard: 50}"),
        BadDocument("monitoring", "run.yaml", "seed: 7", "seed: 7\nmonitoring: brigde"),
      ], "run-keys")
  }

  @Test func monitoring() throws {
    let values = [
      "{intraday: {factor: ETH, checks: 1}}", "{intraday: {factor: ETH, checks: 97}}",
      "{intraday: {checks: .nan}}", "{intraday: {checks: 24.5}}", "{intraday: {checks: hourly}}",
      "{intraday: {factor: BTC}}", "{intraday: {factor: USDC}}", "{intraday: {factor: 7}}",
      "{intraday: {token: ETH}}", "{intraday: [24]}", "{intraday:}", "{hours: {checks: 24}}",
      "{steps: {}}", "[intraday]", "Intraday", "24", "{}",
    ]
    try expectGolden(
      values.map {
        BadDocument("monitoring: \($0)", "run.yaml", "seed: 7", "seed: 7\nmonitoring: \($0)")
      } + [
        BadDocument(
          "a law that says nothing of its steps", "run.yaml",
          edit: .several([
            ("run.yaml", "seed: 7", "seed: 7\nmonitoring: intraday"),
            (
              "market.yaml", "process: geometric-brownian-motion, volatility: 0.6",
              "process: constant-rate, rate: 0.03"
            ),
          ]))
      ], "run-monitoring")
  }

  @Test func details() throws {
    let details = ["accountDetail", "contributions"]
    let values = ["some", "LOSSES", "", "[all]", "none, all", "true", "0"]
    let limit =
      "{measure: es, level: 0.99, book: loops, warn: 10, hard: 20, unit: percent, on: upper}"
    func counted(_ name: String, _ measure: String) -> BadDocument {
      BadDocument(
        "counted accounts: \(name)", "run.yaml",
        edit: .several([
          ("run.yaml", "seed: 7", "seed: 7\naccountDetail: liquidations"),
          ("run.yaml", limit, "{\(measure), account: a01, hard: 0.5}"),
        ]))
    }
    try expectGolden(
      details.flatMap { key in
        values.map { BadDocument("\(key): \($0)", "run.yaml", "seed: 7", "seed: 7\n\(key): \($0)") }
      } + [
        BadDocument("a misspelt key", "run.yaml", "seed: 7", "seed: 7\naccountDetails: losses"),
        counted("shortfall", "measure: es, level: 0.99"),
        counted("value at risk", "measure: var, quantity: bad_debt, level: 0.99"),
        counted("mean", "measure: mean"),
        counted("probability of bad debt", "measure: bad_debt_probability"),
        counted("probability of liquidation, which is known", "measure: liquidation_probability"),
      ], "run-details")
  }

  @Test func levels() throws {
    let levels = [
      "0.99", "[]", "[0]", "[1]", "[1.5]", "[99]", "[0.99, 0.95]", "[0.95, 0.95]", "[high]",
      "[0.99999]", "[0.95, .nan]", "[\"0.95\"]",
    ]
    try expectGolden(
      levels.map {
        BadDocument("levels: \($0)", "run.yaml", "levels: [0.95, 0.99]", "levels: \($0)")
      }
        + [
          BadDocument("too few paths", "run.yaml", "paths: 10000", "paths: 50"),
          BadDocument(
            "too few paths for the default", "run.yaml",
            edit: .several([
              ("run.yaml", "paths: 10000", "paths: 30"), ("run.yaml", "[0.95, 0.99]", "[0.5]"),
              ("run.yaml", "attributionLevel: 0.975\n", ""),
              ("run.yaml", "level: 0.99", "level: 0.5"),
            ])),
          BadDocument("attribution", "run.yaml", "attributionLevel: 0.975", "attributionLevel: 1"),
          BadDocument("attribution far out", "run.yaml", "Level: 0.975", "Level: 0.9999999"),
          BadDocument("tails", "run.yaml", "[equity_loss, bad_debt]", "[equity-loss]"),
          BadDocument("tails twice", "run.yaml", "[equity_loss, bad_debt]", "[bad_debt, bad_debt]"),
          BadDocument("tails no list", "run.yaml", "[equity_loss, bad_debt]", "all"),
        ], "run-levels")
  }

  @Test func files() throws {
    try expectGolden(
      [
        BadDocument("no market", "run.yaml", "market: market.yaml", "market: markt.yaml"),
        BadDocument("market is a folder", "run.yaml", "market: market.yaml", "market: tokens"),
        BadDocument("no portfolio", "portfolio.csv", edit: .remove),
        BadDocument(
          "portfolio in a missing folder", "run.yaml", "portfolio: p", "portfolio: nowhere/p"),
        BadDocument("no folder of tokens", "run.yaml", "tokens: tokens", "tokens: token"),
        BadDocument("tokens is a file", "run.yaml", "tokens: tokens", "tokens: aave.yaml"),
        BadDocument("tokens is a mapping", "run.yaml", "tokens: tokens", "tokens: {a: b}"),
        BadDocument("no token in the folder", "run.yaml", "tokens: tokens", "tokens: empty"),
        BadDocument("no token in the list", "run.yaml", "tokens: tokens", "tokens: []"),
        BadDocument(
          "a missing token file", "run.yaml", "tokens: tokens", "tokens: [tokens/etc.yaml]"),
        BadDocument("protocols is a text", "run.yaml", "[aave.yaml]", "aave.yaml"),
        BadDocument("no protocols", "run.yaml", "[aave.yaml]", "[]"),
        BadDocument("a missing protocol", "run.yaml", "[aave.yaml]", "[aave.yaml, spark.yaml]"),
        BadDocument("a protocol twice", "run.yaml", "[aave.yaml]", "[aave.yaml, aave.yaml]"),
        BadDocument("/dev/zero", "run.yaml", "market: market.yaml", "market: /dev/zero"),
        BadDocument(
          "several documents wrong", "run.yaml",
          edit: .several([
            ("run.yaml", "paths: 10000", "paths: many"), ("run.yaml", "market: m", "market: no/m"),
            ("aave.yaml", "liquidationBonus: 0.06", "liquidationBonus: 6 %"),
            ("portfolio.csv", "100.5", "1,5"), ("tokens/eth.yaml", "kind: native", "kind: coin"),
          ])),
      ], "run-files")
  }

  @Test func booksAndLimits() throws {
    let limit =
      "{measure: es, level: 0.99, book: loops, warn: 10, hard: 20, unit: percent, on: upper}"
    func bad(_ name: String, _ text: String) -> BadDocument {
      BadDocument("limit: \(name)", "run.yaml", limit, text)
    }
    try expectGolden(
      [
        BadDocument("books: unknown", "run.yaml", "name: loops", "name: loop"),
        BadDocument("books: twice", "run.yaml", "name: dollars", "name: loops"),
        BadDocument("books: view", "run.yaml", "view: lender", "view: lenders"),
        BadDocument("books: no view", "run.yaml", ", view: lender", ""),
        BadDocument("books: formula", "run.yaml", "name: loops", "name: \"=loops\""),
        BadDocument(
          "books: no list", "run.yaml",
          "books:\n  - {name: loops, view: borrower}\n  - {name: dollars, view: lender}",
          "books: loops"),
        BadDocument("books: key", "run.yaml", "view: lender", "veiw: lender"),
        BadDocument("limits: no list", "run.yaml", "limits:\n", "limits: 3\nbooks2:\n"),
        bad("measure", "{measure: cvar, level: 0.99, book: loops, hard: 20}"),
        bad("no measure", "{level: 0.99, book: loops, hard: 20}"),
        bad("no level", "{measure: es, book: loops, hard: 20}"),
        bad("other level", "{measure: es, level: 0.9, book: loops, hard: 20}"),
        bad("level of a mean", "{measure: mean, level: 0.99, book: loops, hard: 20}"),
        bad("quantity", "{measure: es, quantity: loss, level: 0.99, book: loops, hard: 20}"),
        bad(
          "quantity of a probability",
          "{measure: bad_debt_probability, quantity: bad_debt, total: true, hard: 0.1}"),
        bad("no subject", "{measure: mean, hard: 20}"),
        bad("two subjects", "{measure: mean, hard: 20, book: loops, total: true}"),
        bad("unknown book", "{measure: mean, hard: 20, book: lops}"),
        bad("unknown account", "{measure: mean, hard: 20, account: a1}"),
        bad("total false", "{measure: mean, hard: 20, total: false}"),
        bad("total yes", "{measure: mean, hard: 20, total: yes}"),
        bad("no threshold", "{measure: mean, total: true}"),
        bad("warn above hard", "{measure: mean, total: true, warn: 3, hard: 2}"),
        bad("hard text", "{measure: mean, total: true, hard: 2 M}"),
        bad("unit", "{measure: mean, total: true, hard: 2, unit: '%'}"),
        bad("on", "{measure: mean, total: true, hard: 2, on: lower}"),
        bad("key", "{measure: mean, total: true, hart: 2}"),
        bad(
          "tail that is not kept",
          "{measure: var, quantity: liquidated, level: 0.99, account: a01, hard: 2}"),
      ], "run-books-limits")
  }
}
