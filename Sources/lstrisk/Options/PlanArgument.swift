import ArgumentParser

/// The directory that `plan` has made.
struct PlanArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The plan directory.", valueName: "plan-dir"), completion: .directory)
  var plan: String
}
