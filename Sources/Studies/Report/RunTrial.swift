import Passes
import RandomNumbers
import VectorMath

/// What a run will take, from its first paths.
public struct RunTrial: Sendable {
  /// Wall time that the run will take, in seconds.
  public let seconds: Double
  /// Memory of the losses that the run keeps, in bytes: the part that grows with the paths.
  public let tailBytes: Double

  /// Paths × steps × (legs + factors) below which a run takes seconds on any machine, and no trial is
  /// worth its time: one core does 3e8 to 5e9 of them a second.
  private static let smallWork = 5e9
  /// Tasks that a trial takes at most, and the time after which it takes no more.
  private static let taskLimit = 32
  private static let timeLimit = Duration.milliseconds(250)
  /// A path that is drawn again for its contributions, in paths of the first pass.
  private static let attributionCost = 2.0

  /// Whether a run may take long enough to be worth a trial.
  public static func isWorthwhile(_ plan: RunPlan) -> Bool {
    let legs = plan.portfolio.accounts.reduce(0) { $0 + $1.collateral.count + $1.debts.count }
    let columns = Double(legs + plan.paths.market.factors.count)
    return Double(plan.paths.count) * Double(plan.paths.grid.stepCount) * columns > smallWork
  }

  /// Simulates the first paths of a run on one worker.
  ///
  /// - Parameters:
  ///   - workers: Of the run, at least 1.
  ///   - cores: That the run may use, at least 1.
  /// - Throws: `Interrupted` if the surrounding task is cancelled.
  public init(_ plan: RunPlan, workers: Int, cores: Int) throws {
    let clock = ContinuousClock()
    let start = clock.now
    var losses = SimulatedLosses(plan.losses)
    let pilot = Pilot(plan.losses, losses: &losses)
    let pilotSeconds = start.duration(to: clock.now) / .seconds(1)

    // The same thresholds, and room for no more than the paths of the trial.
    var part = plan.losses
    part.paths.count = min(plan.paths.count, Self.taskLimit * BlockGrid.pathsPerTask)
    let pass = FirstPass(part, pilot: pilot, collectors: 1)
    let worker = pass.makeWorker()
    let begin = clock.now
    var tasks = 0
    while tasks < pass.taskCount, tasks == 0 || begin.duration(to: clock.now) < Self.timeLimit {
      _ = try worker.run(tasks)
      tasks += 1
    }
    let passSeconds = begin.duration(to: clock.now) / .seconds(1)

    let share = Double(plan.paths.count) / Double(pass.grid.pathCount(ofFirstTasks: tasks))
    let passes = 1 + Self.attributionShare(plan) + (plan.uncertainty == nil ? 0 : 2)
    seconds = pilotSeconds + passSeconds * share * passes / Double(min(workers, cores))
    let kept = worker.harvest().tails.reduce(0) { $0 + $1.byteCount }
    tailBytes = share * Double(kept)
  }

  /// What the second pass costs, in first passes: the tails of the total and of every book.
  private static func attributionShare(_ plan: RunPlan) -> Double {
    guard plan.measurement.contributions == .all, plan.measurement.accountDetail == .losses else {
      return 0
    }
    let tails = Double(1 + plan.portfolio.books.count) * (1 - plan.measurement.attributionLevel)
    return attributionCost * min(1, tails)
  }
}
