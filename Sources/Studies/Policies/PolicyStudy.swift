import Passes

/// Policies side by side on the paths of a run: one pass over all of them, and the figures from it.
package struct PolicyStudy: ShardedStudy {
  private let plan: RunPlan
  private let pass: PolicyPass
  private let marks: [Double]

  /// - Precondition: Policies keep the books and the tokens of the accounts.
  package init(_ plan: RunPlan, policies: PolicyPlan) {
    var plan = plan
    plan.measurement.accountDetail = .losses
    let marks = plan.paths.market.initialMarks
    self.plan = plan
    pass = PolicyPass(plan.losses, policies, PolicySubjects(plan.losses, marks: marks))
    self.marks = marks
  }

  /// Evaluates all policies on the shard's paths; `progress` is told numbers of paths.
  package func part(
    _ shard: Shard, workers: Int, progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> PolicyPart {
    let tasks = shard.tasks(of: pass.taskCount)
    let paths = pass.grid.pathCount(ofTasks: tasks)
    return PolicyPart(
      policies: try await PassPart(pass, tasks: tasks, on: Runner(workers: workers)) {
        progress(min(paths, $0 * BlockGrid.pathsPerTask), paths)
      })
  }

  /// Reads what `PolicyPart.write` has written for the same run and policies.
  package func readPart(from reader: inout BinaryReader) throws -> PolicyPart {
    PolicyPart(policies: try PassPart(pass, from: &reader))
  }

  /// The figures of all policies from sums and tails; no path is simulated again.
  ///
  /// - Throws: `RunFailure.notFinite`.
  package func answer(
    _ part: consuming PolicyPart, workers: Int,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> PolicyResult {
    let outcome = part.policies.outcome
    guard let sums = outcome.fold.result, let tails = outcome.harvest else {
      preconditionFailure("all tasks of the pass are done")
    }
    return try PolicyAssembly(plan, pass.policies, pass.subjects, marks: marks)
      .result(sums: sums.byPolicy, tails: tails.byPolicy)
  }
}
