import ArgumentParser

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make the report of a plan whose shards are done.",
    discussion: """
      Puts the shards' results together, draws the paths of the tails again for the
      contributions, and writes the run directory that `lstrisk report` (`policies`,
      `backtest`) writes in one process, byte for byte but for manifest.json. Exit
      code 75 with the list of what is missing, 65 if parts are of another plan or
      version, or machines have computed differently.

      EXAMPLES:
        lstrisk merge plan --out out/desk
      """)

  @OptionGroup var input: PlanArgument

  @Option(help: "The run directory to make.", completion: .directory)
  var out: String

  @OptionGroup var threads: WorkerOption
  @OptionGroup var limits: LimitFlag
  @OptionGroup var result: ResultFlags

  func run() async throws {
    let clock = RunClock()
    let directory = try PlanDirectory(input.plan)
    let run = try directory.run(workers: threads.workers)
    try await run.merge(
      directory, to: out, clock, result.telling(exitZero: limits.exitZero))
  }
}
