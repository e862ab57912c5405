import ArgumentParser
import Tables

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Prepare a run for many machines.",
    discussion: """
      Checks every document, takes the pilot, and writes a plan directory: copies of
      the documents and what fixes the figures. `simulate` does the plan's shards,
      on any machines that see the directory; `merge` makes the report of them, with
      the bytes that `lstrisk report` (policies, backtest) writes in one process.

      --solve and --isolated go with --study policies. Shards share the paths of the
      policies out; what these two ask for is simulated by `merge` on one machine:
      every round of the search tries haircuts that the round before has found.

      EXAMPLES:
        lstrisk plan Data/examples/desk.yaml --paths 100000000 --out plan
        lstrisk plan Data/examples/policies.yaml --study policies --out plan
        lstrisk plan Data/examples/eth-loans.yaml --study backtest --out plan
      """)

  @OptionGroup var input: DocumentArgument

  @Option(help: "report, policies or backtest.")
  var study = StudyKind.report

  @Option(help: "The plan directory to make.", completion: .directory)
  var out: String

  @OptionGroup var draws: DrawOptions
  @OptionGroup var flags: QuestionFlags

  @Flag(help: "No warnings, no line about what comes next.")
  var quiet = false

  func validate() throws {
    guard study == .policies || flags.questions.isEmpty else {
      throw ValidationError("--solve and --isolated go with --study policies")
    }
  }

  func run() async throws {
    try make(StudyCatalog.run(of: study).init(input.document, draws.overrides(), flags.questions))
  }

  private func make<Run: StudyRun>(_ run: Run) throws {
    if !quiet { run.warn() }
    let directory = try PlanDirectory.make(run, at: out)
    if quiet { return }
    let plan = run.loaded.plan
    let size =
      "\(plan.paths.count) paths" + (Run.unit == "paths" ? "" : ", \(run.amount) \(Run.unit)")
    try StandardOutput.write(
      """
      plan \(directory.file.hash.prefix(12)): \(study.rawValue) of \(size), seed \(plan.paths.seed)
      next: lstrisk simulate \(out) --shard i/N for i from 0 to N - 1, then lstrisk merge \(out) --out RUN_DIR

      """)
  }
}
