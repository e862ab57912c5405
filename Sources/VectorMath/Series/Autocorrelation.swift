/// Autocorrelation of a series at lag 1.
///
///     Σ (x_i − m)(x_{i−1} − m) / Σ (x_i − m)²
///
/// - Parameter values: Finite values in the order of time.
/// - Returns: In [-1, 1]; `nil` if there are fewer than two values or all are equal.
public func lagOneAutocorrelation(_ values: [Double]) -> Double? {
  autocorrelations(values, lags: 1)?.first
}

/// Autocorrelations of a series at lags 1 ... `lags`.
///
///     ρ_k = Σ (x_i − m)(x_{i−k} − m) / Σ (x_i − m)²
///
/// - Parameters:
///   - values: Finite values in the order of time.
///   - lags: Largest lag, at least 1.
/// - Returns: ρ₁, ρ₂, …, each in [-1, 1]; `nil` if there are not more values than lags or all are
///   equal.
public func autocorrelations(_ values: [Double], lags: Int) -> [Double]? {
  precondition(lags >= 1, "lags are counted from 1")
  guard values.count > lags else { return nil }
  let mean = RunningMoments(values).mean
  let deviations = values.map { $0 - mean }
  let squares = CompensatedSum(deviations.lazy.map { $0 * $0 }).value
  guard squares > 0 else { return nil }
  return (1...lags).map { lag in
    var products = CompensatedSum()
    for i in lag..<deviations.count { products.add(deviations[i] * deviations[i - lag]) }
    return products.value / squares
  }
}
