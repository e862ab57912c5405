import VectorMath

/// A likelihood ratio test of VaR forecasts through their exceedances.
///
/// The hypothesis is that exceedances are independent and happen with probability p = 1 − level.
/// The statistic is compared with the chi-square law, which is its limit for long series; what that
/// does at the length of the series is told by the size and the power of the result.
public protocol CoverageTest: Sendable {
  /// Name in reports.
  static var name: String { get }
  /// Degrees of freedom of the limiting chi-square law.
  static var degreesOfFreedom: Double { get }
  /// The level of the VaR forecasts.
  var level: Level { get }
  /// The likelihood ratio, at least 0.
  func statistic(of counts: ExceedanceCounts) -> Double

  /// Exact probability that a series of `days` days of a law is rejected: the size if the law is
  /// the hypothesis, the power if it is another. Absolute error below 1e-10.
  ///
  /// - Parameters:
  ///   - days: Length of the series, at least 1.
  ///   - law: The law of the exceedances.
  ///   - significance: Nominal significance of the test, in (0, 1).
  /// - Complexity: O(days^1.5); about 0.05 s for 1,500 days.
  func rejectionProbability(
    days: Int, under law: ExceedanceLaw, significance: Double
  ) -> Double
}

extension CoverageTest {
  /// Probability of an exceedance if the model is right.
  public var exceedanceProbability: Double { 1 - level.value }

  /// Probability, for long series, that a right model has a larger statistic.
  public func pValue(of statistic: Double) -> Double {
    ChiSquareDistribution(degreesOfFreedom: Self.degreesOfFreedom).upperTail(statistic)
  }

  /// The statistic above which the model is rejected.
  ///
  /// - Parameter significance: Nominal probability of rejecting a right model, in (0, 1).
  public func criticalValue(significance: Double) -> Double {
    precondition(significance > 0 && significance < 1, "a significance lies between 0 and 1")
    return ChiSquareDistribution(degreesOfFreedom: Self.degreesOfFreedom)
      .upperQuantile(significance)
  }

  /// The sum over every combination of counts that is rejected; see the requirement.
  public func rejectionProbability(
    days: Int, under law: ExceedanceLaw, significance: Double = 0.05
  ) -> Double {
    let critical = criticalValue(significance: significance)
    return law.probabilityOfCounts(days: days) { statistic(of: $0) > critical }
  }

  /// Tests a series.
  ///
  /// - Parameters:
  ///   - counts: The series' counts, from `ExceedanceSeries.counts`.
  ///   - significance: Nominal significance of the test, in (0, 1).
  ///   - alternative: The law that the power is stated for.
  public func result(
    for counts: ExceedanceCounts, significance: Double = 0.05, alternative: ExceedanceLaw? = nil
  ) -> BacktestResult {
    let found = statistic(of: counts)
    func rejection(_ law: ExceedanceLaw) -> RejectionProbability {
      .exact(rejectionProbability(days: counts.days, under: law, significance: significance))
    }
    return BacktestResult(
      test: Self.name, statistic: found, pValue: pValue(of: found), significance: significance,
      isRejected: found > criticalValue(significance: significance),
      size: rejection(.independent(probability: exceedanceProbability)),
      power: alternative.map(rejection))
  }
}
