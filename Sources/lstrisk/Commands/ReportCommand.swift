import ArgumentParser
import Input
import Studies
import Tables

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Run the overnight tail-risk report.",
    discussion: """
      Writes one run directory with report.html, report.json, CSV files and
      manifest.json; it appears whole or not at all. Standard output gets a table,
      standard error a progress bar if it is a terminal. Exit code 2 if a warning
      limit of the run document is breached, 3 if a hard one is.

      EXAMPLES:
        lstrisk report Data/examples/desk.yaml --out out/desk
        lstrisk report Data/examples/desk.yaml --out out/desk --resume out/plan
        lstrisk report Data/examples/desk.yaml --paths 10000 --json > desk.json
      """)

  @OptionGroup var input: DocumentArgument

  @Option(
    help: "The run directory to make. Default: the document's name and its date, here.",
    completion: .directory)
  var out: String?

  @OptionGroup var resuming: ResumeOption
  @OptionGroup var draws: DrawOptions
  @OptionGroup var threads: WorkerOption
  @OptionGroup var limits: LimitFlag
  @OptionGroup var result: ResultFlags

  @Flag(help: "Print what the run will take, from a short trial, and stop.")
  var dryRun = false

  func run() async throws {
    let clock = RunClock()
    let run = try ReportRun(input.document, draws.overrides(workers: threads.workers))
    if !result.quiet { run.warn() }
    if try estimate(run.loaded) { return }
    let name = "\(OutputName.stem(input.document))-\(run.loaded.plan.words.valuationDate)"
    try await run.run(
      to: out ?? name, resumed: resuming.resume, clock, result.telling(exitZero: limits.exitZero))
  }

  /// Says what the run will take if that is asked for, or more than a minute.
  ///
  /// - Returns: Whether that was all that was asked for.
  private func estimate(_ loaded: LoadedRun) throws -> Bool {
    guard dryRun || !result.quiet && RunTrial.isWorthwhile(loaded.plan) else { return false }
    let trial = try RunTrial(loaded.plan, workers: loaded.workers, cores: Processor.count)
    let estimate = RunEstimate(loaded.plan, workers: loaded.workers, trial)
    if dryRun {
      try StandardOutput.write(estimate.text + "\n")
    } else if estimate.isLong {
      Console.error(estimate.text)
    }
    return dryRun
  }
}
