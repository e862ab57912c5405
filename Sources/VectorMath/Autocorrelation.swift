/// Autocorrelation of a series at lag 1.
///
///     Σ (x_i − m)(x_{i−1} − m) / Σ (x_i − m)²
///
/// - Parameter values: Finite values in the order of time.
/// - Returns: In [-1, 1]; `nil` if there are fewer than two values or all are equal.
public func lagOneAutocorrelation(_ values: [Double]) -> Double? {
  guard values.count > 1 else { return nil }
  let mean = RunningMoments(values).mean
  var products = CompensatedSum()
  var squares = CompensatedSum()
  var previous = 0.0
  for x in values {
    let d = x - mean
    products.add(d * previous)
    squares.add(d * d)
    previous = d
  }
  return squares.value > 0 ? products.value / squares.value : nil
}
