import Foundation
import Tables
import Testing

/// One run in many processes: plan, simulate, merge, status, and `--resume`.
@Suite(.whenAccepting) struct ShardAcceptanceTests {
  /// A shell's words for one study.
  struct Study: CustomTestStringConvertible, Sendable {
    let name: String
    let document: String
    let paths: Int
    /// What is asked beside the documents.
    var questions: [String] = []
    var testDescription: String { ([name] + questions).joined(separator: " ") }
  }

  private static let desk = Study(
    name: "report", document: Program.data + "/examples/desk.yaml", paths: 70_000)
  private static let policies = Study(
    name: "policies", document: Program.data + "/examples/policies.yaml", paths: 40_000)
  private static let solved = Study(
    name: "policies", document: Program.data + "/examples/policies.yaml", paths: 9_000,
    questions: ["--solve", "--isolated"])
  /// As `writeLoans` writes it.
  private static let loans = Study(name: "backtest", document: "loans.yaml", paths: 1_000)

  /// The loans of Data over eight months: five stretches of four models are twenty tasks.
  private func writeLoans(_ scratch: borrowing Scratch) throws {
    let data = Program.data
    var text = try String(contentsOfFile: data + "/examples/eth-loans.yaml", encoding: .utf8)
    for (old, new) in [
      ("../", data + "/"), ("portfolio: ", "portfolio: \(data)/examples/"),
      ("from: 2021-01-01", "from: 2024-05-01"),
    ] { text = text.replacingOccurrences(of: old, with: new) }
    try scratch.write(text, to: "loans.yaml")
  }

  /// The study in one process, into `one`.
  private func runWhole(_ study: Study, _ scratch: borrowing Scratch) throws {
    if study.name == "backtest" { try writeLoans(scratch) }
    let outcome = try scratch.program.run(
      [study.name, study.document, "--paths", "\(study.paths)", "--out", "one", "--quiet"]
        + study.questions + (study.name == "report" ? ["--exit-zero"] : []))
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  private func plan(_ study: Study, _ scratch: borrowing Scratch) throws {
    let outcome = try scratch.program.run(
      [
        "plan", study.document, "--study", study.name, "--paths", "\(study.paths)", "--out", "plan",
        "--quiet",
      ] + study.questions)
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  @discardableResult
  private func simulate(
    _ shard: String, _ scratch: borrowing Scratch, workers: Int = 1
  ) throws -> Program.Outcome {
    let outcome = try scratch.program.run(
      ["simulate", "plan", "--shard", shard, "--workers", "\(workers)", "--quiet"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    return outcome
  }

  private func merge(_ scratch: borrowing Scratch, to out: String) throws -> Program.Outcome {
    try scratch.program.run(["merge", "plan", "--out", out, "--quiet", "--exit-zero"])
  }

  /// Every file but the manifest, which has times and paths in it.
  private func expectEqual(_ a: String, _ b: String, _ scratch: borrowing Scratch) throws {
    let names = try scratch.names(a)
    #expect(try scratch.names(b) == names)
    #expect(names.count > 5)
    for name in names where name != "manifest.json" {
      #expect(try scratch.bytes("\(a)/\(name)") == scratch.bytes("\(b)/\(name)"), "\(name)")
    }
  }

  @Test(arguments: [desk, policies, loans], [1, 2, 7, 16])
  func anyNumberOfShardsGivesTheSameBytes(_ study: Study, shards: Int) throws {
    let scratch = try Scratch()
    try runWhole(study, scratch)
    try plan(study, scratch)
    for index in (0..<shards).shuffled() {
      try simulate("\(index)/\(shards)", scratch, workers: 1 + index % 2)
    }
    let outcome = try merge(scratch, to: "two")
    #expect(outcome.code == 0, "\(outcome.errors)")
    try expectEqual("one", "two", scratch)
  }

  /// What policies are asked beside the comparison is found by the merge.
  @Test func solvedHaircutsAreThoseOfOneProcess() throws {
    let scratch = try Scratch()
    try runWhole(Self.solved, scratch)
    #expect(try scratch.text("one/policies.json").contains("\"solved\""))
    try plan(Self.solved, scratch)
    for index in [1, 0] { try simulate("\(index)/2", scratch, workers: 2) }
    #expect(try merge(scratch, to: "two").code == 0)
    try expectEqual("one", "two", scratch)
    // Without the question it is another plan.
    let other = try scratch.program.run([
      "policies", Self.solved.document, "--paths", "9000", "--resume", "plan", "--solve", "--out",
      "three",
    ])
    #expect(other.code == 65 && other.errors.contains("of another plan"))
    let misplaced = try scratch.program.run(["plan", Self.desk.document, "--solve", "--out", "p"])
    #expect(misplaced.code == 64 && misplaced.errors.contains("go with --study policies"))
  }

  /// Parameters that are drawn are a second pass, whose batches are shared out too.
  @Test func drawnParametersGiveTheSameBytes() throws {
    let scratch = try Scratch()
    let manager = FileManager.default
    try manager.copyItem(atPath: Program.data, toPath: scratch.path + "/Data")
    let document = "Data/examples/desk.yaml"
    let text = try scratch.text(document)
    try scratch.write(text + "\nparameterUncertainty: {batches: 10}\n", to: document)
    let study = Study(name: "report", document: document, paths: 70_000)
    try runWhole(study, scratch)
    #expect(try scratch.names("one").contains("parameter_uncertainty.csv"))
    try plan(study, scratch)
    for index in [2, 0, 1] { try simulate("\(index)/3", scratch) }
    #expect(try merge(scratch, to: "two").code == 0)
    try expectEqual("one", "two", scratch)
  }

  /// Killed without warning at thirty moments: what is there is whole, and a second run completes it.
  @Test(arguments: [
    (Study(name: "report", document: desk.document, paths: 400_000), 30),
    (Study(name: "policies", document: policies.document, paths: 200_000), 10), (loans, 10),
  ])
  func killedShardsAreDoneAgain(_ study: Study, moments: Int) throws {
    let scratch = try Scratch()
    try runWhole(study, scratch)
    try plan(study, scratch)
    for moment in 0..<moments {
      let running = try scratch.program.start(
        ["simulate", "plan", "--shard", "\(moment % 3)/3", "--workers", "2", "--quiet"])
      usleep(UInt32.random(in: 0..<1_500_000))
      running.send(SIGKILL)
      let code = try running.end().code
      #expect(code == 137 || code == 0)
    }
    for index in 0..<3 { try simulate("\(index)/3", scratch, workers: 2) }
    #expect(try merge(scratch, to: "two").code == 0)
    try expectEqual("one", "two", scratch)
  }

  @Test func doneShardsEndAtOnce() throws {
    let scratch = try Scratch()
    try plan(Self.desk, scratch)
    try simulate("0/2", scratch)
    let written = try scratch.bytes("plan/part-0-of-2.bin")
    let again = try simulate("0/2", scratch, workers: 2)
    #expect(again.seconds < 2)
    #expect(try scratch.bytes("plan/part-0-of-2.bin") == written)
  }

  @Test func missingShardsAre75WithTheirNames() throws {
    let scratch = try Scratch()
    try plan(Self.desk, scratch)
    let none = try scratch.program.run(["status", "plan"])
    #expect(none.code == 75 && none.errors.contains("no shard of the plan is done"))
    try simulate("1/4", scratch)
    try simulate("3/4", scratch)
    let status = try scratch.program.run(["status", "plan"])
    #expect(status.code == 75)
    #expect(status.output == "2 of 4 shards are done\n")
    #expect(status.errors.contains("2 of 4 shards are missing: 0/4 2/4"))
    let merged = try merge(scratch, to: "run")
    #expect(merged.code == 75 && merged.errors.contains("0/4 2/4"))
    #expect(try !scratch.names().contains("run"))
  }

  /// A part with a flipped bit counts as missing, and is done again.
  @Test func damagedPartsAreDoneAgain() throws {
    let scratch = try Scratch()
    try plan(Self.desk, scratch)
    try simulate("0/1", scratch)
    let whole = try scratch.bytes("plan/part-0-of-1.bin")
    for change in 0..<3 {
      var bytes = whole
      switch change {
      case 0: bytes[bytes.count / 2] ^= 1
      case 1: bytes.removeLast(1_000)
      default: bytes = []
      }
      try Data(bytes).write(to: URL(fileURLWithPath: scratch.path + "/plan/part-0-of-1.bin"))
      #expect(try merge(scratch, to: "run").code == 75)
      try simulate("0/1", scratch)
      #expect(try scratch.bytes("plan/part-0-of-1.bin") == whole)
    }
  }

  /// The checksum of task 1 changed, as by a machine that computes wrongly: both machines are named.
  @Test func tasksDoneTwiceMustAgree() throws {
    let scratch = try Scratch()
    try plan(Self.desk, scratch)
    for shard in ["0/1", "0/2"] { try simulate(shard, scratch) }
    #expect(try merge(scratch, to: "run").code == 0)
    var bytes = try scratch.bytes("plan/part-0-of-2.bin")
    let header = try #require(bytes.firstIndex(of: UInt8(ascii: "\n"))) + 1
    // First task, end, number of checksums, checksum of task 0, of task 1.
    bytes[header + 4 * 8] ^= 1
    bytes.removeLast(64)
    bytes += Array(SHA256.hexDigest(of: bytes).utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: scratch.path + "/plan/part-0-of-2.bin"))
    let outcome = try merge(scratch, to: "other")
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("task 1 was done twice with different results"))
  }

  /// OpenBLAS with the kernels of another CPU.
  @Test func mixturesOfMachinesAre65() throws {
    let scratch = try Scratch()
    try plan(Self.desk, scratch)
    var other = scratch.program
    other.environment["OPENBLAS_CORETYPE"] = "Nehalem"
    let outcome = try other.run(["simulate", "plan", "--shard", "0/2", "--quiet"])
    try #require(outcome.code == 0, "\(outcome.errors)")
    try simulate("1/2", scratch)
    let merged = try merge(scratch, to: "run")
    #expect(merged.code == 65)
    #expect(merged.errors.contains("Nehalem") && merged.errors.contains("compute differently"))
  }

  @Test func changedPlansAre65() throws {
    let scratch = try Scratch()
    try plan(Self.desk, scratch)
    try scratch.edit("plan/plan.json", "70000", "70001")
    let outcome = try scratch.program.run(["simulate", "plan", "--shard", "0/1"])
    #expect(outcome.code == 65 && outcome.errors.contains("has been changed"))
    let noPlan = try scratch.program.run(["status", "."])
    #expect(noPlan.code == 65 && noPlan.errors.contains("plan.json"))
  }

  /// The variables of five schedulers.
  @Test(arguments: [
    (
      ["SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_COUNT": "4"],
      "2-of-4"
    ),
    (["AWS_BATCH_JOB_ARRAY_INDEX": "1", "AWS_BATCH_JOB_ARRAY_SIZE": "2"], "1-of-2"),
    (
      ["SGE_TASK_ID": "5", "SGE_TASK_FIRST": "1", "SGE_TASK_LAST": "7", "SGE_TASK_STEPSIZE": "2"],
      "2-of-4"
    ),
  ])
  func shardsOfArrayJobs(_ environment: [String: String], _ name: String) throws {
    let scratch = try Scratch()
    try plan(Study(name: "report", document: Program.quickstart, paths: 2_000), scratch)
    var program = scratch.program
    program.environment = environment
    #expect(try program.run(["simulate", "plan", "--shard", "auto", "--quiet"]).code == 0)
    #expect(try scratch.names("plan").contains("part-\(name).bin"))
  }

  /// Kubernetes and PBS say the index alone.
  @Test(arguments: ["JOB_COMPLETION_INDEX", "PBS_ARRAY_INDEX"])
  func shardsOfIndexedJobs(_ variable: String) throws {
    let scratch = try Scratch()
    try plan(Study(name: "report", document: Program.quickstart, paths: 2_000), scratch)
    var program = scratch.program
    program.environment[variable] = "1"
    #expect(try program.run(["simulate", "plan", "--shard", "auto/3", "--quiet"]).code == 0)
    #expect(try scratch.names("plan").contains("part-1-of-3.bin"))
    let unknown = try program.run(["simulate", "plan", "--shard", "auto"])
    #expect(unknown.code == 64 && unknown.errors.contains("auto/N"))
  }

  private static let resumable = [
    Study(name: "report", document: desk.document, paths: 1_000_000),
    Study(name: "policies", document: policies.document, paths: 600_000),
    Study(name: "backtest", document: loans.document, paths: 10_000),
  ]

  /// Stopped by SIGINT and killed, a run goes on; its bytes are those of one that was not stopped.
  @Test(arguments: resumable, [SIGINT, SIGKILL])
  func resumedRunsGoOn(_ study: Study, _ signal: Int32) throws {
    let scratch = try Scratch()
    try runWhole(study, scratch)
    let arguments =
      [
        study.name, study.document, "--paths", "\(study.paths)", "--out", "two", "--resume",
        "plan", "--quiet",
      ] + (study.name == "report" ? ["--exit-zero"] : [])
    var running = try scratch.program.start(arguments)
    func parts() throws -> Int {
      try scratch.names().contains("plan")
        ? scratch.names("plan").count { $0.hasPrefix("part-") } : 0
    }
    for _ in 0..<10_000 where try parts() < 3 { usleep(2_000) }
    running.send(signal)
    let stopped = try running.end()
    #expect(stopped.code == (signal == SIGINT ? 130 : 137))
    if signal == SIGINT { #expect(stopped.errors.contains("goes on from plan")) }
    let kept = try parts()
    #expect(kept >= 3 && kept < 64)
    #expect(try !scratch.names().contains("two"))
    running = try scratch.program.start(arguments)
    let outcome = try running.end()
    #expect(outcome.code == 0, "\(outcome.errors)")
    try expectEqual("one", "two", scratch)
    // The directory of another plan is refused.
    let other = try scratch.program.run(
      [study.name, study.document, "--paths", "5000", "--out", "three", "--resume", "plan"])
    #expect(other.code == 65 && other.errors.contains("of another plan"))
  }

  @Test func submissionIsPrinted() throws {
    let scratch = try Scratch()
    try plan(Self.desk, scratch)
    let outcome = try scratch.program.run([
      "submit", "plan", "--engine", "slurm", "--shards", "6", "--out", "out/it's here", "--dry-run",
      "--", "--time=60",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("--array=0-5"))
    #expect(outcome.output.contains("--dependency=afterok:$JOB"))
    #expect(outcome.output.contains("--time=60"))
    #expect(outcome.output.contains("'\\''s here'"))
    #expect(try !scratch.names("plan").contains("simulate.sbatch"))
  }
}
