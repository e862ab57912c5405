import ArgumentParser
import Foundation

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Do one shard of a plan.",
    discussion: """
      Writes one file of results into the plan directory, whole or not at all, and
      ends with 0 at once if it is there and valid. `--shard auto` takes the shard
      from the environment of an array job of Slurm, Kubernetes, AWS Batch, PBS or
      Grid Engine; `--shard auto/N` where the scheduler does not say how many tasks
      there are.

      EXAMPLES:
        lstrisk simulate plan --shard 0/16
        lstrisk simulate plan --shard auto --workers 8
      """)

  @Argument(
    help: ArgumentHelp("The plan directory.", valueName: "plan-dir"), completion: .directory)
  var plan: String

  @Option(help: ArgumentHelp("Which shard, i from 0 to N - 1, or auto.", valueName: "i/N"))
  var shard: ShardArgument

  @Option(help: "Parallel workers; the figures are the same for any number.")
  var workers: Int?

  @Flag(help: "No progress bar.")
  var quiet = false

  func run() async throws {
    let shard = try shard.shard(in: ProcessInfo.processInfo.environment)
    let directory = try PlanDirectory.load(plan, workers: workers)
    let progress = Progress(isVisible: !quiet)
    try AddressSpace.reserve(directory.loaded.plan, workers: directory.loaded.workers)
    try await Signals.cancelling {
      defer { progress.clear() }
      let update: @Sendable (Int, Int) -> Void = { progress.update($0, of: $1) }
      let workers = directory.loaded.workers
      switch directory.file.study {
      case .report:
        let study = try directory.reportStudy()
        _ = try await ShardRun(directory: directory, study: study, workers: workers)
          .simulate(shard, progress: update)
      case .policies:
        let study = try directory.policyStudy().study
        _ = try await ShardRun(directory: directory, study: study, workers: workers)
          .simulate(shard, progress: update)
      }
      progress.finish()
    }
  }
}
