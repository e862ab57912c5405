import Passes
import RiskMeasures

/// The overnight report of a plan: its pilot, the pass over all paths, where the plan draws parameters
/// one more over all paths, and the figures from them.
package struct ReportStudy: ShardedStudy {
  /// What is simulated.
  package let plan: RunPlan
  private let pilot: Pilot

  /// Takes the pilot.
  package init(_ plan: RunPlan) {
    self.plan = plan
    var losses = SimulatedLosses(plan.losses)
    pilot = Pilot(plan.losses, losses: &losses)
  }

  /// A study whose pilot has been taken elsewhere.
  ///
  /// - Throws: `BinaryReader.Failure`, and what the source throws.
  package init(_ plan: RunPlan, pilot reader: inout BinaryReader) throws {
    self.plan = plan
    pilot = try Pilot(RowLayout(plan.losses), from: &reader)
  }

  /// The pilot, for `init(_:pilot:)` elsewhere.
  package func pilotBytes() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = BinaryWriter { bytes += $0 }
    try pilot.write(to: &writer)
    try writer.finish()
    return bytes
  }

  private func firstPass(_ pilot: Pilot, collectors: Int) -> FirstPass {
    FirstPass(plan.losses, pilot: pilot, collectors: collectors)
  }

  private var uncertaintyPass: UncertaintyPass? {
    plan.uncertainty.map { UncertaintyPass(plan.losses, $0) }
  }

  /// Simulates the shard's paths, then its batches; `progress` is told numbers of paths, those of batches
  /// counted once more.
  package func part(
    _ shard: Shard, workers: Int, progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> ReportPart {
    let runner = Runner(workers: workers)
    let pass = firstPass(pilot, collectors: workers * shard.count)
    let tasks = shard.tasks(of: pass.taskCount)
    let paths = pass.grid.pathCount(ofTasks: tasks)
    let total = plan.uncertainty == nil ? paths : 2 * paths
    let measured = try await PassPart(pass, tasks: tasks, on: runner) {
      progress(min(paths, $0 * BlockGrid.pathsPerTask), total)
    }
    guard let batches = uncertaintyPass else { return ReportPart(paths: measured, batches: nil) }
    let chosen = shard.tasks(of: batches.taskCount)
    let drawn = try await PassPart(batches, tasks: chosen, on: runner) {
      progress(paths + paths * $0 / max(1, chosen.count), total)
    }
    return ReportPart(paths: measured, batches: drawn)
  }

  /// Reads what `ReportPart.write` has written for the same plan and pilot.
  package func readPart(from reader: inout BinaryReader) throws -> ReportPart {
    let paths = try PassPart(firstPass(pilot, collectors: 1), from: &reader)
    let batches = try uncertaintyPass.map { try PassPart($0, from: &reader) }
    return ReportPart(paths: paths, batches: batches)
  }

  /// The report: figures, then the paths of the tails once more for their contributions. Where a tail was
  /// cut too high all paths are simulated again here, of which `progress` is told.
  package func answer(
    _ part: consuming ReportPart, workers: Int,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> RunResult {
    let runner = Runner(workers: workers)
    let assembly = ResultAssembly(plan)
    let batches = part.batches
    var measured = MeasuredLosses(part.paths.outcome, pilot: pilot)
    _ = consume part
    try assembly.requireFinite(measured)
    let found: (figures: ResultAssembly.Figures, sets: [TailSet])
    do throws(SampleError) {
      found = try await assembly.tails(measured, workers: workers)
    } catch {
      // A tail was cut too high for its level: every loss is kept, and measured again.
      guard case .tailTooShort = error else { preconditionFailure("losses are finite: \(error)") }
      var pilot = pilot
      pilot.keepEverything()
      let pass = firstPass(pilot, collectors: workers)
      let outcome = try await runner.run(pass) {
        progress(pass.grid.pathCount(ofFirstTasks: $0), plan.paths.count)
      }
      measured = MeasuredLosses(outcome, pilot: pilot)
      found = try await assembly.tails(measured, workers: workers)
    }
    let attribution = try await Attribution.run(plan.losses, sets: found.sets, on: runner)
    var result = assembly.result(measured, found.figures, attribution)
    if let batches {
      guard let sums = batches.outcome.fold.result else {
        preconditionFailure("all batches are done")
      }
      result.uncertainty = sums.result(beside: result)
    }
    return result
  }
}
