import ArgumentParser
import Foundation
import Tables

struct SubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Submit a plan to a cluster: an array job, and a merge that waits for it.",
    discussion: """
      Writes simulate.sbatch and merge.sbatch into the plan directory and hands them
      to sbatch. The directory and the program must be where the nodes see them. All
      tasks compute with the kernels of this machine's OpenBLAS (OPENBLAS_CORETYPE),
      so that the bytes are those of one process here. Called again after a failure,
      shards that are done end at once.

      EXAMPLES:
        lstrisk submit plan --engine slurm --shards 16 --out out/desk --dry-run
        lstrisk submit plan --engine slurm --shards 16 --out out/desk -- --time=60
      """)

  enum Engine: String, ExpressibleByArgument, CaseIterable { case slurm }

  @OptionGroup var input: PlanArgument

  @Option(help: "slurm.")
  var engine = Engine.slurm

  @Option(help: "Tasks of the array job.")
  var shards: Int

  @Option(help: "The run directory that the merge makes. Default: run, in the plan directory.")
  var out: String?

  @Option(help: "Parallel workers, and CPUs asked for, of every task.")
  var workers = 1

  @Flag(help: "Print what would be submitted, and stop.")
  var dryRun = false

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("Options that sbatch gets for both jobs.", valueName: "sbatch-options"))
  var options: [String] = []

  func validate() throws {
    guard shards >= 1, workers >= 1 else {
      throw ValidationError("--shards and --workers are at least 1")
    }
  }

  func run() async throws {
    let plan = input.plan
    let file = try PlanDirectory(plan).file
    let job = SlurmJob(
      plan: Self.absolute(plan), out: Self.absolute(out ?? plan + "/run"), shards: shards,
      workers: workers, name: "lstrisk-\(file.hash.prefix(8))", options: options)
    if dryRun {
      try StandardOutput.write(job.text)
      return
    }
    let array = try job.submit()
    try StandardOutput.write(
      "array job \(array.simulate) of \(shards) shards, merge job \(array.merge)\n")
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
