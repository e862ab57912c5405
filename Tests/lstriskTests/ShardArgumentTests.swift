import Passes
import Testing

@testable import lstrisk

@Suite struct ShardArgumentTests {
  private func shard(_ text: String, _ environment: [String: String] = [:]) throws -> String {
    let argument = try #require(ShardArgument(argument: text))
    let shard = try argument.shard(in: environment)
    return "\(shard.index)/\(shard.count)"
  }

  @Test func statedShards() throws {
    #expect(try shard("0/1") == "0/1")
    #expect(try shard("15/16", ["SLURM_ARRAY_TASK_ID": "3"]) == "15/16")
  }

  @Test(arguments: [
    "", "1", "1/1", "-1/2", "2/2", "1/0", "1/2/3", "a/2", "auto/", "auto/0", "auto/1/2",
  ])
  func othersAreRefused(_ text: String) { #expect(ShardArgument(argument: text) == nil) }

  /// What Slurm sets for --array=10-40:10, Grid Engine for -t 2-8:3, AWS Batch for a size of 5.
  @Test func schedulersSayIt() throws {
    let slurm = [
      "SLURM_ARRAY_TASK_ID": "30", "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_STEP": "10",
      "SLURM_ARRAY_TASK_COUNT": "4",
    ]
    #expect(try shard("auto", slurm) == "2/4")
    let engine = [
      "SGE_TASK_ID": "8", "SGE_TASK_FIRST": "2", "SGE_TASK_LAST": "8", "SGE_TASK_STEPSIZE": "3",
    ]
    #expect(try shard("auto", engine) == "2/3")
    let batch = ["AWS_BATCH_JOB_ARRAY_INDEX": "4", "AWS_BATCH_JOB_ARRAY_SIZE": "5"]
    #expect(try shard("auto", batch) == "4/5")
    #expect(try shard("auto/7", ["JOB_COMPLETION_INDEX": "6"]) == "6/7")
    #expect(try shard("auto/2", ["PBS_ARRAY_INDEX": "0"]) == "0/2")
  }

  @Test(arguments: [
    [:], ["JOB_COMPLETION_INDEX": "0"], ["SLURM_ARRAY_TASK_ID": "x"],
    ["AWS_BATCH_JOB_ARRAY_INDEX": "5", "AWS_BATCH_JOB_ARRAY_SIZE": "5"],
    ["SGE_TASK_ID": "undefined"],
  ])
  func whatTheySayMustMakeSense(_ environment: [String: String]) throws {
    let argument = try #require(ShardArgument(argument: "auto"))
    #expect(throws: UsageError.self) { try argument.shard(in: environment) }
  }

  @Test func namesOfPartsAreReadBack() {
    let shard = Shard(index: 3, count: 16)
    #expect(PartFile.name(of: shard) == "part-3-of-16.bin")
    #expect(PartFile.shard(named: "part-3-of-16.bin") == shard)
    for name in [
      "part-16-of-16.bin", ".part-3-of-16.bin.tmp-n1-5", "part-3-of-16.bin.old", "start.bin",
    ] {
      #expect(PartFile.shard(named: name) == nil)
    }
  }
}
