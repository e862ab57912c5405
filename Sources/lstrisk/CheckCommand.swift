import ArgumentParser
import Diagnostics
import Input
import Tables

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find every mistake in every document of a run, without simulating.",
    discussion: """
      Prints every mistake with file:line:column, the field, what was found, what
      is allowed and what to write instead. Exit code 65 if there is an error, 0 if
      there are none or only warnings.

      EXAMPLE:
        lstrisk check Data/examples/desk.yaml
      """)

  @Argument(
    help: ArgumentHelp("The run document.", valueName: "run.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var document: String

  func run() throws {
    let loaded =
      BacktestDocument.isPart(of: document)
      ? try BacktestDocument.load(document).run : try RunDocument.load(document)
    for warning in loaded.warnings { Console.error(warning.description) }
    let plan = loaded.plan
    let words = loaded.warnings.count == 1 ? "1 warning" : "\(loaded.warnings.count) warnings"
    try StandardOutput.write(
      """
      \(document): no mistakes, \(words); \(plan.portfolio.accounts.count) accounts in \
      \(plan.portfolio.books.count) books, \(plan.market.factors.count) factors, \(plan.paths) paths \
      of \(plan.grid.stepCount) steps\n
      """)
  }
}
