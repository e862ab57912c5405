/// Runs policies side by side: every path is drawn once, and every policy's accounts are evaluated on it.
///
/// Same plan and seed give the same bytes for any number of workers.
public struct PolicyBenchmark: Sendable {
  /// The run whose paths, books and collateral tokens all policies share.
  public let plan: RunPlan
  /// What is compared.
  public let policies: PolicyPlan
  /// Parallel workers; any number gives the same bytes.
  public let workers: Int

  /// - Precondition: `workers` ≥ 1, and policies keep the books and the tokens of the accounts.
  public init(_ plan: RunPlan, policies: PolicyPlan, workers: Int) {
    precondition(workers >= 1, "a run has at least one worker")
    self.plan = plan
    self.policies = policies
    self.workers = workers
  }

  /// - Parameter progress: Told the number of paths done and of all paths, from any worker.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `RunFailure` if a loss is not finite.
  public func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws
    -> PolicyResult
  {
    let study = PolicyStudy(plan, policies: policies)
    let part = try await study.part(.whole, workers: workers, progress: progress)
    return try await study.answer(part, workers: workers, progress: progress)
  }
}
