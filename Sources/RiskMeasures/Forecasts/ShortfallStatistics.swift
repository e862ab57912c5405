import VectorMath

/// Acerbi and Székely's statistics of expected shortfall forecasts.
///
///     Z1 = 1 − (1/N) Σ L_t I_t / ES_t          Z2 = 1 − Σ L_t I_t / (T (1 − level) ES_t)
///
/// I_t marks L_t > VaR_t, N counts the marks. Both have mean 0 (Z1 given N > 0) if VaR and ES are
/// right, and are negative if losses are worse. Z1 looks at the size of the exceedances alone, Z2
/// at their number too.
///
/// Reference: Acerbi and Székely (2014), "Backtesting expected shortfall", Risk, December 2014.
public struct ShortfallStatistics: Sendable, Hashable {
  /// Number of days T.
  public let days: Int
  /// Number N of days whose loss exceeded VaR.
  public let exceedances: Int
  /// Z1, or `nil` if no loss exceeded VaR.
  public let z1: Double?
  /// Z2; 1 if no loss exceeded VaR.
  public let z2: Double

  /// - Parameters:
  ///   - losses: One loss a day, positive = bad.
  ///   - forecasts: The forecasts before each day, in the same unit.
  ///   - level: Their level.
  /// - Throws: `BacktestError`, also where an ES is not positive.
  public init(
    losses: [Double], forecasts: [TailForecast], level: Level
  ) throws(BacktestError) {
    try requireTestable(
      losses: losses, forecasts: forecasts.map(\.valueAtRisk), forecasts.map(\.expectedShortfall))
    try requirePositiveShortfall(forecasts)
    var count = 0
    var sum = CompensatedSum()
    for (loss, forecast) in zip(losses, forecasts) where loss > forecast.valueAtRisk {
      count += 1
      sum.add(loss / forecast.expectedShortfall)
    }
    self.init(exceedances: count, sum: sum.value, days: losses.count, level: level)
  }

  /// - Parameter sum: Σ L_t I_t / ES_t.
  init(exceedances: Int, sum: Double, days: Int, level: Level) {
    self.days = days
    self.exceedances = exceedances
    z1 = exceedances == 0 ? nil : 1 - sum / Double(exceedances)
    z2 = 1 - sum / (Double(days) * (1 - level.value))
  }
}

func requirePositiveShortfall(_ forecasts: [TailForecast]) throws(BacktestError) {
  for day in forecasts.indices where forecasts[day].expectedShortfall <= 0 {
    throw .shortfallNotPositive(day: day)
  }
}
