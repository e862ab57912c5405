import RiskMeasures
public import Tables

/// What one model said on one day, and what happened then.
public struct ForecastDay: Sendable {
  /// How a factor was fitted.
  public struct Fit: Sendable {
    /// Name of the estimator that gave the parameters.
    public let estimator: String
    /// Why the model's own estimator gave none; `nil` if it did.
    public let refusal: String?
    /// The process's parameters by its own names and units.
    public let parameters: [String: Double]
  }

  /// The forecast of one horizon.
  public struct Horizon: Sendable {
    /// The loss that happened; `nil` where the horizon ends after the last day.
    public let loss: Double?
    /// u = (number of simulated losses below, those equal counted half, + ½) / (n + 1).
    public let transform: Double?
    /// Number n of simulated losses.
    public let paths: Int
    /// The simulated losses from VaR of the lowest level on, ascending.
    public let worst: [Double]
    /// By level: VaR and ES.
    public let valueAtRisk: [Double]
    /// By level: mean of the worst simulated losses.
    public let expectedShortfall: [Double]
  }

  let dayNumber: Int
  /// By factor with history.
  public let fits: [Fit]
  /// By horizon.
  public let horizons: [Horizon]

  /// The day at whose close the forecast was made.
  public var date: CalendarDate { CalendarDate(dayNumber: dayNumber) }
}

extension ForecastDay.Horizon {
  init(losses: [Double], realised: Double?, levels: [Level]) throws {
    let sample = try LossSample(losses)
    paths = sample.count
    loss = realised
    transform = realised.map { realised in
      let above = sample.upperTail(realised) * Double(sample.count)
      let atLeast = sample.upperTail(realised.nextDown) * Double(sample.count)
      let below = Double(sample.count) - atLeast
      return (below + 0.5 * (atLeast - above) + 0.5) / Double(sample.count + 1)
    }
    let first = levels[0].rank(in: sample.count)
    worst = (first...sample.count).map { sample.loss(rank: $0) }
    valueAtRisk = levels.map { sample.valueAtRisk(level: $0).value }
    expectedShortfall = levels.map { sample.expectedShortfall(level: $0).value }
  }

  /// Whether the loss lay above VaR of a level; `nil` where it is not known.
  public func isExceeded(level: Int) -> Bool? { loss.map { $0 > valueAtRisk[level] } }
}
