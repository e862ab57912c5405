import VectorMath

/// Probability integral transforms of losses under their forecast laws, u_t = P(L ≤ L_t).
///
/// If the forecasts are right they are independent and uniform on (0, 1): too many values near 1 are
/// losses worse than forecast, too few near both ends a forecast volatility that is too high. The
/// tests below look at the whole law, not at its tail alone.
///
/// Reference: Diebold, Gunther and Tay (1998), "Evaluating density forecasts", International Economic
/// Review 39(4), doi:10.2307/2527342.
public struct ProbabilityIntegralTransform: Sendable, Hashable {
  /// One value a day in the order of time, strictly between 0 and 1.
  public let values: [Double]
  let ascending: [Double]

  /// - Throws: `BacktestError.empty`, `.notAProbability`.
  public init(_ values: [Double]) throws(BacktestError) {
    if values.isEmpty { throw .empty }
    for day in values.indices where !(values[day] > 0 && values[day] < 1) {
      throw .notAProbability(day: day)
    }
    self.values = values
    ascending = values.sorted()
  }

  /// - Parameters:
  ///   - losses: One loss a day, positive = bad.
  ///   - laws: The forecast law of each day.
  /// - Throws: `BacktestError`; `.notAProbability` where a loss lies outside of its law, as the
  ///   extreme losses of simulated forecasts do.
  public init(losses: [Double], laws: [any LossLaw]) throws(BacktestError) {
    try requireTestable(losses: losses)
    if laws.count != losses.count {
      throw .lengthMismatch(losses: losses.count, forecasts: laws.count)
    }
    try self.init(losses.indices.map { 1 - laws[$0].upperTail(losses[$0]) })
  }

  /// Number of values in each of `cells` equal cells (i/k, (i + 1)/k].
  public func histogram(cells: Int) -> [Int] {
    precondition(cells >= 2, "a histogram has at least two cells")
    var counts = [Int](repeating: 0, count: cells)
    for value in values {
      counts[min(cells, max(1, Int((value * Double(cells)).rounded(.up)))) - 1] += 1
    }
    return counts
  }
}

extension ProbabilityIntegralTransform {
  /// Pearson's chi-square test of the histogram.
  ///
  ///     X² = Σ (n_i − n/k)² / (n/k) → χ² with k − 1 degrees of freedom
  ///
  /// - Parameters:
  ///   - cells: Number k of cells, at least 2; with five values a cell the limit is close.
  ///   - significance: In (0, 1).
  public func chiSquareTest(cells: Int = 10, significance: Double = 0.05) -> BacktestResult {
    let expected = Double(values.count) / Double(cells)
    var sum = 0.0
    for count in histogram(cells: cells) {
      let difference = Double(count) - expected
      sum += difference * difference / expected
    }
    return result(
      "PIT chi-square", sum, significance,
      ChiSquareDistribution(degreesOfFreedom: Double(cells - 1)).upperTail(sum),
      size: .asymptotic(significance))
  }

  /// Kolmogorov and Smirnov's test, with the exact law of the distance.
  public func kolmogorovSmirnovTest(significance: Double = 0.05) -> BacktestResult {
    let distance = kolmogorovSmirnovDistance
    return result(
      "PIT Kolmogorov-Smirnov", distance, significance,
      KolmogorovDistribution(count: ascending.count).upperTail(distance),
      size: .exact(significance))
  }

  /// Berkowitz's likelihood ratio test that the normal scores z_t = Φ⁻¹(u_t) have mean 0 and
  /// variance 1.
  ///
  ///     LR = 2 (ℓ(m, s²) − ℓ(0, 1)) = Σ z² − n − n ln s² → χ²₂,   s² = Σ (z − m)² / n
  ///
  /// If all values are equal the statistic is infinite.
  ///
  /// Reference: Berkowitz (2001), "Testing density forecasts, with applications to risk management",
  /// Journal of Business & Economic Statistics 19(4), doi:10.1198/07350010152596718.
  public func berkowitzTest(significance: Double = 0.05) -> BacktestResult {
    let moments = RunningMoments(values.map { NormalDistribution.quantile($0) })
    let n = Double(values.count)
    // Σ z² = n (s² + m²); the terms in s² are a deviance, 2 D(n/2, n s²/2).
    let ratio =
      n * moments.mean * moments.mean + 2 * deviance(0.5 * n, mean: 0.5 * n * moments.variance)
    return result(
      "PIT Berkowitz", ratio, significance,
      ChiSquareDistribution(degreesOfFreedom: 2).upperTail(ratio),
      size: .asymptotic(significance))
  }

  private func result(
    _ test: String, _ statistic: Double, _ significance: Double, _ pValue: Double,
    size: RejectionProbability
  ) -> BacktestResult {
    BacktestResult(
      test: test, statistic: statistic, pValue: pValue, significance: significance,
      isRejected: pValue <= significance, size: size, power: nil)
  }
}
