import ArgumentParser

/// How many threads work.
struct WorkerOption: ParsableArguments {
  @Option(help: "Parallel workers; the figures are the same for any number.")
  var workers: Int?
}
