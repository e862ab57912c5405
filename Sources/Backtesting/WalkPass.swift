import Calibration
import Market
import Passes
import Processes
import Tables

/// Walks through history: on each day fits every model to the window before it, forecasts the loss of the
/// portfolio by simulation, and sets what happened beside it.
///
/// A task is one model on a stretch of days. The first fit of a stretch searches from several starts, the
/// others from the fit of the day before: what a fit starts from depends on the stretch alone, so that the
/// figures are the same for any number of workers and shards. All models of a day see the same random
/// numbers; two days never do.
struct WalkPass: ShardedPass {
  /// Days of a stretch. Figures depend on it.
  static let stretchLength = 50

  let plan: BacktestPlan
  /// What fits the factors for a model.
  let forecaster: @Sendable (ForecastModel) -> any Forecaster
  /// Told of every forecast; `nil` for none.
  var counter: ForecastCounter?
  private let dates: [CalendarDate]
  private let realised: RealisedLosses

  init(_ plan: BacktestPlan, forecaster: @escaping @Sendable (ForecastModel) -> any Forecaster) {
    self.plan = plan
    self.forecaster = forecaster
    dates = plan.dates
    realised = RealisedLosses(plan)
  }

  private var stretchCount: Int { (dates.count + Self.stretchLength - 1) / Self.stretchLength }

  /// The models of a stretch are tasks in a row, so that shards get slow and quick ones alike.
  var taskCount: Int { plan.models.count * stretchCount }
  func makeWorker() -> WalkWorker { WalkWorker(self) }

  var emptyPartial: Forecasts { Forecasts([], shape: shape) }
  var emptyHarvest: Nothing { Nothing() }
  private var shape: ForecastDay.Shape { ForecastDay.Shape(plan) }

  /// Index of a task's model.
  func model(ofTask task: Int) -> Int { task % plan.models.count }

  /// Indices of a task's days in those of the plan.
  func days(ofTask task: Int) -> Range<Int> {
    let first = task / plan.models.count * Self.stretchLength
    return first..<min(first + Self.stretchLength, dates.count)
  }

  /// Number of forecasts of some tasks.
  func forecastCount(ofTasks tasks: Range<Int>) -> Int {
    tasks.reduce(0) { $0 + days(ofTask: $1).count }
  }

  /// The forecasts of a task.
  ///
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `WalkError`.
  func forecasts(ofTask task: Int) throws -> Forecasts {
    let model = plan.models[model(ofTask: task)]
    var forecasters = plan.factors.map { _ in forecaster(model) }
    var days: [ForecastDay] = []
    for i in self.days(ofTask: task) {
      if Task.isCancelled { throw Interrupted() }
      let losses = plan.horizons.indices.map { k in
        plan.isMeasured(dates[i], horizon: plan.horizons[k])
          ? realised.loss(horizonIndex: k, dateIndex: i) : nil
      }
      days.append(try day(dates[i], &forecasters, realised: losses))
      counter?.add(1)
    }
    return Forecasts([days], shape: shape)
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

/// One worker of a walk; its tasks have nothing in common.
final class WalkWorker: PassWorker {
  private let pass: WalkPass

  init(_ pass: WalkPass) { self.pass = pass }

  func run(_ task: Int) throws -> Forecasts { try pass.forecasts(ofTask: task) }
}
