import Foundation
import Testing

/// SIGINT and SIGTERM in the middle of a run.
@Suite(.whenAccepting, .serialized) struct SignalAcceptanceTests {
  private static let arguments = [
    "report", Program.quickstart, "--out", "run", "--paths", "20000000", "--workers", "2",
  ]

  /// Starts a run of some minutes and waits until it simulates.
  private func started(_ scratch: borrowing Scratch) throws -> RunningProgram {
    let running = try scratch.program.start(Self.arguments)
    for _ in 0..<2_000 where try scratch.names().isEmpty { usleep(5_000) }
    try #require(try scratch.names() == [".run.tmp-\(running.process)"], "the run has not started")
    usleep(300_000)
    return running
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143)), (SIGHUP, Int32(143))])
  func stopsWithinTwoSecondsAndLeavesNothing(signal: Int32, code: Int32) throws {
    let scratch = try Scratch()
    let running = try started(scratch)
    let sent = ContinuousClock.now
    running.send(signal)
    let outcome = try running.end()
    #expect(ContinuousClock.now - sent < .seconds(2))
    #expect(outcome.code == code)
    #expect(outcome.errors.contains("stopped; nothing was written"))
    #expect(outcome.output == "")
    #expect(try scratch.names() == [])
  }

  @Test func secondSignalEndsAtOnce() throws {
    let scratch = try Scratch()
    let running = try started(scratch)
    let sent = ContinuousClock.now
    running.send(SIGINT)
    usleep(1_000)
    running.send(SIGTERM)
    let outcome = try running.end()
    #expect(ContinuousClock.now - sent < .seconds(1))
    #expect(outcome.code == 143 || outcome.code == 130)
  }

  /// What a killed run leaves is swept by the next one.
  @Test func killedRunIsSwept() throws {
    let scratch = try Scratch()
    let running = try started(scratch)
    running.send(SIGKILL)
    #expect(try running.end().code == 137)
    #expect(try scratch.names() != [])
    try scratch.program.report("run")
    #expect(try scratch.names() == ["run"])
  }
}
