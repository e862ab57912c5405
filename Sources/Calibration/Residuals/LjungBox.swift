import VectorMath

/// The portmanteau test of Ljung and Box: are the first autocorrelations of a series 0?
///
///     Q = n (n + 2) Σ_k ρ_k² / (n − k),  chi-square with lags − fitted degrees of freedom
///
/// Give it residuals to find a mean that moves, their squares to find volatility that still clusters.
/// Reference: Ljung and Box (1978), doi:10.1093/biomet/65.2.297; squares: McLeod and Li (1983),
/// doi:10.1111/j.1467-9892.1983.tb00373.x.
public struct LjungBox: Sendable, Hashable {
  /// Lags 1 ... `lags` are tested.
  public let lags: Int
  /// Q.
  public let statistic: Double
  /// Probability of a larger Q if the values are independent.
  public let pValue: Double

  /// - Parameters:
  ///   - values: Finite, in the order of time.
  ///   - fitted: Parameters of a mean model that was fitted to the values, fewer than lags.
  /// - Returns: `nil` if there are not more values than lags or all are equal.
  public init?(_ values: [Double], lags: Int, fitted: Int = 0) {
    precondition(lags > fitted && fitted >= 0, "the test needs more lags than fitted parameters")
    guard let rho = autocorrelations(values, lags: lags) else { return nil }
    let n = Double(values.count)
    self.lags = lags
    let sum = rho.enumerated().reduce(0) {
      $0 + $1.element * $1.element / (n - 1 - Double($1.offset))
    }
    statistic = n * (n + 2) * sum
    pValue = ChiSquareDistribution(degreesOfFreedom: Double(lags - fitted)).upperTail(statistic)
  }
}
