import Calibration
import Market
import Passes
import Processes
import Synchronization
import Tables

/// Keeps finished parts of a backtest, so that an interrupted one goes on where it stopped.
public protocol ForecastStore: Sendable {
  /// The forecasts of a part; `nil` if they have not been kept.
  func load(part: Int) throws -> [ForecastDay]?
  /// Keeps the forecasts of a finished part; it is not called twice for one.
  func save(_ days: [ForecastDay], part: Int) throws
}

/// Walks through history: on each day fits every model to the window before it, forecasts the loss of the
/// portfolio by simulation, and sets what happened beside it.
///
/// Days are walked in parts of fixed length. The first fit of a part searches from several starts, the
/// others from the fit of the day before, so that the figures are the same for any number of workers and
/// wherever a walk was interrupted. All models of a day see the same random numbers; two days never do.
public struct WalkForward: Sendable {
  /// Days of a part.
  public static let partLength = 50

  /// What is walked through.
  public let plan: BacktestPlan
  /// Parallel workers; any number gives the same bytes.
  public let workers: Int
  let forecaster: @Sendable (ForecastModel) -> any Forecaster

  /// - Precondition: `workers` ≥ 1.
  public init(_ plan: BacktestPlan, workers: Int) {
    self.init(plan, workers: workers) { RollingFit($0) }
  }

  /// - Parameter forecaster: What fits a factor, in place of the model's estimators.
  package init(
    _ plan: BacktestPlan, workers: Int,
    forecaster: @escaping @Sendable (ForecastModel) -> any Forecaster
  ) {
    precondition(workers >= 1, "a backtest has at least one worker")
    self.plan = plan
    self.workers = workers
    self.forecaster = forecaster
  }

  /// Parts of one model.
  private var partsOfModel: Int { (plan.dates.count + Self.partLength - 1) / Self.partLength }

  /// Forecasts of all models together: what `progress` counts up to.
  public var forecastCount: Int { plan.models.count * plan.dates.count }

  /// The forecasts by model, in the order of time.
  ///
  /// - Parameter progress: Told the number of forecasts done, from any worker.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `WalkError`; what the store throws.
  public func run(
    store: (any ForecastStore)? = nil,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> [[ForecastDay]] {
    let pass = WalkPass(
      walk: self, store: store, realised: RealisedLosses(plan), dates: plan.dates,
      counter: ForecastCounter(progress), taskCount: plan.models.count * partsOfModel)
    guard pass.taskCount > 0 else { return plan.models.map { _ in [] } }
    guard let parts = try await Runner(workers: workers).run(pass).fold.result?.elements else {
      preconditionFailure("all parts are done")
    }
    return plan.models.indices.map { model in
      parts[model * partsOfModel..<(model + 1) * partsOfModel].flatMap(\.self)
    }
  }

  /// The forecasts of a part, kept or made.
  fileprivate func days(ofPart part: Int, _ pass: WalkPass) throws -> [ForecastDay] {
    if let kept = try pass.store?.load(part: part) {
      pass.counter.add(kept.count)
      return kept
    }
    let start = part % partsOfModel * Self.partLength
    let indices = start..<min(start + Self.partLength, pass.dates.count)
    let days = try days(plan.models[part / partsOfModel], indices, pass)
    try pass.store?.save(days, part: part)
    return days
  }

  private func days(
    _ model: ForecastModel, _ indices: Range<Int>, _ pass: WalkPass
  ) throws -> [ForecastDay] {
    let dates = pass.dates
    var forecasters = plan.factors.map { _ in forecaster(model) }
    var days: [ForecastDay] = []
    for i in indices {
      if Task.isCancelled { throw Interrupted() }
      let losses = plan.horizons.indices.map { k in
        plan.isMeasured(dates[i], horizon: plan.horizons[k])
          ? pass.realised.loss(horizonIndex: k, dateIndex: i) : nil
      }
      days.append(try day(dates[i], &forecasters, realised: losses))
      pass.counter.add(1)
    }
    return days
  }

  private func day(
    _ date: CalendarDate, _ forecasters: inout [any Forecaster], realised: [Double?]
  ) throws -> ForecastDay {
    var processes: [Int: any StochasticProcess] = [:]
    var fits: [ForecastDay.Fit] = []
    for (k, history) in plan.factors.enumerated() {
      do {
        let window = history.returns(knownOn: date, count: plan.window)
        let fit = try forecasters[k].fit(ReturnSeries(window))
        processes[history.factor] = fit.process
        fits.append(
          .init(estimator: fit.estimator, refusal: fit.refusal, parameters: fit.parameters))
      } catch {
        throw WalkError.unusable(factor: history.name, date: date, reason: error)
      }
    }
    var run = plan.run
    run.paths.market = run.paths.market.replacing(processes)
    var simulation = HorizonLosses(run.losses, steps: plan.horizons, quantity: plan.quantity)
    let first =
      UInt64(date.dayNumber - CalendarDate.dayNumbers.lowerBound) * UInt64(run.paths.count)
    let losses = simulation.losses(firstPath: first, count: run.paths.count)
    do {
      let horizons = try plan.horizons.indices.map { k in
        try ForecastDay.Horizon(losses: losses[k], realised: realised[k], levels: plan.levels)
      }
      return ForecastDay(dayNumber: date.dayNumber, fits: fits, horizons: horizons)
    } catch { throw WalkError.notFinite(date: date) }
  }
}

/// Why a walk could not be finished.
public enum WalkError: Error, CustomStringConvertible {
  /// A window of a factor has no volatility.
  case unusable(factor: String, date: CalendarDate, reason: CalibrationError)
  /// A simulated loss was not a finite number.
  case notFinite(date: CalendarDate)

  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .unusable(let factor, let date, let reason):
      "the window of \(factor) that ends on \(date) cannot be fitted: \(reason)"
    case .notFinite(let date):
      "a loss that was simulated on \(date) is not a finite number; check the history before it"
    }
  }
}

/// The parts of a walk.
private struct WalkPass: Pass {
  let walk: WalkForward
  let store: (any ForecastStore)?
  let realised: RealisedLosses
  let dates: [CalendarDate]
  let counter: ForecastCounter
  let taskCount: Int

  func makeWorker() -> WalkWorker { WalkWorker(self) }
}

/// One worker of a walk; parts have nothing in common.
private final class WalkWorker: PassWorker {
  private let pass: WalkPass

  init(_ pass: WalkPass) { self.pass = pass }

  func run(_ part: Int) throws -> TaskResults<[ForecastDay]> {
    TaskResults([try pass.walk.days(ofPart: part, pass)])
  }
}

/// Counts forecasts of all workers.
///
/// A class, because workers hold it together.
private final class ForecastCounter: Sendable {
  private let count = Atomic<Int>(0)
  private let progress: @Sendable (Int) -> Void

  init(_ progress: @escaping @Sendable (Int) -> Void) { self.progress = progress }

  func add(_ forecasts: Int) {
    progress(count.add(forecasts, ordering: .relaxed).newValue)
  }
}
