import Foundation
import Testing

/// `lstrisk calibrate` from the shipped history, and from histories that cannot be used.
@Suite(.whenAccepting, .serialized) struct CalibrateAcceptanceTests {
  /// The shipped market is what the command writes from a place like its own, to the byte, in less
  /// than 45 s.
  @Test func writesTheMarketOfTheExamples() throws {
    let scratch = try Scratch()
    let manager = FileManager.default
    try manager.copyItem(atPath: Program.data + "/history", toPath: scratch.path + "/history")
    try manager.createDirectory(
      atPath: scratch.path + "/market", withIntermediateDirectories: false)
    let outcome = try scratch.program.run([
      "calibrate", "history/mapping.yaml", "--out", "market/m.yaml", "--report", "diagnostics",
    ])
    try #require(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.seconds < 45)
    #expect(outcome.output.contains("wsteth-discount"))
    let shipped = FileManager.default.contents(
      atPath: Program.data + "/market/ethereum-2024-12-31.yaml")
    #expect(try scratch.bytes("market/m.yaml") == Array(shipped ?? Data()))
    #expect(try scratch.names("diagnostics") == ["calibration.html", "diagnostics.json"])
    let json = try JSONSerialization.jsonObject(
      with: Data(try scratch.bytes("diagnostics/diagnostics.json")))
    let members = try #require(json as? [String: Any])
    #expect((members["factors"] as? [Any])?.count == 6)
    let page = try scratch.text("diagnostics/calibration.html")
    #expect(page.contains("Warnings") && !page.contains("<script") && !page.contains("http"))
    // Of the 24 factors six have history; two of them, eth-calm and exit-queue, for every number.
    #expect(
      page.contains(
        "6 of 24 factors were estimated from history, 4 of them in part; 18 kept every number"))
  }

  /// Five ways to say the same: from three folders, through a link, and by whole paths.
  @Test func theFolderOfTheCallDoesNotMatter() throws {
    let scratch = try Scratch()
    let manager = FileManager.default
    for folder in ["a/history", "a/out", "b"] {
      try manager.createDirectory(
        atPath: scratch.path + "/" + folder, withIntermediateDirectories: true)
    }
    try manager.createSymbolicLink(atPath: scratch.path + "/a/link", withDestinationPath: "history")
    let market = Program.data + "/history/prior-market.yaml"
    try manager.copyItem(atPath: market, toPath: scratch.path + "/b/prior.yaml")
    try scratch.write(
      Self.mapping.replacing(market, with: "../../b/prior.yaml")
        .replacing("garch-t", with: "constant-volatility"), to: "a/history/mapping.yaml")
    var draw = 1.0
    try scratch.write(
      Self.table(400) { _ in
        draw = (draw * 997).truncatingRemainder(dividingBy: 1009)
        return "\(3000 + draw)"
      }, to: "a/history/eth.csv")
    let root = scratch.path
    let calls = [
      (root, "a/history/mapping.yaml", "a/out/m"), (root + "/a", "history/mapping.yaml", "out/m"),
      (root + "/a/out", "../history/mapping.yaml", "m"), (root, "a/link/mapping.yaml", "a/out/m"),
      ("/", root + "/a/history/mapping.yaml", root + "/a/out/m"),
    ]
    var seen: Set<[[UInt8]]> = []
    for (i, (folder, mapping, out)) in calls.enumerated() {
      let outcome = try Program(directory: folder).run([
        "calibrate", mapping, "--out", "\(out)\(i).yaml", "--report", "\(out)\(i)-report",
      ])
      try #require(outcome.code == 0, "\(outcome.errors)")
      let files = ["m\(i).yaml", "m\(i)-report/calibration.html", "m\(i)-report/diagnostics.json"]
      seen.insert(try files.map { try scratch.bytes("a/out/" + $0) })
    }
    #expect(seen.count == 1)
    let text = try scratch.text("a/out/m0.yaml")
    #expect(text.contains("  ../history/mapping.yaml\n"))
    #expect(text.contains("  ../../b/prior.yaml\n"))
    #expect(text.contains("(../history/eth.csv, close)"))
  }

  /// Killed at any moment, the same command works the next time, and both outputs are whole.
  @Test func theKilledCanBeRepeated() throws {
    let scratch = try Scratch()
    let arguments = [
      "calibrate", Program.data + "/history/mapping.yaml", "--out", "m.yaml", "--quiet",
    ]
    let whole = try scratch.program.run(arguments)
    try #require(whole.code == 0, "\(whole.errors)")
    let market = try scratch.text("m.yaml")
    for tenth in 1...10 {
      for name in try scratch.names() {
        try FileManager.default.removeItem(atPath: scratch.path + "/" + name)
      }
      let running = try scratch.program.start(arguments)
      usleep(UInt32(whole.seconds * 1e5 * Double(tenth)))
      running.send(SIGKILL)
      _ = try running.end()
      if try scratch.names().contains("m.yaml") { continue }
      let again = try scratch.program.run(arguments)
      #expect(again.code == 0, "\(again.errors)")
      #expect(try scratch.names() == ["m-calibration", "m.yaml"])
      #expect(try scratch.names("m-calibration") == ["calibration.html", "diagnostics.json"])
      #expect(try scratch.text("m.yaml") == market)
    }
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
