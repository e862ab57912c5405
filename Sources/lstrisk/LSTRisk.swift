import ArgumentParser
import LinearAlgebra
import VectorMath

/// The command line: parse arguments, call, print, exit code.
@main
struct LSTRisk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lstrisk",
    abstract: "Tail risk of staking-derivative collateral: who is liquidated, who loses how much.",
    discussion: """
      Draws correlated paths of ETH, of the discounts of liquid staking tokens and
      of rates, runs every account through its lending protocol's rules, and
      reports VaR, expected shortfall, liquidation probabilities and bad debt, each
      with its Monte Carlo error.

      EXAMPLES:
        The overnight report:
          lstrisk report Data/examples/desk.yaml --out out/desk
        The same on the machines of a Slurm cluster:
          lstrisk plan Data/examples/desk.yaml --out plan
          lstrisk submit plan --engine slurm --shards 16 --out out/desk
        Haircut policies side by side:
          lstrisk policies Data/examples/policies.yaml --out out/policies
        Every mistake in every document:
          lstrisk check Data/examples/desk.yaml
        The worst paths of a report in full:
          lstrisk export out/desk --worst 10
        Would the forecasts have held since 2021:
          lstrisk backtest Data/examples/eth-loans.yaml --out out/eth-loans
        What a market document may name:
          lstrisk list processes
        The market document from history:
          lstrisk calibrate Data/history/mapping.yaml --out market.yaml
        A run document, ready to edit:
          lstrisk init my-desk

      EXIT CODES:
          0  done
          1  validate: a claimed case fails
          2  a warning limit is breached
          3  a hard limit is breached
         64  usage
         65  bad input
         70  numerical failure, or too little memory
         74  input or output failed
         75  incomplete: shards of a plan are missing
        130  after SIGINT
        143  after SIGTERM
      """,
    version: Version.text,
    subcommands: [
      ReportCommand.self, PlanCommand.self, SimulateCommand.self, MergeCommand.self,
      StatusCommand.self, SubmitCommand.self, PoliciesCommand.self, CalibrateCommand.self,
      BacktestCommand.self,
      ExportCommand.self, CheckCommand.self, ValidateCommand.self, ListCommand.self,
      InitCommand.self,
    ])

  /// Called without a command, or where the system does not say what it was called with (no /proc).
  func run() throws(UsageError) {
    throw UsageError("it was called without a command; `lstrisk --help` lists them")
  }

  static func main() async {
    Allocator.keepFreedMemory()
    StandardStreams.open()
    Signals.ignoreBrokenPipe()
    if let reason = Processor.unsupported {
      Console.error("lstrisk: \(reason)")
      Exit.leave(.software)
    }
    if let reason = BLAS.prepare() {
      Console.error("lstrisk: \(reason)")
      Exit.leave(.software)
    }
    MemoryFailure.watch()
    do {
      try Arguments.check()
      var command = try parseAsRoot()
      try AddressSpace.reserve()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      Exit.leave(.success)
    } catch {
      FailureReport.end(with: error)
    }
  }
}
