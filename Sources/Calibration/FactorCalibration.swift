import Foundation
import Market
public import Tables

/// How one factor of a market is estimated from history.
public struct FactorCalibration: Sendable {
  /// What reads the series.
  public enum Estimator: Sendable {
    /// From log returns of a price.
    case returns(any ProcessEstimator)
    /// From observations of a level.
    case level(any LevelEstimator)

    /// The word in documents.
    public var name: String {
      switch self {
      case .returns(let estimator): type(of: estimator).name
      case .level(let estimator): type(of: estimator).name
      }
    }

    /// Whether the process targets a volatility, so that `targetFrom` means something.
    public var hasTargetVolatility: Bool {
      switch self {
      case .returns(let estimator): type(of: estimator).hasTargetVolatility
      case .level: false
      }
    }

    /// Fewest observations.
    public var leastCount: Int {
      switch self {
      case .returns(let estimator): type(of: estimator).leastCount + 1
      case .level(let estimator): type(of: estimator).leastCount
      }
    }
  }

  /// The factor's name in the market document.
  public let factor: String
  /// What reads the series.
  public let estimator: Estimator
  /// The history inside its window.
  public let series: DatedSeries
  /// What moves the level, by date.
  public let covariate: DatedSeries?
  /// The first date of the returns whose variance is the target; `nil` for all of them.
  public let targetFrom: CalendarDate?
  /// Parameters that keep the values of the market that is started from.
  public let kept: [String]

  /// A plan; nothing is fitted before `run`.
  public init(
    factor: String, estimator: Estimator, series: DatedSeries, covariate: DatedSeries? = nil,
    targetFrom: CalendarDate? = nil, kept: [String] = []
  ) {
    self.factor = factor
    self.estimator = estimator
    self.series = series
    self.covariate = covariate
    self.targetFrom = targetFrom
    self.kept = kept
  }

  /// Fits the factor.
  public func run() -> FactorFit {
    do {
      switch estimator {
      case .returns(let estimator): return try fitReturns(estimator)
      case .level(let estimator): return try fitLevel(estimator)
      }
    } catch {
      return FactorFit(plan: self, outcome: .failure(error))
    }
  }

  private func fitLevel(_ estimator: any LevelEstimator) throws(CalibrationError) -> FactorFit {
    var own = series
    var other: [Double]?
    if let covariate { (own, other) = series.joined(covariate) }
    let levels = try LevelSeries(days: own.days, values: own.values, covariate: other)
    let fit = try estimator.fit(levels)
    let seen = estimator.residualPositions(levels)
    // The first innovation is a distance from the mean: it counts as one usual step.
    let first = own.days[0] - (own.step?.days ?? 1)
    return FactorFit(
      plan: self, outcome: .success(fit),
      residualStarts: seen.map { $0 == 0 ? first : own.days[$0 - 1] },
      residualDays: seen.map { own.days[$0] },
      processParameters: fit.processParameters)
  }

  private func fitReturns(_ estimator: any ProcessEstimator) throws(CalibrationError) -> FactorFit {
    let returns = try SpacedReturns(series)
    let fit = try estimator.fit(returns.series)
    var parameters = fit.processParameters
    if let targetFrom, parameters["targetVolatility"] != nil {
      parameters["targetVolatility"] = try returns.volatility(from: targetFrom)
    }
    return FactorFit(
      plan: self, outcome: .success(fit), residualStarts: returns.starts,
      residualDays: returns.days,
      processParameters: parameters, droppedReturns: returns.droppedCount)
  }
}
