/// Runs a plan in one process.
public struct Simulation: Sendable {
  /// What is simulated; the result is a function of it alone.
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
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `RunFailure`.
  public func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws
    -> RunResult
  {
    let study = ReportStudy(plan)
    let part = try await study.part(.whole, workers: workers, progress: progress)
    return try await study.answer(part, workers: workers, progress: progress)
  }
}
