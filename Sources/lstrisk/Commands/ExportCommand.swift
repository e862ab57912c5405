import ArgumentParser
import Diagnostics
import Input
import Reporting
import Studies
import Tables

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export distributions of a finished run as CSV.",
    discussion: """
      Draws the paths of a run directory again, from the copies of its documents:
      a path is a function of its number, so every figure is the run's own. Writes
      one directory, which appears whole or not at all.

      EXAMPLES:
        Every path's loss by book, then also by account:
          lstrisk export out/desk --losses --out out/losses
          lstrisk export out/desk --losses --accounts
        The first liquidation of every account:
          lstrisk export out/desk --liquidation-days
        Marks of chosen paths by day:
          lstrisk export out/desk --marks 0,1,17
        The worst ten paths in full:
          lstrisk export out/desk --worst 10
      """)

  @Argument(help: "The run directory.", completion: .directory)
  var runDirectory: String

  @Option(help: "The directory to make. Default: RUN_DIR-export.", completion: .directory)
  var out: String?

  @Flag(help: "losses.csv: losses of the total and the books on every path.")
  var losses = false

  @Flag(help: "With --losses: also of every account.")
  var accounts = false

  @Flag(help: "liquidation_days.csv: day of the first liquidation of every account on every path.")
  var liquidationDays = false

  @Option(
    help: "marks.csv: prices, discounts and rates by day of these paths, numbers with commas.")
  var marks: PathList?

  @Option(help: "worst.csv, marks.csv: losses, first liquidations and marks of the worst k paths.")
  var worst: Int?

  func validate() throws {
    guard losses || liquidationDays || marks != nil || worst != nil else {
      throw ValidationError(
        "nothing to export; name at least one of --losses, --liquidation-days, --marks, --worst")
    }
    if accounts && !losses {
      throw ValidationError("--accounts adds columns to --losses; name --losses too")
    }
    if let worst, worst < 1 || worst > 1000 {
      throw ValidationError("--worst is \(worst); it takes 1 to 1000 paths")
    }
    if out == nil,
      [".", ".."].contains(OutputName.trimmed(runDirectory).split(separator: "/").last)
    {
      throw ValidationError(
        "'\(runDirectory)' has no name to build on; name a directory with --out")
    }
    if worst != nil && marks != nil {
      throw ValidationError("--worst already exports the marks of its paths; leave out --marks")
    }
  }

  func run() async throws {
    let finished = try FinishedRun.load(runDirectory)
    var choice = PathExport.Choice()
    choice.losses = losses
    choice.accounts = accounts
    choice.liquidationDays = liquidationDays
    choice.marks = try chosenPaths(finished.plan)
    if let worst { choice.worst = try finished.worstPaths(worst) }
    let export = PathExport(finished.plan, version: Version.text)
    let path = out ?? OutputName.trimmed(runDirectory) + "-export"
    let chosen = choice
    try await Signals.cancelling { try export.write(chosen, to: path) }
    try StandardOutput.write(path + "\n")
  }

  private func chosenPaths(_ plan: RunPlan) throws -> [UInt64] {
    let numbers = marks?.numbers ?? []
    if let bad = numbers.first(where: { $0 >= UInt64(plan.paths.count) }) {
      throw InputError(
        "--marks names path \(bad); the run has paths 0 to \(plan.paths.count - 1)",
        at: SourceLocation(file: runDirectory), hint: "path numbers start at 0")
    }
    return numbers
  }
}
