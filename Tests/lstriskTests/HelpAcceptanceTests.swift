import Foundation
import Testing

/// Help, version, lists and the first steps of a new user.
@Suite(.whenAccepting) struct HelpAcceptanceTests {
  private static let commands = [
    "report", "plan", "simulate", "merge", "status", "submit", "policies", "calibrate", "backtest",
    "export", "check", "validate", "list", "init",
  ]

  @Test(arguments: [[]] + commands.map { [$0] })
  func helpHasAnExampleIn80Columns(command: [String]) throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(command + ["--help"])
    #expect(outcome.code == 0 && outcome.errors == "")
    #expect(outcome.output.contains("\nEXAMPLE"))
    // The line of usage is one line for shells to complete from.
    for line in outcome.output.split(separator: "\n") where !line.hasPrefix("USAGE: ") {
      #expect(line.count <= 80, "\(line)")
    }
    #expect(try scratch.program.run(["help"] + command).output == outcome.output)
  }

  /// A line of prose that ends early was wrapped twice.
  @Test(arguments: [[]] + commands.map { [$0] })
  func helpIsWrappedOnce(command: [String]) throws {
    let scratch = try Scratch()
    let help = try scratch.program.run(command + ["--help"]).output
    let overview = help.components(separatedBy: "\nUSAGE: ")[0]
    let parts = overview.components(separatedBy: "\nEXAMPLE")[0].components(separatedBy: "\n\n")
    for paragraph in parts.dropFirst() {
      let lines = paragraph.split(separator: "\n")
      for line in lines.dropLast() { #expect(line.count > 55, "\(line)") }
    }
  }

  @Test func versionIsOneLine() throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(["--version"])
    #expect(outcome.code == 0 && outcome.output == "0.1.0\n")
  }

  @Test(arguments: [
    ("processes", "geometric-brownian-motion"), ("protocols", "aave-v3"), ("measures", "es"),
    ("estimators", "discount"),
  ])
  func listsHaveOneEntryALine(catalog: String, entry: String) throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(["list", catalog])
    #expect(outcome.code == 0 && outcome.errors == "")
    let lines = outcome.output.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    let names = lines.map { $0.prefix { $0 != " " } }
    #expect(names.contains { $0 == entry }, "\(names)")
    #expect(Set(names).count == names.count && !names.contains(""))
    for line in lines { #expect(line.contains("  "), "\(line)") }
  }

  @Test func tokensAreListedFromTheirDocuments() throws {
    let scratch = try Scratch()
    let outcome = try scratch.program.run(["list", "tokens", "--tokens", Program.data + "/tokens"])
    #expect(outcome.code == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 11)
    let line = try #require(lines.first { $0.hasPrefix("wstETH ") })
    #expect(
      line.split(separator: " ", omittingEmptySubsequences: true).prefix(3)
        == ["wstETH", "exchange-rate", "ETH"])
    #expect(line.hasSuffix("Wrapped Lido staked Ether"))
    let missing = try scratch.program.run(["list", "tokens"])
    #expect(missing.code == 64 && missing.errors.contains("--tokens"))
    #expect(try scratch.program.run(["list", "tokens", "--tokens", "nowhere"]).code == 65)
  }

  @Test func initialRunChecksAndReports() throws {
    let scratch = try Scratch()
    let program = scratch.program
    #expect(try program.run(["init", "desk"]).code == 0)
    let check = try program.run(["check", "desk/run.yaml"])
    #expect(check.code == 0 && check.output.contains("no mistakes"), "\(check.errors)")
    let report = try program.run([
      "report", "desk/run.yaml", "--out", "out", "--paths", "2000", "--exit-zero",
    ])
    #expect(report.code == 0, "\(report.errors)")
    let again = try program.run(["init", "desk"])
    #expect(again.code == 74 && again.errors.contains("it exists"))
    #expect(try scratch.names() == ["desk", "out"])
  }
}
