/// Makes the forecasts of a backtest in one process; `BacktestFigures` tests them.
public struct WalkForward: Sendable {
  /// What is walked through.
  public let plan: BacktestPlan
  /// Parallel workers; any number gives the same bytes.
  public let workers: Int
  private let forecaster: @Sendable (ForecastModel) -> any Forecaster

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

  /// The forecasts by model, in the order of time.
  ///
  /// - Parameter progress: Told the number of forecasts done and of all, from any worker.
  /// - Throws: `Interrupted` if the surrounding task is cancelled; `WalkError`.
  public func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws
    -> [[ForecastDay]]
  {
    let study = BacktestStudy(plan, forecaster: forecaster)
    return study.days(try await study.part(.whole, workers: workers, progress: progress))
  }
}
