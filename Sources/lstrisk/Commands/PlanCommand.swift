import ArgumentParser
import Input
import Tables

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Prepare a run for many machines.",
    discussion: """
      Checks every document, takes the pilot, and writes a plan directory: copies of
      the documents and what fixes the figures. `simulate` does the plan's shards,
      on any machines that see the directory; `merge` makes the report of them, with
      the bytes that `lstrisk report` writes in one process.

      EXAMPLES:
        lstrisk plan Data/examples/desk.yaml --paths 100000000 --out plan
        lstrisk plan Data/examples/policies.yaml --study policies --out plan
      """)

  @Argument(
    help: ArgumentHelp("The run document.", valueName: "run.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var document: String

  @Option(help: "report or policies.")
  var study = StudyKind.report

  @Option(help: "The plan directory to make.", completion: .directory)
  var out: String

  @Option(help: "Number of paths, in place of the document's.")
  var paths: Int?

  @Option(help: "Seed, in place of the document's.")
  var seed: UInt64?

  @Flag(help: "No warnings, no line about what comes next.")
  var quiet = false

  func run() async throws {
    let loaded = try RunDocument.load(
      document, overrides: RunOverrides(paths: paths, seed: seed))
    if study == .policies { _ = try loaded.requiredPolicies(document: document) }
    if !quiet { for warning in loaded.warnings { Console.error(warning.description) } }
    let directory = try PlanDirectory.make(study, of: loaded, at: out)
    if quiet { return }
    try StandardOutput.write(
      """
      plan \(directory.file.hash.prefix(12)): \(study.rawValue) of \(loaded.plan.paths.count) paths, seed \(loaded.plan.paths.seed)
      next: lstrisk simulate \(out) --shard i/N for i from 0 to N - 1, then lstrisk merge \(out) --out RUN_DIR

      """)
  }
}

extension StudyKind: ExpressibleByArgument {}
