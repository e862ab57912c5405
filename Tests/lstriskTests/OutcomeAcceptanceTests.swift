import Foundation
import Testing

/// Ends of commands that other tests do not reach.
@Suite(.whenAccepting, .serialized) struct OutcomeAcceptanceTests {
  /// Right tables pass; one wrong value of a claimed kind fails them all.
  @Test func failedValidationIs1() throws {
    let scratch = try Scratch()
    let references =
      URL(fileURLWithPath: Program.data).deletingLastPathComponent().path + "/Tests/References"
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: scratch.path + "/tables", withIntermediateDirectories: false)
    try manager.copyItem(
      atPath: references + "/haircut", toPath: scratch.path + "/tables/haircut")
    let right = try scratch.program.run(["validate", "tables"])
    #expect(right.code == 0 && !right.output.contains("values: 0 passed"), "\(right.output)")
    // 0.08 √(20 / 10) by CRE22 is no 7.
    try scratch.edit("tables/haircut/basel_scaling.csv", "0.11313708498984761", "7")
    let wrong = try scratch.program.run(["validate", "tables"])
    #expect(wrong.code == 1, "\(wrong.output)")
    #expect(wrong.output.contains("FAILED"))
  }

  /// The directory of diagnostics has the market's name without its ending, whichever that is.
  @Test(arguments: ["m.yaml", "m.yml"]) func diagnosticsStandBesideTheMarket(_ name: String) throws
  {
    let scratch = try Scratch()
    try scratch.write(
      """
      asOf: 2024-12-31
      market: \(Program.data)/history/prior-market.yaml
      series:
        eth: {file: eth.csv, value: close, quantity: price, unit: USD}
      factors:
        eth-calm: {estimator: constant-volatility, series: eth}

      """, to: "mapping.yaml")
    let rows = (0..<300).map { i in
      let day = Date(timeIntervalSince1970: Double(19_789 + i) * 86_400)
      return "\(day.ISO8601Format().prefix(10)),\(3_000 + 20 * sin(Double(i * i)))\n"
    }
    try scratch.write("date,close\n" + rows.joined(), to: "eth.csv")
    let outcome = try scratch.program.run(["calibrate", "mapping.yaml", "--out", name])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try scratch.names().contains("m-calibration"))
    #expect(try scratch.names("m-calibration") == ["calibration.html", "diagnostics.json"])
  }

  /// A thousand worst paths may be asked for, where as many are kept.
  @Test func aThousandWorstPaths() throws {
    let scratch = try Scratch()
    try scratch.program.report("run", ["--paths", "20000"])
    let outcome = try scratch.program.run(["export", "run", "--worst", "1000", "--out", "worst"])
    try #require(outcome.code == 0, "\(outcome.errors)")
    let worst = try ResultTable(try scratch.bytes("worst/worst.csv"), "worst.csv")
    #expect(worst.rows.count { $0["subject"] == "total" } == 1_000)
    let beyond = try scratch.program.run(["export", "run", "--worst", "1001", "--out", "b"])
    #expect(beyond.code == 64)
  }
}
