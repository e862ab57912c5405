import Foundation
import Testing

/// `lstrisk calibrate` from the shipped history, and from histories that cannot be used.
@Suite(.whenAccepting, .serialized) struct CalibrateAcceptanceTests {
  /// The shipped market is what the command writes, to the byte, in less than 45 s.
  @Test func writesTheMarketOfTheExamples() throws {
    let scratch = try Scratch()
    let root = URL(fileURLWithPath: Program.data).deletingLastPathComponent().path
    let outcome = try Program(directory: root).run([
      "calibrate", "Data/history/mapping.yaml", "--out", scratch.path + "/market.yaml",
      "--report", scratch.path + "/diagnostics",
    ])
    try #require(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.seconds < 45)
    #expect(outcome.output.contains("wsteth-discount"))
    let shipped = FileManager.default.contents(
      atPath: Program.data + "/market/ethereum-2024-12-31.yaml")
    #expect(try scratch.bytes("market.yaml") == Array(shipped ?? Data()))
    #expect(try scratch.names("diagnostics") == ["calibration.html", "diagnostics.json"])
    let json = try JSONSerialization.jsonObject(
      with: Data(try scratch.bytes("diagnostics/diagnostics.json")))
    let members = try #require(json as? [String: Any])
    #expect((members["factors"] as? [Any])?.count == 6)
    let page = try scratch.text("diagnostics/calibration.html")
    #expect(page.contains("Warnings") && !page.contains("<script") && !page.contains("http"))
  }

  private static let mapping = """
    asOf: 2024-12-31
    market: \(Program.data)/history/prior-market.yaml
    series:
      eth: {file: eth.csv, value: close, quantity: price, unit: USD}
    factors:
      eth-calm: {estimator: garch-t, series: eth}

    """

  private static func table(_ count: Int, _ price: (Int) -> String) -> String {
    "date,close\n"
      + (0..<count).map { i in
        let day = Date(timeIntervalSince1970: Double(19_700 + i) * 86_400)
        return "\(day.ISO8601Format().prefix(10)),\(price(i))\n"
      }.joined()
  }

  /// Exit code 65, the place, and nothing left on disk.
  @Test(arguments: [
    ("empty", "date,close\n", "no rows"), ("constant", table(300) { _ in "3000" }, "same value"),
    ("short", table(60) { "\(3000 + $0 % 7)" }, "needs at least 101"),
    ("negative", table(300) { $0 == 8 ? "-1" : "\(3000 + $0 % 7)" }, "eth.csv:10:12: error"),
    ("no numbers", "close\n1\n2\n", "has no column 'date'"),
  ])
  func badHistoriesAre65(what: String, table: String, text: String) throws {
    let scratch = try Scratch()
    try scratch.write(Self.mapping, to: "mapping.yaml")
    try scratch.write(table, to: "eth.csv")
    let outcome = try scratch.program.run(["calibrate", "mapping.yaml", "--out", "m.yaml"])
    #expect(outcome.code == 65, "\(what)")
    #expect(outcome.errors.contains(text), "\(what): \(outcome.errors)")
    #expect(try scratch.names() == ["eth.csv", "mapping.yaml"])
  }

  @Test func nothingIsWrittenOver() throws {
    let scratch = try Scratch()
    try scratch.write("mine", to: "m.yaml")
    let outcome = try scratch.program.run([
      "calibrate", Program.data + "/history/mapping.yaml", "--out", "m.yaml",
    ])
    #expect(outcome.code == 74)
    #expect(try scratch.text("m.yaml") == "mine")
    #expect(try scratch.names() == ["m.yaml"])
  }
}
