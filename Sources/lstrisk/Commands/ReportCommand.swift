import ArgumentParser
import Input
import Passes
import Reporting
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

  @Argument(
    help: ArgumentHelp("The run document.", valueName: "run.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var document: String

  @Option(
    help: "The run directory to make. Default: the document's name and its date, here.",
    completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Work in this plan directory, made if it is not there: a run that was stopped goes on.",
      valueName: "plan-dir"),
    completion: .directory)
  var resume: String?

  @Option(help: "Number of paths, in place of the document's.")
  var paths: Int?

  @Option(help: "Seed, in place of the document's.")
  var seed: UInt64?

  @Option(help: "Parallel workers; the figures are the same for any number.")
  var workers: Int?

  @Flag(help: "Exit with 0 also when a limit is breached.")
  var exitZero = false

  @Flag(help: "No table, no progress bar, no warnings.")
  var quiet = false

  @Flag(help: "Print report.json instead of the table.")
  var json = false

  @Flag(help: "Print what the run will take, from a short trial, and stop.")
  var dryRun = false

  func run() async throws {
    let clock = RunClock()
    let loaded = try RunDocument.load(
      document, overrides: RunOverrides(paths: paths, seed: seed, workers: workers))
    if !quiet { for warning in loaded.warnings { Console.error(warning.description) } }
    if try estimate(loaded) { return }
    let directory = out ?? "\(OutputName.stem(document))-\(loaded.plan.words.valuationDate)"
    let progress = Progress(isVisible: !quiet)
    try AddressSpace.reserve(loaded.plan, workers: loaded.workers)
    let (result, context) = try await Signals.cancelling {
      // Taken before the simulation, so that a name that cannot be written costs no night.
      let target = try OutputDirectory(at: directory)
      defer { progress.clear() }
      let result = try await simulate(loaded, progress)
      if Task.isCancelled { throw Interrupted() }
      progress.finish()
      let context = clock.context(loaded)
      try RunDirectoryWriter.write(result, context, to: target)
      return (result, context.report)
    }
    try ReportVerdict(result: result, context: context, directory: directory)
      .tell(json: json, quiet: quiet, exitZero: exitZero)
  }

  private func simulate(_ loaded: LoadedRun, _ progress: Progress) async throws -> RunResult {
    guard let resume else {
      return try await Simulation(loaded.plan, workers: loaded.workers).run {
        progress.update($0, of: $1)
      }
    }
    let directory = try PlanDirectory.make(.report, of: loaded, resuming: resume)
    let run = ShardRun(
      directory: directory, study: try directory.reportStudy(), workers: loaded.workers)
    do {
      return try await run.resumed(progress)
    } catch is Interrupted { throw Stopped(path: resume) }
  }

  /// Says what the run will take if that is asked for, or more than a minute.
  ///
  /// - Returns: Whether that was all that was asked for.
  private func estimate(_ loaded: LoadedRun) throws -> Bool {
    guard dryRun || !quiet && RunTrial.isWorthwhile(loaded.plan) else { return false }
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
