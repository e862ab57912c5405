/// One step of simulated time.
public struct TimeStep: Sendable, Hashable {
  /// Length in years (ACT/365F: a day is 1/365). Not negative.
  public let length: Double

  /// Length in years; 0 for a step that only reads today's values.
  public init(length: Double) {
    precondition(length >= 0 && length.isFinite, "a step has a finite, non-negative length")
    self.length = length
  }

  /// A step of so many days.
  public init(days: Double) { self.init(length: days / 365) }
}

/// The equal steps from the valuation date (time 0) to the horizon.
public struct TimeGrid: Sendable, Hashable {
  /// Number of steps, at least 1.
  public let stepCount: Int
  /// Length of a step in days.
  public let stepDays: Double

  /// Length in days of 24 hours, the same for all steps.
  public init(stepCount: Int, stepDays: Double) {
    precondition(stepCount >= 1 && stepDays >= 0, "a grid has at least one step")
    self.stepCount = stepCount
    self.stepDays = stepDays
  }

  /// One step.
  public var step: TimeStep { TimeStep(days: stepDays) }
  /// Time from the valuation date to the horizon, in years.
  public var horizon: Double { time(at: stepCount) }
  /// Time at the end of step `k`, in years; 0 is the valuation date.
  public func time(at k: Int) -> Double { Double(k) * step.length }
  /// Time at the end of step `k`, in days.
  public func days(at k: Int) -> Double { Double(k) * stepDays }
}
