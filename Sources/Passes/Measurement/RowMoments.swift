import RiskMeasures

/// Mean and spread of one row over all paths, from its sums.
package struct RowMoments: Sendable {
  /// With its standard error; unbounded for a single path.
  package let mean: Estimate
  /// With n − 1 in the denominator; 0 for a single path.
  package let standardDeviation: Double

  /// - Parameters:
  ///   - center: The number that the row's sums were taken from: the closer to the mean, the fewer digits
  ///     are lost.
  ///   - paths: Of the whole run.
  package init(_ sums: RowSums, row: Int, center: Double, paths: Int) {
    let n = Double(paths)
    let shift = sums.sums[row] / n
    let mean = center + shift
    // Σ(x − mean)², taken from a center next to the mean.
    let spread = max(0, sums.squares[row] - n * shift * shift)
    let deviation = paths > 1 ? (spread / (n - 1)).squareRoot() : 0
    standardDeviation = deviation
    self.mean =
      paths > 1
      ? Estimate(value: mean, standardError: deviation / n.squareRoot())
      : Estimate(
        value: mean, standardError: .infinity, lower: -.infinity, upper: .infinity,
        confidence: 0.95, method: .unknown)
  }
}
