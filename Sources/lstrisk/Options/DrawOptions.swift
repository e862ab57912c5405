import ArgumentParser
import Input

/// What is drawn, in the place of the run document's values.
struct DrawOptions: ParsableArguments {
  @Option(help: "Number of paths, in place of the document's.")
  var paths: Int?

  @Option(help: "Seed, in place of the document's.")
  var seed: UInt64?

  func overrides(workers: Int? = nil) -> RunOverrides {
    RunOverrides(paths: paths, seed: seed, workers: workers)
  }
}
