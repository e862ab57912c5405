import ArgumentParser
import Tables
import Validation

struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check the engine against tables of known answers.",
    discussion: """
      Runs every table under DIRECTORY that the engine claims, through the engine's
      own code, and prints what passed, what failed, and what is not covered and
      why. Exit code 0 only if no claimed case fails, else 1.

      EXAMPLE:
        lstrisk validate Tests/References
      """)

  @Argument(help: "The directory with the tables.", completion: .directory)
  var directory: String

  @Option(help: "Parallel workers, 1 to 256; the verdicts are the same for any number.")
  var workers: Int = 2

  func validate() throws {
    guard (1...256).contains(workers) else {
      throw ValidationError("--workers is \(workers); it must be between 1 and 256")
    }
  }

  func run() async throws {
    let report = try await ValidationRun(directory: directory, workers: workers).run()
    try StandardOutput.write(report.text)
    if !report.isPassing { throw Verdict(code: .failedCase) }
  }
}
