import ArgumentParser
import Diagnostics
import Input
import Passes
import Reporting
import Studies
import Tables

struct PoliciesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policies",
    abstract: "Compare haircut policies on the same paths.",
    discussion: """
      Decides every policy under `policies` of the run document with what is known
      on its valuation date, lets borrowers answer, and runs all of them on the same
      paths. Writes one directory with policies.html (the frontier of borrow capacity
      against tail), policies.csv, policies.json and manifest.json.

      EXAMPLES:
        lstrisk policies Data/examples/policies.yaml --out out/policies
        lstrisk policies Data/examples/policies.yaml --solve --out out/solved
        lstrisk policies Data/examples/policies.yaml --paths 10000 --json > p.json
      """)

  @Argument(
    help: ArgumentHelp("The run document.", valueName: "run.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var document: String

  @Option(
    help: "The directory to make. Default: the document's name, its date and -policies, here.",
    completion: .directory)
  var out: String?

  @Option(help: "Number of paths, in place of the document's.")
  var paths: Int?

  @Option(help: "Seed, in place of the document's.")
  var seed: UInt64?

  @Option(help: "Parallel workers; the figures are the same for any number.")
  var workers: Int?

  @Flag(help: "Also find the smallest haircut of each token that keeps the budget under `solve`.")
  var solve = false

  @Flag(help: "Also compare today's accounts with isolated ones: one collateral, one debt each.")
  var isolated = false

  @Flag(help: "No table, no progress bar, no warnings.")
  var quiet = false

  @Flag(help: "Print policies.json instead of the table.")
  var json = false

  func run() async throws {
    let clock = RunClock()
    let loaded = try RunDocument.load(
      document, overrides: RunOverrides(paths: paths, seed: seed, workers: workers))
    let policies = try loaded.requiredPolicies(document: document)
    if solve && policies.budget == nil {
      throw InputError(
        "policies lacks the key 'solve', which --solve needs", at: SourceLocation(file: document),
        hint: "write solve: {measure: bad_debt_probability, limit: 0.01} under policies")
    }
    if !quiet { for warning in loaded.warnings { Console.error(warning.description) } }
    let directory =
      out ?? "\(OutputName.stem(document))-\(loaded.plan.words.valuationDate)-policies"
    let progress = Progress(isVisible: !quiet)
    try AddressSpace.reserve(loaded.plan, workers: loaded.workers)
    let (result, context) = try await Signals.cancelling {
      // Taken before the simulation, so that a name that cannot be written costs nothing.
      let target = try OutputDirectory(at: directory)
      defer { progress.clear() }
      var result = try await PolicyBenchmark(
        loaded.plan, policies: policies, workers: loaded.workers
      ).run { progress.update($0, of: $1) }
      if solve, let budget = policies.budget {
        result.solved = try await HaircutSolver(
          loaded.plan, budget: budget, workers: loaded.workers
        ).run()
      }
      if isolated {
        result.crossMargin = try await CrossMargin(
          loaded.plan, level: policies.level, workers: loaded.workers
        ).run().outcomes
      }
      if Task.isCancelled { throw Interrupted() }
      progress.finish()
      let context = clock.context(loaded)
      try PolicyDirectoryWriter.write(result, context, to: target)
      return (result, context.report)
    }
    if json {
      try StandardOutput.write(String(decoding: PolicyJSON.render(result, context), as: UTF8.self))
    } else if !quiet {
      try StandardOutput.write(PolicyText.render(result, directory: directory))
    }
  }
}
