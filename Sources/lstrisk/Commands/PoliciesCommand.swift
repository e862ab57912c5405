import ArgumentParser

struct PoliciesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policies",
    abstract: "Compare haircut policies on the same paths.",
    discussion: """
      Decides every policy under `policies` of the run document with what is known
      on its valuation date, lets borrowers answer, and runs all of them on the same
      paths. Writes one directory with policies.html (the frontier of borrow capacity
      against tail), policies.csv, policies.json and manifest.json.

      With --resume the paths of the policies that are done are kept when the run is
      stopped; what --solve and --isolated simulate beside them is done again.

      EXAMPLES:
        lstrisk policies Data/examples/policies.yaml --out out/policies
        lstrisk policies Data/examples/policies.yaml --solve --out out/solved
        lstrisk policies Data/examples/policies.yaml --paths 10000 --json > p.json
      """)

  @OptionGroup var input: DocumentArgument

  @Option(
    help: "The directory to make. Default: the document's name, its date and -policies, here.",
    completion: .directory)
  var out: String?

  @OptionGroup var resuming: ResumeOption
  @OptionGroup var draws: DrawOptions
  @OptionGroup var threads: WorkerOption
  @OptionGroup var flags: QuestionFlags
  @OptionGroup var result: ResultFlags

  func run() async throws {
    let clock = RunClock()
    let run = try PolicyRun(
      input.document, draws.overrides(workers: threads.workers), flags.questions)
    if !result.quiet { run.warn() }
    let name =
      "\(OutputName.stem(input.document))-\(run.loaded.plan.words.valuationDate)-policies"
    try await run.run(to: out ?? name, resumed: resuming.resume, clock, result.telling())
  }
}
