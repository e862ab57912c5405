import ArgumentParser
import Backtesting
import Foundation
import Input
import Passes
import Reporting
import Tables

struct BacktestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Would the forecasts have held? Realised losses against VaR and ES.",
    discussion: """
      Walks through the history that the section `backtest` of a run document
      names: on each day fits every model to the window before it, forecasts the
      portfolio's loss by simulation, and runs what happened through the same
      rules. Writes one directory with backtest.html, backtest.json, days.csv and
      manifest.json; it appears whole or not at all. A model that fails its tests
      is said to fail, and the exit code is 0.

      Interrupted, it keeps what is done in OUT.partial; the same command goes on
      from there.

      EXAMPLE:
        lstrisk backtest Data/examples/eth-loans.yaml --out out/eth-loans
      """)

  @Argument(
    help: ArgumentHelp("The run document.", valueName: "run.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var document: String

  @Option(
    help: "The directory to make. Default: the document's name and -backtest, here.",
    completion: .directory)
  var out: String?

  @Option(help: "Number of paths a day, in place of the document's.")
  var paths: Int?

  @Option(help: "Seed, in place of the document's.")
  var seed: UInt64?

  @Option(help: "Parallel workers; the figures are the same for any number.")
  var workers: Int?

  @Flag(help: "No table, no progress bar, no warnings.")
  var quiet = false

  @Flag(help: "Print backtest.json instead of the table.")
  var json = false

  func run() async throws {
    let clock = RunClock()
    let loaded = try BacktestDocument.load(
      document, overrides: RunOverrides(paths: paths, seed: seed, workers: workers))
    if !quiet { for warning in loaded.run.warnings { Console.error(warning.description) } }
    var plan = loaded.plan
    plan.run.words.warnings = loaded.run.warnings.map(\.message)
    let directory = out ?? "\(OutputName.stem(document))-backtest"
    let partial = try PartialBacktest(beside: directory, plan: plan, inputs: loaded.run.inputs)
    try AddressSpace.reserve(plan.run, workers: loaded.run.workers)
    let walk = WalkForward(plan, workers: loaded.run.workers)
    do {
      let figures = try await finish(walk, clock, loaded.run, to: directory, partial)
      partial.remove()
      if json {
        let bytes = try InputFile.read(directory + "/backtest.json")
        try StandardOutput.write(String(decoding: bytes, as: UTF8.self))
      } else if !quiet {
        try StandardOutput.write(BacktestText.render(figures, directory: directory))
      }
    } catch is Interrupted {
      throw Stopped(path: partial.path)
    }
  }

  private func finish(
    _ walk: WalkForward, _ clock: RunClock, _ loaded: LoadedRun, to directory: String,
    _ partial: PartialBacktest
  ) async throws -> BacktestFigures {
    let progress = Progress(isVisible: !quiet, unit: "forecasts")
    return try await Signals.cancelling {
      // Taken before the walk, so that a name that cannot be written costs no walk.
      let target = try OutputDirectory(at: directory)
      defer { progress.clear() }
      let days = try await walk.run(store: partial) {
        progress.update($0, of: walk.forecastCount)
      }
      let figures = try await BacktestFigures(walk.plan, days: days, workers: walk.workers)
      if Task.isCancelled { throw Interrupted() }
      progress.finish()
      try BacktestDirectoryWriter.write(figures, clock.context(loaded), to: target)
      return figures
    }
  }
}
