public import VectorMath

/// Acerbi and Székely's tests of expected shortfall forecasts, with critical values by simulation
/// under the forecast laws themselves.
///
/// The hypothesis is that each day's loss has its forecast law; the alternative of both tests is
/// one-sided: losses beyond VaR are worse than forecast, Z1 or Z2 below its critical value. Z1
/// supposes that VaR has been tested already (`KupiecTest`).
///
/// Reference: Acerbi and Székely (2014), "Backtesting expected shortfall", Risk, December 2014.
public struct ShortfallTest: Sendable {
  /// The two statistics of the paper, both 0 on average for a right model and negative for a bad one.
  public enum Statistic: String, Sendable, Hashable, CaseIterable {
    case z1 = "Z1"
    case z2 = "Z2"
  }

  /// The level of the forecasts.
  public let level: Level
  /// VaR and ES of each day's forecast law.
  public let forecasts: [TailForecast]
  /// What a right model gives.
  public let null: ShortfallSample
  private let blocks: Int

  /// - Parameters:
  ///   - laws: The forecast law of each day, known before it.
  ///   - level: The level that VaR and ES are tested at.
  ///   - blocks: Simulated histories in units of `PathBlock.pathCount`, at least 1. The error of a
  ///     p-value p is √(p(1 − p) / histories).
  ///   - draws: The randomness of the simulation.
  /// - Throws: `BacktestError` for no days, or forecasts that are not finite or whose ES is not
  ///   positive.
  public init(
    laws: [any LossLaw], level: Level, blocks: Int, draws: UniformDraws
  ) throws(BacktestError) {
    if laws.isEmpty { throw .empty }
    let forecasts = laws.map { $0.tail(level: level) }
    for day in forecasts.indices {
      let isFinite =
        forecasts[day].valueAtRisk.isFinite && forecasts[day].expectedShortfall.isFinite
      if !isFinite { throw .forecastNotFinite(day: day) }
    }
    try requirePositiveShortfall(forecasts)
    self.level = level
    self.forecasts = forecasts
    self.blocks = blocks
    null = ShortfallSample(
      laws: laws, forecasts: forecasts, level: level, blocks: blocks, draws: draws)
  }

  /// What another model gives if it is true and these forecasts are made.
  ///
  /// - Parameters:
  ///   - laws: The true law of each day's loss, as many as forecasts.
  ///   - draws: The randomness; that of the hypothesis makes size and power comparable.
  public func alternative(laws: [any LossLaw], draws: UniformDraws) -> ShortfallSample {
    ShortfallSample(laws: laws, forecasts: forecasts, level: level, blocks: blocks, draws: draws)
  }

  /// The value below which a right model's statistic lies with probability `significance`, with its
  /// interval from the simulation.
  public func criticalValue(_ statistic: Statistic, significance: Double) -> Estimate {
    do {
      return try LossSample(null.values(statistic)).valueAtRisk(level: Level(significance))
    } catch {
      preconditionFailure("no simulated history has a value of the statistic")
    }
  }

  /// Tests losses.
  ///
  /// The p-value (1 + number of simulated values at or below) / (1 + number of simulated values)
  /// makes the test exact for continuous laws: Davison and Hinkley (1997), section 4.2,
  /// doi:10.1017/CBO9780511802843.
  ///
  /// - Parameters:
  ///   - losses: One loss a day, positive = bad, as many as forecasts.
  ///   - significance: In (0, 1), at least the inverse of the number of simulated histories.
  ///   - alternative: The sample of the law that the power is stated for.
  /// - Throws: `BacktestError`.
  public func result(
    _ statistic: Statistic, losses: [Double], significance: Double = 0.05,
    alternative: ShortfallSample? = nil
  ) throws(BacktestError) -> BacktestResult {
    let found = try ShortfallStatistics(losses: losses, forecasts: forecasts, level: level)
    let value = statistic == .z1 ? found.z1 : found.z2
    let pValue = value.map { null.pValue(statistic, of: $0) }
    let threshold = null.rejectionThreshold(statistic, significance: significance)
    return BacktestResult(
      test: "Acerbi-Székely \(statistic.rawValue)", statistic: value, pValue: pValue,
      significance: significance, isRejected: pValue.map { $0 <= significance } ?? false,
      size: .simulated(null.rejections(statistic, below: threshold)),
      power: alternative.map { .simulated($0.rejections(statistic, below: threshold)) })
  }
}

extension ShortfallSample {
  /// The ascending values of a statistic.
  public func values(_ statistic: ShortfallTest.Statistic) -> [Double] {
    statistic == .z1 ? z1 : z2
  }

  /// (1 + number of values at or below) / (1 + number of values).
  func pValue(_ statistic: ShortfallTest.Statistic, of value: Double) -> Double {
    let values = values(statistic)
    return Double(1 + values.count(below: value.nextUp)) / Double(1 + values.count)
  }

  /// A value has a p-value of at most `significance` exactly if it lies below the threshold.
  func rejectionThreshold(
    _ statistic: ShortfallTest.Statistic, significance: Double
  ) -> Double {
    let values = values(statistic)
    let rank = Int(significance * Double(1 + values.count))
    precondition(rank >= 1, "a small significance needs more simulated histories")
    return values[min(rank, values.count) - 1]
  }

  /// How many histories are rejected; a history without a value is not.
  func rejections(
    _ statistic: ShortfallTest.Statistic, below threshold: Double
  ) -> ProbabilityEstimate {
    ProbabilityEstimate(
      successes: values(statistic).count(below: threshold), trials: histories)
  }
}

extension [Double] {
  /// How many elements of an ascending array lie below a value.
  fileprivate func count(below value: Double) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
