import Foundation
import Testing

/// What the exit code says, and what is left on disk when it is not 0.
@Suite(.whenAccepting, .serialized) struct ExitCodeAcceptanceTests {
  @Test func doneIsZeroAndSaysNothingOnStandardError() throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.report("run")
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("Quick start"))
    #expect(try scratch.names() == ["run"])
  }

  @Test(arguments: [("warn: 1", 2), ("warn: 1, hard: 2", 3), ("warn: 1.0e+12", 0)])
  func limitsDecideTheCode(limit: String, code: Int32) throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    let limits = "limits:\n  - {measure: var, level: 0.99, total: true, \(limit)}\n"
    try scratch.write(try scratch.text("run.yaml") + limits, to: "run.yaml")
    let program = scratch.program
    let outcome = try program.run(["report", "run.yaml", "--out", "a"])
    #expect(outcome.code == code, "\(outcome.errors)")
    #expect(try scratch.names("a").contains("report.json"), "a breach is a complete report")
    #expect(try program.run(["report", "run.yaml", "--out", "b", "--exit-zero"]).code == 0)
  }

  @Test(arguments: [
    [], ["--bogus"], ["exprot"], ["report"], ["report", "a.yaml", "--bogus"],
    ["report", "a.yaml", "--paths", "many"], ["report", "a.yaml", "--seed", "-1"],
    ["list"], ["list", "nothing"], ["list", "processes", "--tokens", "x"], ["export"],
    ["export", "run"], ["export", "run", "--accounts", "--worst", "1"],
    ["export", "run", "--worst", "0"], ["export", "run", "--worst", "1001"],
    ["export", "run", "--marks", "1,x"], ["export", "run", "--marks", "1", "--worst", "1"],
    ["export", ".", "--losses"], ["validate", "x", "--workers", "0"], ["init"], ["check"],
    ["calibrate"], ["calibrate", "m.yaml"],
  ])
  func usageIs64(arguments: [String]) throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(arguments)
    #expect(outcome.code == 64, "\(outcome.errors)")
    #expect(arguments.isEmpty || outcome.errors.contains("Error:"))
    #expect(outcome.output == "")
    #expect(try scratch.names() == [])
  }

  @Test func misspelledCommandIsAnswered() throws {
    let scratch = try Scratch()
    let errors = try scratch.program.run(["exprot", "run"]).errors
    #expect(errors.contains("did you mean 'lstrisk export'?"))
  }

  @Test func badInputIs65WithItsPlaceAndNoDirectory() throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    try scratch.edit("run.yaml", "horizon: 30 d", "horizont: 30 d")
    try scratch.edit("portfolio.csv", "wstETH,500", "wstETH,-500")
    let outcome = try scratch.program.run(["report", "run.yaml", "--out", "run"])
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("run.yaml:3:1: error: "))
    #expect(outcome.errors.contains("portfolio.csv:2:"), "every document is read")
    #expect(outcome.errors.contains("hint: "))
    #expect(outcome.output == "")
    #expect(try !scratch.names().contains { $0.contains("run") && $0 != "run.yaml" })
    let numbers = try scratch.program.run([
      "report", Program.quickstart, "--paths", "0", "--workers", "300",
    ])
    #expect(numbers.code == 65)
    #expect(numbers.errors.contains("--paths is 0") && numbers.errors.contains("--workers is 300"))
  }

  /// A name that is taken, a path below a file, names that are none.
  @Test func directoryThatCannotBeMadeIs74() throws {
    let scratch = try Scratch()
    let program = scratch.program
    try program.report("run")
    for out in ["run", "run/report.html/run", "run/summary.csv/a/b", "", "/", ".", "run/.."] {
      let outcome = try program.run(["report", Program.quickstart, "--out", out])
      #expect(outcome.code == 74, "\(out)")
      #expect(outcome.errors.contains("cannot be written") && outcome.errors.contains("hint: "))
    }
    #expect(try scratch.names() == ["run"])
  }

  @Test func fullDiskIs74AndLeavesNothing() throws {
    let scratch = try Scratch()
    let disk = scratch.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    // Only root may mount; elsewhere there is nothing to test.
    guard mount("tmpfs", disk, "tmpfs", 0, "size=128k") == 0 else { return }
    defer { umount(disk) }
    let outcome = try scratch.program.run([
      "report", Program.quickstart, "--paths", "2000", "--out", "disk/run",
    ])
    #expect(outcome.code == 74)
    #expect(outcome.errors.contains("No space left"))
    #expect(try scratch.names("disk") == [])
    try scratch.program.report("run")
    let export = try scratch.program.run([
      "export", "run", "--losses", "--accounts", "--out", "disk/losses",
    ])
    #expect(export.code == 74)
    #expect(try scratch.names("disk") == [])
  }

  @Test(arguments: [
    ["report", Program.quickstart, "--paths", "2000", "--out", "run"],
    ["report", Program.quickstart, "--paths", "2000", "--out", "run", "--json"],
    ["check", Program.quickstart], ["list", "processes"], ["list", "measures"], ["--help"],
    ["help", "report"], ["export", "--help"], ["--version"], ["init", "desk"],
  ])
  func unwrittenStandardOutputIs74(arguments: [String]) throws {
    for output in [Program.Destination.path("/dev/full"), .closedPipe] {
      let scratch = try Scratch()
      let outcome = try scratch.program.run(arguments, output: output)
      #expect(outcome.code == 74, "\(output): \(outcome.errors)")
      #expect(outcome.errors.contains("standard output: cannot be written"))
    }
  }
}
