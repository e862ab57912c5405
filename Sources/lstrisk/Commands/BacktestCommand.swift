import ArgumentParser

struct BacktestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Would the forecasts have held? Realised losses against VaR and ES.",
    discussion: """
      Walks through the history that the section `backtest` of a run document
      names: on each day fits every model to the window before it, forecasts the
      portfolio's loss by simulation (--paths is of each day), and runs what
      happened through the same rules. Writes one directory with backtest.html,
      backtest.json, days.csv and manifest.json; it appears whole or not at all. A
      model that fails its tests is said to fail, and the exit code is 0.

      Stopped, it keeps nothing, unless it works in a plan directory: with --resume
      the same command goes on from the last finished shard.

      EXAMPLES:
        lstrisk backtest Data/examples/eth-loans.yaml --out out/eth-loans
        lstrisk backtest Data/examples/eth-loans.yaml --resume out/plan
      """)

  @OptionGroup var input: DocumentArgument

  @Option(
    help: "The directory to make. Default: the document's name and -backtest, here.",
    completion: .directory)
  var out: String?

  @OptionGroup var resuming: ResumeOption
  @OptionGroup var draws: DrawOptions
  @OptionGroup var threads: WorkerOption
  @OptionGroup var result: ResultFlags

  func run() async throws {
    let clock = RunClock()
    let run = try BacktestRun(input.document, draws.overrides(workers: threads.workers))
    if !result.quiet { run.warn() }
    let name = "\(OutputName.stem(input.document))-backtest"
    try await run.run(to: out ?? name, resumed: resuming.resume, clock, result.telling())
  }
}
