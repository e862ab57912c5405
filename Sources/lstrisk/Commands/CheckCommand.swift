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
      there are none or only warnings. Also takes a market, protocol, token or
      mapping document by itself, and says which of them it is.

      EXAMPLE:
        lstrisk check Data/examples/desk.yaml
        lstrisk check Data/protocols/aave-v3-ethereum-core.yaml
      """)

  @Argument(
    help: ArgumentHelp("The document.", valueName: "run.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var document: String

  func run() throws {
    let role = try DocumentCheck.role(of: document)
    guard role == .run else {
      do {
        let check = try DocumentCheck(document, as: role)
        return try say(role, warnings: check.warnings, check.contents)
      } catch let errors as InputErrors {
        Console.error("\(document): taken for a \(role.rawValue) document, by its keys")
        throw errors
      }
    }
    let loaded =
      BacktestDocument.isPart(of: document)
      ? try BacktestDocument.load(document).run : try RunDocument.load(document)
    let plan = loaded.plan
    try say(
      role, warnings: loaded.warnings,
      """
      \(plan.portfolio.accounts.count) accounts in \(plan.portfolio.books.count) books, \
      \(plan.paths.market.factors.count) factors, \(plan.paths.count) paths of \(plan.paths.grid.stepCount) steps
      """)
  }

  private func say(_ role: DocumentRole, warnings: [InputError], _ contents: String) throws {
    for warning in warnings { Console.error(warning.description) }
    let words = warnings.count == 1 ? "1 warning" : "\(warnings.count) warnings"
    try StandardOutput.write(
      "\(document): \(role.rawValue) document, no mistakes, \(words); \(contents)\n")
  }
}
