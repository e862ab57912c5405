import Foundation
import Testing

/// Calls that cannot be understood, machines without memory, and folders on the way.
@Suite(.whenAccepting, .serialized) struct CommandLineAcceptanceTests {
  /// Runs a line of bash in the directory; `$LSTRISK` is the program.
  private func shell(
    _ scratch: borrowing Scratch, _ line: String, within limit: Duration = .seconds(60)
  ) throws -> Program.Outcome {
    var program = scratch.program
    program.environment["LSTRISK"] = try Program.path
    program.executable = "/bin/bash"
    return try program.start(["-c", line]).end(within: limit)
  }

  @Test(arguments: [[], ["--"]]) func withoutACommandIs64(arguments: [String]) throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(arguments)
    #expect(outcome.code == 64 && outcome.output == "")
    #expect(outcome.errors.contains("`lstrisk --help` lists them"))
  }

  @Test(arguments: [#"check $'a\xff.yaml'"#, #"report $'\xc3' --out x"#, #"list $'\xed\xa0\x80'"#])
  func argumentsThatAreNoTextAre64(line: String) throws {
    let scratch = try Scratch()
    let outcome = try shell(scratch, "\"$LSTRISK\" \(line)")
    #expect(outcome.code == 64 && outcome.output == "")
    #expect(outcome.errors.contains("is not UTF-8 text"))
    #expect(try scratch.names() == [])
  }

  /// 127 is the system's: it could not load the program. Never a hang, never a signal.
  @Test(arguments: [
    100, 110, 120, 125, 130, 135, 140, 150, 160, 180, 200, 250, 260, 280, 300, 350, 400, 600, 1_000,
    4_000,
  ])
  func littleAddressSpaceIsAnErrorAtOnce(megabytes: Int) throws {
    let scratch = try Scratch()
    let limit = "ulimit -v \(megabytes * 1_000)"
    let version = try shell(scratch, "\(limit); exec \"$LSTRISK\" --version", within: .seconds(20))
    #expect([0, 70, 127].contains(version.code), "\(version.errors)")
    if version.code == 0 { #expect(version.output == "0.1.0\n") }
    if megabytes >= 200 { #expect(version.code == 0, "\(version.errors)") }
    let report = try shell(
      scratch, "\(limit); exec \"$LSTRISK\" report \(Program.quickstart) --out run --paths 2000",
      within: .seconds(20))
    #expect([0, 70, 127].contains(report.code), "\(report.errors)")
    if report.code == 70 { #expect(report.errors.contains("raise the limit on memory")) }
    #expect(try scratch.names().contains("run") == (report.code == 0))
    if megabytes >= 1_000 { #expect(report.code == 0, "\(report.errors)") }
  }

  /// OpenBLAS starts without threads, each of which would ask for 128 MiB, whatever the environment says.
  @Test(arguments: ["OPENBLAS_NUM_THREADS=8", "OMP_NUM_THREADS=4", "OPENBLAS_NUM_THREADS="])
  func environmentDoesNotStartThreads(setting: String) throws {
    let scratch = try Scratch()
    let outcome = try shell(
      scratch, "export \(setting); ulimit -v 200000; exec \"$LSTRISK\" --version",
      within: .seconds(20))
    #expect(outcome.code == 0 && outcome.output == "0.1.0\n", "\(outcome.errors)")
  }

  @Test func makesTheFoldersOnTheWay() throws {
    let scratch = try Scratch()
    let program = scratch.program
    #expect(try program.run(["init", "a/b/desk"]).code == 0)
    try program.report("c/d/run")
    #expect(
      try program.run(["export", "c/d/run", "--worst", "1", "--out", "e/f"]).code == 0)
    #expect(try scratch.names("a/b") == ["desk"])
    #expect(try scratch.names("c/d") == ["run"])
    #expect(try scratch.names("e") == ["f"])
  }

  /// A command that fails leaves no folder behind.
  @Test(arguments: [["--paths", "0"], ["--bogus"], ["--dry-run"]])
  func leavesNoFoldersWithoutAResult(more: [String]) throws {
    let scratch = try Scratch()
    _ = try scratch.program.run(["report", Program.quickstart, "--out", "a/b/run"] + more)
    #expect(try scratch.names() == [])
  }
}
