import Foundation
import Testing

/// `lstrisk backtest` from its documents to its directory.
@Suite(.whenAccepting, .serialized) struct BacktestAcceptanceTests {
  /// The loans of Data over four months, with few paths.
  private func document(_ scratch: borrowing Scratch) throws {
    let data = Program.data
    var text = try String(contentsOfFile: data + "/examples/eth-loans.yaml", encoding: .utf8)
    for (old, new) in [
      ("../", data + "/"), ("portfolio: ", "portfolio: \(data)/examples/"),
      ("from: 2021-01-01", "from: 2024-09-01"), ("paths: 10000", "paths: 2000"),
    ] { text = text.replacingOccurrences(of: old, with: new) }
    try scratch.write(text, to: "loans.yaml")
  }

  private static let figures = ["backtest.html", "backtest.json", "days.csv"]

  @Test func sameBytesForAnyNumberOfWorkers() throws {
    let scratch = try Scratch()
    try document(scratch)
    for workers in ["1", "2"] {
      let arguments = ["backtest", "loans.yaml", "--out", workers, "--workers", workers]
      let outcome = try scratch.program.run(arguments)
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("garch-t") && outcome.errors == "")
      for line in outcome.output.split(separator: "\n") { #expect(line.count <= 104, "\(line)") }
    }
    for name in Self.figures {
      #expect(try scratch.bytes("1/" + name) == scratch.bytes("2/" + name), "\(name)")
    }
    #expect(try scratch.names() == ["1", "2", "loans.yaml"])
  }

  /// Stopped it leaves nothing, unless it works in a plan directory (`ShardAcceptanceTests`).
  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func stoppedItLeavesNothing(signal: Int32, code: Int32) throws {
    let scratch = try Scratch()
    try document(scratch)
    let running = try scratch.program.start(
      ["backtest", "loans.yaml", "--paths", "100000", "--workers", "2", "--out", "out"])
    for _ in 0..<4_000 where try scratch.names().count < 2 { usleep(5_000) }
    running.send(signal)
    let stopped = try running.end()
    #expect(stopped.code == code && stopped.errors.contains("stopped; nothing was written"))
    #expect(try scratch.names() == ["loans.yaml"])
  }

  /// Two factors whose histories are columns of one table, which is copied twice and read once.
  @Test func tablesMayBeNamedTwice() throws {
    let scratch = try Scratch()
    try document(scratch)
    let entry = "eth: {file: \(Program.data)/history/eth_usd_daily.csv, column: close_usd}"
    try scratch.edit(
      "loans.yaml", entry,
      "eth: {file: \(Program.data)/history/eth_usd_daily.csv, column: close_usd, over: {file: \(Program.data)/history/eth_usd_daily.csv, column: low_usd}}"
    )
    let plan = ["plan", "loans.yaml", "--study", "backtest", "--out", "plan", "--quiet"]
    let outcome = try scratch.program.run(plan)
    try #require(outcome.code == 0, "\(outcome.errors)")
    #expect(try scratch.names("plan").count { $0.hasPrefix("input-history") } == 2)
    let status = try scratch.program.run(["status", "plan"])
    #expect(status.code == 75, "\(status.errors)")
  }

  @Test func badHistoryIsRefusedWithItsPlace() throws {
    let scratch = try Scratch()
    try document(scratch)
    try scratch.edit(
      "loans.yaml", Program.data + "/history/eth_usd_daily.csv", "history.csv")
    try scratch.write("date,close_usd\n2024-01-01,100\n2024-01-02,-7\n", to: "history.csv")
    for command in [["check", "loans.yaml"], ["backtest", "loans.yaml"]] {
      let outcome = try scratch.program.run(command)
      #expect(outcome.code == 65)
      #expect(outcome.errors.contains("history.csv:3:12: error: close_usd is '-7'"))
    }
  }
}
