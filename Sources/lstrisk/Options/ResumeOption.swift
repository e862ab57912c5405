import ArgumentParser

/// Where a run that was stopped goes on.
struct ResumeOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Work in this plan directory, made if it is not there: a run that was stopped goes on.",
      valueName: "plan-dir"),
    completion: .directory)
  var resume: String?
}
