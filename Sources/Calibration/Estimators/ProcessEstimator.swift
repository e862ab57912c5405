/// An estimator of a process's parameters from returns.
///
/// To add one: copy `StudentTEstimator.swift`, change it, add a line to `EstimatorCatalog.all`.
public protocol ProcessEstimator: Sendable {
  /// The word used in documents, in kebab case.
  static var name: String { get }
  /// One line for lists.
  static var summary: String { get }
  /// Author, year, DOI.
  static var reference: String { get }
  /// Fewest returns that it accepts.
  static var leastCount: Int { get }
  /// Whether its parameters are those of a step of one day, and not of a year.
  static var isOfOneDay: Bool { get }
  /// Whether its process targets a volatility, whose history a document may choose; no unless it says so.
  static var hasTargetVolatility: Bool { get }
  /// Keys that documents may set; none unless it says so.
  static var options: [EstimatorOption] { get }

  /// An estimator with its default options.
  init()

  /// Sets one of its options.
  ///
  /// - Precondition: `options` has the key, and the value is one that it allows.
  mutating func set(_ key: String, to value: EstimatorOption.Value)

  /// Fits the process.
  ///
  /// - Parameters:
  ///   - returns: The history.
  ///   - previous: A fit of this estimator to a similar history, to start from; `nil` searches from
  ///     several starts. Only the point of departure depends on it: both lead to the same maximum
  ///     where there is one.
  func fit(
    _ returns: ReturnSeries, from previous: ProcessFit?
  ) throws(CalibrationError) -> ProcessFit
}

extension ProcessEstimator {
  /// Of most estimators: what they estimate is the volatility.
  public static var hasTargetVolatility: Bool { false }
  /// None, as of most estimators.
  public static var options: [EstimatorOption] { [] }

  /// Traps: an estimator with options sets them itself.
  public mutating func set(_ key: String, to value: EstimatorOption.Value) {
    preconditionFailure("\(Self.name) has no option \(key)")
  }

  /// Fits the process, searching from several starts.
  public func fit(_ returns: ReturnSeries) throws(CalibrationError) -> ProcessFit {
    try fit(returns, from: nil)
  }
}
