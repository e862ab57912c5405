import Foundation
import Testing

/// What a first user stumbled over: kinds of documents, the exit code of an untouched run, dry runs.
@Suite(.whenAccepting, .serialized) struct FirstStepsAcceptanceTests {
  @Test(arguments: [
    ("run.yaml", "run document"), ("market.yaml", "market document"),
    ("protocol-aave-v3.yaml", "protocol document"), ("token-wsteth.yaml", "token document"),
  ])
  func checkSaysWhatADocumentIs(name: String, kind: String) throws {
    let scratch = try Scratch()
    #expect(try scratch.program.run(["init", "desk"]).code == 0)
    let outcome = try scratch.program.run(["check", "desk/\(name)"])
    #expect(outcome.code == 0 && outcome.errors == "")
    #expect(outcome.output.hasPrefix("desk/\(name): \(kind), no mistakes, 0 warnings; "))
  }

  @Test func checkTakesAMapping() throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(["check", Program.data + "/history/mapping.yaml"])
    #expect(outcome.code == 0 && outcome.output.contains("mapping document, no mistakes"))
  }

  /// A mistake of each kind, with its place and the kind that it was taken for.
  @Test(arguments: [
    ("market.yaml", "asOf: 2024-12-31", "asOf: yesterday", "market"),
    ("protocol-aave-v3.yaml", "liquidationThreshold: 0.83", "liquidationThreshold: 83", "protocol"),
    ("token-wsteth.yaml", "kind: exchange-rate", "kind: exchange", "token"),
  ])
  func checkFindsMistakesOfTheKind(
    name: String, old: String, new: String, kind: String
  ) throws {
    let scratch = try Scratch()
    #expect(try scratch.program.run(["init", "desk"]).code == 0)
    try scratch.edit("desk/" + name, old, new)
    let outcome = try scratch.program.run(["check", "desk/" + name])
    #expect(outcome.code == 65 && outcome.output == "")
    #expect(outcome.errors.hasPrefix("desk/\(name): taken for a \(kind) document"))
    #expect(outcome.errors.contains("desk/\(name):") && outcome.errors.contains(": error: "))
    #expect(!outcome.errors.contains("valuationDate"), "no run document is asked for")
  }

  @Test func checkOfATableIs65() throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(["check", Program.data + "/examples/quickstart.csv"])
    #expect(outcome.code == 65 && outcome.errors.contains("this is a table"))
  }

  /// Untouched it breaches its warning limit, and says which and by how much.
  @Test func untouchedRunSaysWhyItExitsWith2() throws {
    let scratch = try Scratch()
    #expect(try scratch.program.run(["init", "desk"]).code == 0)
    let outcome = try scratch.program.run(["report", "desk/run.yaml", "--out", "run"])
    #expect(outcome.code == 2)
    #expect(
      outcome.errors.hasPrefix(
        "lstrisk: warning limit breached: ES 99 % of equity loss, book loops, is "))
    #expect(outcome.errors.hasSuffix(", above 50.0 %\n"), "\(outcome.errors)")
    let quiet = try scratch.program.run(["report", "desk/run.yaml", "--out", "q", "--quiet"])
    #expect(quiet.code == 2 && quiet.errors == "")
    let zero = try scratch.program.run(["report", "desk/run.yaml", "--out", "z", "--exit-zero"])
    #expect(zero.code == 0 && zero.errors == "")
  }

  @Test func hardLimitIsSaidFirst() throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    let limits = """
      limits:
        - {measure: mean, total: true, warn: -1.0e+12}
        - {measure: var, level: 0.99, total: true, hard: 100000}

      """
    try scratch.write(try scratch.text("run.yaml") + limits, to: "run.yaml")
    let outcome = try scratch.program.run(["report", "run.yaml", "--out", "run"])
    #expect(outcome.code == 3)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 2, "\(outcome.errors)")
    #expect(lines.first?.hasPrefix("lstrisk: hard limit breached: VaR 99 %") == true)
    #expect(lines.last?.hasPrefix("lstrisk: warning limit breached: mean equity loss") == true)
  }

  /// Paths, workers, time and memory on one line; nothing is simulated or written.
  @Test func dryRunSaysWhatARunTakes() throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run([
      "report", Program.quickstart, "--dry-run", "--workers", "2", "--paths", "5000000",
    ])
    #expect(outcome.code == 0 && outcome.errors == "")
    #expect(
      outcome.output.hasPrefix("5000000 paths of 30 steps, 3 accounts, 2 workers: about "))
    #expect(outcome.output.hasSuffix(" MB of memory\n"))
    #expect(outcome.seconds < 10)
    #expect(try scratch.names() == [])
  }

  /// A run of many minutes is announced before it starts; a short one is not.
  @Test func longRunsAreAnnounced() throws {
    let scratch = try Scratch()
    let running = try scratch.program.start([
      "report", Program.data + "/examples/desk.yaml", "--paths", "200000000", "--out", "run",
      "--workers", "1",
    ])
    for _ in 0..<4_000 where try scratch.names().isEmpty { usleep(5_000) }
    running.send(SIGINT)
    let outcome = try running.end()
    #expect(outcome.code == 130)
    #expect(outcome.errors.contains("200000000 paths of 30 steps, 28 accounts, 1 worker: about "))
    #expect(try scratch.program.report("short").errors == "")
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreScripts(shell: String) throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(["--generate-completion-script", shell])
    #expect(outcome.code == 0 && outcome.errors == "")
    for command in ["report", "policies", "calibrate", "backtest", "export", "check", "init"] {
      #expect(outcome.output.contains(command))
    }
  }
}
