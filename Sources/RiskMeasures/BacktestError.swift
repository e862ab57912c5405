/// Why forecasts cannot be tested against losses.
public enum BacktestError: Error, Sendable, Hashable {
  /// There are no days.
  case empty
  /// Losses and forecasts are not equally many.
  case lengthMismatch(losses: Int, forecasts: Int)
  /// The loss of this day, counted from 0, is NaN or infinite.
  case lossNotFinite(day: Int)
  /// A forecast of this day is NaN or infinite.
  case forecastNotFinite(day: Int)
  /// The expected shortfall forecast for this day is not positive, so no loss can be measured by it.
  case shortfallNotPositive(day: Int)
  /// The value for this day is no probability strictly between 0 and 1.
  case notAProbability(day: Int)
}

extension BacktestError: CustomStringConvertible {
  /// One clause without a full stop; days count from 0.
  public var description: String {
    switch self {
    case .empty: "there are no days to test"
    case .lengthMismatch(let losses, let forecasts):
      "there are \(losses) losses and \(forecasts) forecasts"
    case .lossNotFinite(let day): "the loss of day \(day) is not a finite number"
    case .forecastNotFinite(let day): "the forecast for day \(day) is not a finite number"
    case .shortfallNotPositive(let day):
      "the expected shortfall forecast for day \(day) is not positive"
    case .notAProbability(let day):
      "the value for day \(day) does not lie strictly between 0 and 1"
    }
  }
}

/// Refuses what no backtest can use: no days, unequal lengths, NaN and infinity.
func requireTestable(losses: [Double], forecasts: [Double]...) throws(BacktestError) {
  if losses.isEmpty { throw .empty }
  for day in losses.indices where !losses[day].isFinite { throw .lossNotFinite(day: day) }
  for series in forecasts {
    if series.count != losses.count {
      throw .lengthMismatch(losses: losses.count, forecasts: series.count)
    }
    for day in series.indices where !series[day].isFinite { throw .forecastNotFinite(day: day) }
  }
}
