import Passes
public import RiskMeasures
import Tables

/// Everything that a backtest has found.
public struct BacktestFigures: Sendable {
  /// What was tested.
  public let plan: BacktestPlan
  /// In the order of the plan.
  public let models: [ModelFigures]

  /// Tests the forecasts of a walk.
  ///
  /// - Parameters:
  ///   - days: By model, in the order of time.
  ///   - workers: Parallel workers; any number gives the same figures.
  /// - Throws: `Interrupted` if the surrounding task is cancelled.
  public init(_ plan: BacktestPlan, days: [[ForecastDay]], workers: Int) async throws {
    let histories = SimulatedHistories(seed: plan.run.paths.seed)
    let horizonCount = plan.horizons.count
    let levelCount = plan.levels.count
    let perModel = horizonCount * levelCount
    let pass = LevelPass(plan: plan, days: days, histories: histories)
    let levels = try await Runner(workers: workers).run(pass).fold.result?.elements ?? []
    self.plan = plan
    models = try plan.models.indices.map { m in
      let horizons = try plan.horizons.indices.map { h in
        let first = m * perModel + h * levelCount
        return try HorizonFigures(
          days: plan.horizons[h], tested: Self.tested(days[m], plan, horizon: h),
          measured: days[m].count { $0.horizons[h].loss != nil },
          levels: Array(levels[first..<first + levelCount]))
      }
      return ModelFigures(model: plan.models[m], days: days[m], horizons: horizons)
    }
  }

  /// The forecasts of a horizon that count in its tests.
  fileprivate static func tested(
    _ days: [ForecastDay], _ plan: BacktestPlan, horizon h: Int
  ) -> [ForecastDay.Horizon] {
    days.filter { plan.isTested($0.date, horizon: plan.horizons[h]) }.map { $0.horizons[h] }
  }
}

/// The tests of every model at every horizon and level.
private struct LevelPass: Pass {
  let plan: BacktestPlan
  let days: [[ForecastDay]]
  let histories: SimulatedHistories

  var taskCount: Int { plan.models.count * plan.horizons.count * plan.levels.count }

  func makeWorker() -> LevelWorker { LevelWorker(self) }
}

/// One worker of the tests.
private final class LevelWorker: PassWorker {
  private let pass: LevelPass

  init(_ pass: LevelPass) { self.pass = pass }

  func run(_ task: Int) throws -> TaskResults<LevelFigures> {
    let plan = pass.plan
    let level = task % plan.levels.count
    let horizon = task / plan.levels.count % plan.horizons.count
    let model = task / (plan.levels.count * plan.horizons.count)
    return TaskResults([
      try LevelFigures(
        BacktestFigures.tested(pass.days[model], plan, horizon: horizon),
        level: plan.levels[level], index: level, histories: pass.histories)
    ])
  }
}

/// What was found of one model.
public struct ModelFigures: Sendable {
  /// The model that was refitted every day.
  public let model: ForecastModel
  /// Every day, in the order of time.
  public let days: [ForecastDay]
  /// In the order of the plan.
  public let horizons: [HorizonFigures]

  /// Days on which a substitute stood in for the model, by its name.
  public var substitutions: [(estimator: String, days: Int)] {
    model.substitutes.map { name in
      (name, days.count { day in day.fits.contains { $0.estimator == name && $0.refusal != nil } })
    }
  }
}

/// What was found of one model at one horizon.
public struct HorizonFigures: Sendable {
  /// Length of the horizon.
  public let days: Int
  /// Forecasts whose loss is known; of those `testedDays` do not overlap and count in the tests.
  public let measuredDays: Int
  /// Days whose losses do not overlap, which count in the tests.
  public let testedDays: Int
  /// Transforms of the losses that count.
  public let transform: ProbabilityIntegralTransform
  /// Tests that the transforms are uniform.
  public let uniformity: [BacktestResult]
  /// In the order of the plan.
  public let levels: [LevelFigures]

  /// Whether the forecast law as a whole is rejected, by Kolmogorov and Smirnov's test: the one of the
  /// three whose size is exact.
  public var isLawRejected: Bool { uniformity[0].verdict == .rejected }

  init(
    days: Int, tested: [ForecastDay.Horizon], measured: Int, levels: [LevelFigures]
  ) throws(BacktestError) {
    self.days = days
    measuredDays = measured
    testedDays = tested.count
    transform = try ProbabilityIntegralTransform(tested.compactMap(\.transform))
    uniformity = [
      transform.kolmogorovSmirnovTest(), transform.berkowitzTest(), transform.chiSquareTest(),
    ]
    self.levels = levels
  }
}
