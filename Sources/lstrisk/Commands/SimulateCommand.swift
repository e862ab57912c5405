import ArgumentParser
import Foundation
import Passes

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

  @OptionGroup var input: PlanArgument

  @Option(help: ArgumentHelp("Which shard, i from 0 to N - 1, or auto.", valueName: "i/N"))
  var shard: ShardArgument

  @OptionGroup var threads: WorkerOption

  @Flag(help: "No progress bar.")
  var quiet = false

  func run() async throws {
    let shard = try shard.shard(in: ProcessInfo.processInfo.environment)
    let directory = try PlanDirectory(input.plan)
    try await simulate(directory.run(workers: threads.workers), shard, directory)
  }

  private func simulate<Run: StudyRun>(
    _ run: Run, _ shard: Shard, _ directory: PlanDirectory
  ) async throws {
    let progress = Progress(isVisible: !quiet, unit: Run.unit)
    try AddressSpace.reserve(run.loaded.plan, workers: run.loaded.workers)
    try await Signals.cancelling {
      defer { progress.clear() }
      let shards = ShardRun(
        directory: directory, study: try run.study(), workers: run.loaded.workers)
      _ = try await shards.simulate(shard, workers: run.loaded.workers) {
        progress.update($0, of: $1)
      }
      progress.finish()
    }
  }
}
