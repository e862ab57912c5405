import VectorMath

/// Checked observations of a level (a rate, a discount, a utilisation) at dates that may be uneven.
public struct LevelSeries: Sendable, Hashable {
  /// Days of the observations, strictly ascending; fractions of a day are allowed.
  public let days: [Double]
  /// One finite value a day of `days`, in the estimator's unit; not all equal.
  public let values: [Double]
  /// What moves the level by a factor that is estimated, at the same days; `nil` for nothing.
  public let covariate: [Double]?

  /// - Parameters:
  ///   - days: Days since any origin, strictly ascending.
  ///   - values: As many values.
  ///   - covariate: As many finite values, if any.
  /// - Throws: `empty`, `tooShort` for one value, `notFinite` or `constant`.
  public init(
    days: [Double], values: [Double], covariate: [Double]? = nil
  ) throws(CalibrationError) {
    precondition(days.count == values.count, "every value has its day")
    precondition(
      zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "the days of a series ascend")
    precondition(
      covariate.map { $0.count == values.count } ?? true, "every value has its covariate")
    guard !values.isEmpty else { throw .empty }
    guard values.count > 1 else { throw .tooShort(count: 1, needed: 2) }
    for list in [values, covariate ?? []] {
      if let position = list.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(position: position)
      }
    }
    guard RunningMoments(values).standardDeviation > Self.leastDeviation else {
      throw .constant(value: values[0])
    }
    self.days = days
    self.values = values
    self.covariate = covariate
  }

  /// Values that deviate by less than this are equal but for rounding: their square is hardly a number.
  static let leastDeviation = 1e-12

  /// Values at equal steps of a day.
  public init(daily values: [Double]) throws(CalibrationError) {
    try self.init(days: values.indices.map(Double.init), values: values)
  }

  /// Number of observations.
  public var count: Int { values.count }

  /// Years between an observation and the one before it; `index` counts from 1.
  @inline(__always)
  func years(before index: Int) -> Double { (days[index] - days[index - 1]) / 365 }

  /// - Throws: `tooShort`.
  func require(_ needed: Int) throws(CalibrationError) {
    guard count >= needed else { throw .tooShort(count: count, needed: needed) }
  }

  /// The series with another value in place of each.
  func mapped(_ transform: (Double) -> Double) throws(CalibrationError) -> LevelSeries {
    try LevelSeries(days: days, values: values.map(transform), covariate: covariate)
  }
}
