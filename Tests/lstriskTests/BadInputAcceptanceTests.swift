import Foundation
import Testing

/// Inputs that no run can be read from: refused within two seconds, with a place.
@Suite(.whenAccepting) struct BadInputAcceptanceTests {
  private func refused(
    _ scratch: borrowing Scratch, _ place: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for command in [["check", "run.yaml"], ["report", "run.yaml", "--out", "out"]] {
      let running = try scratch.program.start(command)
      let outcome = try running.end(within: .seconds(20))
      #expect(outcome.code == 65, "\(outcome.errors)", sourceLocation: sourceLocation)
      #expect(outcome.seconds < 2, sourceLocation: sourceLocation)
      let isLocated = outcome.errors.split(separator: "\n").contains {
        $0.hasPrefix(place) && $0.contains(": error: ")
      }
      #expect(isLocated, "\(outcome.errors)", sourceLocation: sourceLocation)
      #expect(outcome.output == "", sourceLocation: sourceLocation)
      #expect(try !scratch.names().contains("out"), sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: ["run.yaml", "portfolio.csv", "market.yaml", "aave.yaml", "tokens/eth.yaml"])
  func emptyFile(name: String) throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    try scratch.write("", to: name)
    // A file that is wrong as a whole is reported where it is named.
    try refused(scratch, name == "run.yaml" ? "run.yaml: " : "run.yaml:")
  }

  @Test(arguments: [("run.yaml", "run.yaml"), ("portfolio.csv", "run.yaml:12:")])
  func directory(name: String, place: String) throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    try FileManager.default.removeItem(atPath: scratch.path + "/" + name)
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/" + name, withIntermediateDirectories: false)
    try refused(scratch, place)
  }

  @Test(arguments: [
    ("run.yaml", "run.yaml"), ("portfolio.csv", "run.yaml:12:"), ("market.yaml", "run.yaml:9:"),
    ("tokens/eth.yaml", "run.yaml:10:"),
  ])
  func pipeNeverHangs(name: String, place: String) throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    try FileManager.default.removeItem(atPath: scratch.path + "/" + name)
    try #require(mkfifo(scratch.path + "/" + name, 0o600) == 0)
    try refused(scratch, place)
  }

  @Test func missingFile() throws {
    let scratch = try Scratch()
    try refused(scratch, "run.yaml: error: there is no such file")
  }

  @Test(arguments: ["NaN", ".nan", "inf", "-5", "1e999", ""])
  func amountThatIsNone(text: String) throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    try scratch.edit("portfolio.csv", "wstETH,500", "wstETH,\(text)")
    try refused(scratch, "portfolio.csv:2:")
  }

  @Test func notANumberInYAML() throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    try scratch.edit("run.yaml", "[0.95, 0.99]", "[0.95, .nan]")
    try refused(scratch, "run.yaml:8:16")
  }

  @Test func mistypedKey() throws {
    let scratch = try Scratch()
    try scratch.copyQuickstart()
    try scratch.edit("run.yaml", "numeraire: USD", "numerair: USD")
    try refused(scratch, "run.yaml:7:1")
    #expect(try scratch.program.run(["check", "run.yaml"]).errors.contains("numeraire"))
  }
}
