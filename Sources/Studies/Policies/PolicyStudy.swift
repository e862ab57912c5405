import Passes
import RiskMeasures

/// Policies side by side on the paths of a run: their pilot, one pass over all paths, and the figures from it.
package struct PolicyStudy: ShardedStudy {
  /// What may be asked beside the comparison. It is answered by `answer`, in one process: the haircuts
  /// that a round of the solver tries come from the round before.
  package enum Question: String, Sendable, CaseIterable {
    /// The smallest haircut of each token that keeps the budget.
    case solve
    /// Accounts as they are against isolated ones.
    case isolated
  }

  private let plan: RunPlan
  var pass: PolicyPass
  private let marks: [Double]
  private let questions: Set<Question>

  /// Takes the pilot.
  ///
  /// - Precondition: Policies keep the books and the tokens of the accounts, and state a budget where
  ///   haircuts are to be solved.
  package init(_ plan: RunPlan, policies: PolicyPlan, questions: Set<Question> = []) {
    precondition(
      policies.budget != nil || !questions.contains(.solve), "a solver has a budget to keep")
    self.questions = questions
    var plan = plan
    plan.measurement.accountDetail = .losses
    let marks = plan.paths.market.initialMarks
    self.plan = plan
    let subjects = PolicySubjects(plan.losses, marks: marks)
    pass = PolicyPass(
      plan.losses, policies, subjects, pilot: PolicyPilot(plan.losses, policies, subjects))
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

  /// The figures of all policies from sums and tails; paths are simulated again for `questions`, and where
  /// a tail was cut too high, of which `progress` is told.
  ///
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `RunFailure.notFinite`.
  package func answer(
    _ part: consuming PolicyPart, workers: Int,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws -> PolicyResult {
    let outcome = part.policies.outcome
    _ = consume part
    let assembly = assembly(pass, outcome)
    try assembly.requireFinite()
    var result: PolicyResult
    do throws(SampleError) {
      result = try assembly.result()
    } catch {
      // A tail was cut too high for its level: every loss is kept, and measured again.
      guard case .tailTooShort = error else { preconditionFailure("losses are finite: \(error)") }
      let pass = pass.keepingEverything()
      let again = try await Runner(workers: workers).run(pass) {
        progress(pass.grid.pathCount(ofFirstTasks: $0), plan.paths.count)
      }
      result = try self.assembly(pass, again).result()
    }
    if questions.contains(.solve), let budget = pass.policies.budget {
      result.solved = try await HaircutSolver(plan, budget: budget, workers: workers).run()
    }
    if questions.contains(.isolated) {
      result.crossMargin = try await CrossMargin(
        plan, level: pass.policies.level, workers: workers
      ).run().outcomes
    }
    return result
  }

  private func assembly(
    _ pass: PolicyPass, _ outcome: PassOutcome<RowSums, CollectedLosses>
  ) -> PolicyAssembly {
    guard let sums = outcome.fold.result, let collected = outcome.harvest else {
      preconditionFailure("all tasks of the pass are done")
    }
    return PolicyAssembly(plan, pass, marks: marks, sums: sums, collected: collected)
  }
}
