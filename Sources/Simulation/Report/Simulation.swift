import RiskMeasures

/// Runs a plan: a pilot, a pass over all paths, a second pass over the paths of the tails, and where
/// the plan draws parameters one more over all paths.
public struct Simulation: Sendable {
  public let plan: RunPlan
  /// Parallel workers; any number gives the same bytes.
  public let workers: Int

  /// - Precondition: `workers` ≥ 1.
  public init(_ plan: RunPlan, workers: Int) {
    precondition(workers >= 1, "a run has at least one worker")
    self.plan = plan
    self.workers = workers
  }

  /// - Parameter progress: Told the number of paths done and of all paths, from any worker.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `RunFailure` if losses are not finite.
  public func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws
    -> RunResult
  {
    let total = plan.uncertainty == nil ? plan.paths : 2 * plan.paths
    var losses = BlockLosses(plan)
    var pilot = Pilot(plan, losses: &losses)
    let assembly = ResultAssembly(plan)
    let runner = Runner(workers: workers)
    // A tail that was cut too high for its level is measured again with every loss kept.
    for attempt in 0..<2 {
      let pass = FirstPass(plan, pilot: pilot, workers: workers)
      let outcome = try await runner.run(pass) { progress(pass.paths(afterTasks: $0), total) }
      let measured = MeasuredLosses(outcome, pilot: pilot)
      try assembly.requireFinite(measured)
      let figures: ResultAssembly.Figures
      let sets: [TailSet]
      do throws(SampleError) {
        figures = try await assembly.figures(measured, workers: workers)
        sets = try assembly.tailSets(figures)
      } catch {
        guard case .tailTooShort = error, attempt == 0 else {
          preconditionFailure("a tail of every loss answers for every level: \(error)")
        }
        pilot.keepEverything()
        continue
      }
      let attribution = try await Attribution.run(plan, sets: sets, on: runner)
      var result = assembly.result(measured, figures, attribution)
      if let uncertainty = plan.uncertainty {
        result.uncertainty = try await UncertaintyPass(plan, uncertainty).run(
          beside: result, on: runner
        ) { progress(plan.paths + $0, total) }
      }
      return result
    }
    preconditionFailure("the second attempt returns")
  }
}
