import ArgumentParser

/// The run document of a study.
struct DocumentArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The run document.", valueName: "run.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var document: String
}
