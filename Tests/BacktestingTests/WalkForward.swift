import Passes

@testable import Backtesting

/// The forecasts of a backtest, made in one process.
struct WalkForward {
  let workers: Int
  private let study: BacktestStudy

  /// - Parameter forecaster: What fits a factor; by default the model's estimators.
  init(
    _ plan: BacktestPlan, workers: Int,
    forecaster: @escaping @Sendable (ForecastModel) -> any Forecaster = { RollingFit($0) }
  ) {
    self.workers = workers
    study = BacktestStudy(plan, forecaster: forecaster)
  }

  /// By model, in the order of time.
  func run() async throws -> [[ForecastDay]] {
    study.days(try await study.part(.whole, workers: workers) { _, _ in })
  }
}
