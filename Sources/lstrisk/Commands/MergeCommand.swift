import ArgumentParser
import Passes
import Reporting
import Tables

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make the report of a plan whose shards are done.",
    discussion: """
      Puts the shards' results together, draws the paths of the tails again for the
      contributions, and writes the run directory that `lstrisk report` (or
      `policies`) writes in one process, byte for byte but for manifest.json. Exit
      code 75 with the list of what is missing, 65 if parts are of another plan or
      version, or machines have computed differently.

      EXAMPLES:
        lstrisk merge plan --out out/desk
      """)

  @Argument(
    help: ArgumentHelp("The plan directory.", valueName: "plan-dir"), completion: .directory)
  var plan: String

  @Option(help: "The run directory to make.", completion: .directory)
  var out: String

  @Option(help: "Parallel workers; the figures are the same for any number.")
  var workers: Int?

  @Flag(help: "Exit with 0 also when a limit is breached.")
  var exitZero = false

  @Flag(help: "No table.")
  var quiet = false

  @Flag(help: "Print report.json (policies.json) instead of the table.")
  var json = false

  func run() async throws {
    let clock = RunClock()
    let directory = try PlanDirectory.load(plan, workers: workers)
    try AddressSpace.reserve(directory.loaded.plan, workers: directory.loaded.workers)
    switch directory.file.study {
    case .report: try await report(directory, clock)
    case .policies: try await policies(directory, clock)
    }
  }

  private func report(_ directory: PlanDirectory, _ clock: RunClock) async throws {
    let loaded = directory.loaded
    let verdict = try await Signals.cancelling {
      let target = try OutputDirectory(at: out)
      let run = ShardRun(
        directory: directory, study: try directory.reportStudy(), workers: loaded.workers)
      let result = try await run.study.answer(run.merged(), workers: loaded.workers) { _, _ in }
      if Task.isCancelled { throw Interrupted() }
      let context = clock.context(loaded)
      try RunDirectoryWriter.write(result, context, to: target)
      return ReportVerdict(result: result, context: context.report, directory: out)
    }
    try verdict.tell(json: json, quiet: quiet, exitZero: exitZero)
  }

  private func policies(_ directory: PlanDirectory, _ clock: RunClock) async throws {
    let loaded = directory.loaded
    let (result, context) = try await Signals.cancelling {
      let target = try OutputDirectory(at: out)
      let run = ShardRun(
        directory: directory, study: try directory.policyStudy().study, workers: loaded.workers)
      let result = try await run.study.answer(run.merged(), workers: loaded.workers) { _, _ in }
      if Task.isCancelled { throw Interrupted() }
      let context = clock.context(loaded)
      try PolicyDirectoryWriter.write(result, context, to: target)
      return (result, context.report)
    }
    if json {
      try StandardOutput.write(String(decoding: PolicyJSON.render(result, context), as: UTF8.self))
    } else if !quiet {
      try StandardOutput.write(PolicyText.render(result, directory: out))
    }
  }
}
