import ArgumentParser

/// What a finished study prints.
struct ResultFlags: ParsableArguments {
  @Flag(help: "No table, no progress bar, no warnings.")
  var quiet = false

  @Flag(help: "Print the figures as JSON instead of the table.")
  var json = false

  func telling(exitZero: Bool = false) -> Telling {
    Telling(json: json, quiet: quiet, exitZero: exitZero)
  }
}
