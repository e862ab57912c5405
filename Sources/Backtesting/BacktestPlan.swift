public import Passes
public import RiskMeasures
public import Studies
public import Tables

/// The daily log returns that one factor of a market really had.
public struct FactorHistory: Sendable {
  /// Index of the factor in the plan's market.
  public let factor: Int
  /// Name of the factor.
  public let name: String
  /// Return k is that from `firstDate` + k days to the day after.
  public let firstDate: CalendarDate
  /// Log returns of a day as fractions; finite.
  public let logReturns: [Double]

  /// Joined to the market by the factor's index; the name is for messages.
  public init(factor: Int, name: String, firstDate: CalendarDate, logReturns: [Double]) {
    self.factor = factor
    self.name = name
    self.firstDate = firstDate
    self.logReturns = logReturns
  }

  /// Index of the return that starts on a date.
  func index(of date: CalendarDate) -> Int { firstDate.days(to: date) }

  /// The last `count` returns that were known on a date, at its close.
  func returns(knownOn date: CalendarDate, count: Int) -> [Double] {
    let end = index(of: date)
    return Array(logReturns[end - count..<end])
  }
}

/// Everything that fixes a backtest's figures, checked.
///
/// On every day the portfolio is struck anew: it has the values, debts and health factors of the run's
/// valuation date, so that losses of all days are comparable, and history gives the returns alone. A
/// factor without history moves as the run says, without chance.
public struct BacktestPlan: Sendable {
  /// The portfolio, its protocols and market; its grid ends at the longest horizon, in steps of a day.
  public var run: RunPlan
  /// The first day on which a forecast is made, at its close.
  public var from: CalendarDate
  /// The last day up to which a loss is measured.
  public var to: CalendarDate
  /// Returns that every fit sees: the last that are known on the day.
  public var window: Int
  /// Days from a forecast to its loss, ascending.
  public var horizons: [Int]
  /// Levels of VaR and ES, ascending.
  public var levels: [Level]
  /// Tested beside one another on the same days.
  public var models: [ForecastModel]
  /// The loss of the whole portfolio that is forecast.
  public var quantity: LossQuantity
  /// At least one; the factors that are estimated.
  public var factors: [FactorHistory]

  /// - Precondition: Every factor's history reaches from `window` days before `from` to `to`.
  public init(
    run: RunPlan, from: CalendarDate, to: CalendarDate, window: Int, horizons: [Int],
    levels: [Level], models: [ForecastModel], quantity: LossQuantity, factors: [FactorHistory]
  ) {
    precondition(!horizons.isEmpty && !levels.isEmpty && !models.isEmpty, "nothing to test")
    precondition(horizons[0] >= 1 && from.days(to: to) >= horizons[0], "no day is long enough")
    precondition(
      !factors.isEmpty
        && factors.allSatisfy {
          $0.index(of: from) >= window && $0.index(of: to) <= $0.logReturns.count
        }, "a history is too short")
    self.run = run
    self.run.paths.grid = .init(stepCount: horizons[horizons.count - 1], stepDays: 1)
    self.from = from
    self.to = to
    self.window = window
    self.horizons = horizons
    self.levels = levels
    self.models = models
    self.quantity = quantity
    self.factors = factors
  }

  /// The days on which forecasts are made: those whose shortest horizon ends in time.
  public var dates: [CalendarDate] {
    (0...from.days(to: to) - horizons[0]).map { from.adding(days: $0) }
  }

  /// Whether the loss of a forecast is known.
  public func isMeasured(_ date: CalendarDate, horizon: Int) -> Bool {
    date.days(to: to) >= horizon
  }

  /// Whether a day counts in the tests of a horizon: every h-th one, so that no two losses overlap.
  public func isTested(_ date: CalendarDate, horizon: Int) -> Bool {
    isMeasured(date, horizon: horizon) && from.days(to: date) % horizon == 0
  }
}
