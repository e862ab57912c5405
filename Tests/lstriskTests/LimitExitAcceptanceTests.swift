import Foundation
import Testing

/// The exit code of a run with several limits is that of the gravest.
@Suite(.whenAccepting, .serialized) struct LimitExitAcceptanceTests {
  /// The mean loss of the quick start lies between −1e12 and 1e12 dollars: a limit below is
  /// breached, one above is kept.
  private static let kept = "hard: 1.0e+12"
  private static let warned = "warn: -1.0e+12, hard: 1.0e+12"
  private static let breached = "hard: -1.0e+12"

  private static let cases: [(limits: [String], code: Int32)] = [
    ([kept], 0), ([kept, warned], 2), ([warned, kept], 2), ([kept, breached], 3),
    ([breached, kept, kept], 3), ([breached, warned], 3), ([warned, breached], 3),
  ]

  @Test(arguments: cases)
  func gravestDecides(limits: [String], code: Int32) throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    let rows = limits.map { "  - {measure: mean, quantity: equity_loss, total: true, \($0)}\n" }
    try scratch.write(
      try scratch.text("run.yaml") + "limits:\n" + rows.joined(), to: "run.yaml")
    let outcome = try scratch.program.run(["report", "run.yaml", "--out", "a"])
    #expect(outcome.code == code, "\(outcome.errors)")
    let passing = try scratch.program.run(["report", "run.yaml", "--out", "b", "--exit-zero"])
    #expect(passing.code == 0)
  }
}
