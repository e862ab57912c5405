import VectorMath

/// The variance that a variance recursion has before its first observation.
///
/// It stands for both the squared innovation and the variance of the step before the first.
package enum StartVariance: Sendable, Hashable {
  /// Mean squared innovation of the sample, which depends on the mean: the benchmark of Fiorentini,
  /// Calzolari and Panattoni (1996), doi:10.1002/(SICI)1099-1255(199607)11:4<399::AID-JAE401>3.0.CO;2-R.
  case sample
  /// Exponentially weighted mean of the first squared deviations from the sample mean, weight 0.94 a
  /// step and at most 75 of them: the rule of the Python package arch.
  case backcast
  /// A variance of one step, in squared log returns.
  case given(Double)

  /// The variance before the first of these values.
  func value(_ values: [Double]) -> Double {
    switch self {
    case .given(let variance): variance
    case .sample: RunningMoments(values).variance
    case .backcast: Self.backcast(values)
    }
  }

  private static func backcast(_ values: [Double]) -> Double {
    let moments = RunningMoments(values)
    let mean = moments.mean
    var weight = 1.0
    var sum = 0.0
    var total = 0.0
    for x in values.prefix(75) {
      sum += weight * (x - mean) * (x - mean)
      total += weight
      weight *= 0.94
    }
    // Prices that do not move at the start say nothing about the variance.
    return sum > 0 ? sum / total : moments.variance
  }
}
