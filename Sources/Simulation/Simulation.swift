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

  /// Why a run could not be finished.
  public enum Failure: Error, CustomStringConvertible {
    /// A loss was not a finite number: the market's parameters lead beyond the range of a double.
    case notFinite(subject: String, quantity: LossQuantity)
    /// No draw of a factor's parameters made a process in so many attempts.
    case noProcess(factor: String, attempts: Int)

    public var description: String {
      switch self {
      case .notFinite(let subject, let quantity):
        "the \(quantity.rawValue) of \(subject) is not a finite number on some path; check the volatilities and the horizon of the market document"
      case .noProcess(let factor, let attempts):
        "none of \(attempts) draws of the parameters of \(factor) lay in the range of its process; check the standard errors of its estimates in the market document"
      }
    }
  }

  /// - Parameter progress: Told the number of paths done and of all paths, from any worker.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `Failure` if losses are not finite.
  public func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws
    -> RunResult
  {
    let total = plan.uncertainty == nil ? plan.paths : 2 * plan.paths
    var losses = BlockLosses(plan)
    var pilot = Pilot(plan, losses: &losses)
    let assembly = ResultAssembly(plan)
    while true {
      let pass = try await FirstPass.run(plan, pilot: pilot, workers: workers) {
        progress($0, total)
      }
      try assembly.requireFinite(pass)
      guard let figures = await assembly.figures(pass, workers: workers),
        let sets = assembly.tailSets(figures)
      else {
        // A tail was cut too high for its level: keep every loss and measure again.
        pilot.keepEverything()
        continue
      }
      let attribution = try await Attribution.run(plan, sets: sets, workers: workers)
      var result = assembly.result(pass, figures, attribution)
      if let uncertainty = plan.uncertainty {
        result.uncertainty = try await UncertaintyPass(plan, uncertainty).run(
          beside: result, workers: workers
        ) { progress(plan.paths + $0, total) }
      }
      return result
    }
  }
}
