import VectorMath

/// The test of Jarque and Bera: do skewness and kurtosis fit a normal law?
///
///     JB = n (S² / 6 + K² / 24),  chi-square with 2 degrees of freedom
///
/// Rejects a normal law too seldom below some 2,000 values. Reference: Jarque and Bera (1987),
/// doi:10.2307/1403192.
public struct JarqueBera: Sendable, Hashable {
  /// JB, at least 0.
  public let statistic: Double
  /// Probability of a larger statistic if the values are independent normals.
  public let pValue: Double

  /// - Parameter values: Finite.
  /// - Returns: `nil` if all values are equal or there are none.
  public init?(_ values: [Double]) {
    let moments = RunningMoments(values)
    guard let skewness = moments.skewness, let kurtosis = moments.excessKurtosis else { return nil }
    statistic = Double(values.count) * (skewness * skewness / 6 + kurtosis * kurtosis / 24)
    pValue = ChiSquareDistribution(degreesOfFreedom: 2).upperTail(statistic)
  }
}
