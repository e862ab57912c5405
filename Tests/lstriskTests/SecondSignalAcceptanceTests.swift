import Foundation
import Testing

/// A first signal lets the run wind up and say so; a second one ends it on the spot.
@Suite(.whenAccepting, .serialized) struct SecondSignalAcceptanceTests {
  /// Both signals wait for a stopped process and reach it together, so that the second comes before
  /// the workers have seen the first. Should they be quicker once, another attempt is made: a
  /// program that ignores the second signal says that it stopped every time.
  @Test func endsWithoutWindingUp() throws {
    var saysNothing = false
    for _ in 0..<5 where !saysNothing {
      let scratch = try Scratch()
      let running = try scratch.program.start([
        "report", Program.quickstart, "--out", "run", "--paths", "20000000", "--workers", "2",
      ])
      for _ in 0..<2_000 where try scratch.names().isEmpty { usleep(5_000) }
      usleep(300_000)
      running.send(SIGSTOP)
      running.send(SIGINT)
      running.send(SIGTERM)
      running.send(SIGCONT)
      let outcome = try running.end()
      #expect([130, 143].contains(outcome.code))
      saysNothing = !outcome.errors.contains("stopped")
    }
    #expect(saysNothing)
  }
}
