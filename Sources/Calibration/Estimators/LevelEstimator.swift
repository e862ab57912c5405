/// An estimator of a process's parameters from observations of a level.
///
/// To add one: copy `PegEstimator.swift`, change it, add a line to `EstimatorCatalog.levels`.
public protocol LevelEstimator: Sendable {
  /// The word used in documents, in kebab case: the process that it fits.
  static var name: String { get }
  /// One line for lists.
  static var summary: String { get }
  /// Author, year, DOI.
  static var reference: String { get }
  /// Fewest observations that it accepts.
  static var leastCount: Int { get }
  /// What its series measures.
  static var quantity: SeriesQuantity { get }
  /// Whether observations may be modelled as the level plus an error of their own.
  static var hasMeasurementError: Bool { get }
  /// Whether a covariate may move the level.
  static var hasCovariate: Bool { get }

  /// An estimator that takes observations as exact.
  init()

  /// What is done about errors of the observations.
  var measurementError: MeasurementError { get set }

  /// Fits the process.
  func fit(_ series: LevelSeries) throws(CalibrationError) -> ProcessFit

  /// Positions of the observations that have a residual in a fit; all of them unless it says otherwise.
  func residualPositions(_ series: LevelSeries) -> [Int]

  /// What a fit says that cannot be meant: sentences without a full stop; none by default.
  ///
  /// - Parameters:
  ///   - fit: Made by this estimator.
  ///   - median: Of the series, whose values are all positive.
  static func slips(of fit: ProcessFit, median: Double) -> [String]
}

extension LevelEstimator {
  /// All of them: a level that is seen without censoring has a residual at every observation.
  public func residualPositions(_ series: LevelSeries) -> [Int] { Array(series.values.indices) }

  /// None.
  public static func slips(of fit: ProcessFit, median: Double) -> [String] { [] }
}

/// What is assumed about the distance of an observation from the level that it is taken for.
public enum MeasurementError: String, Sendable, Hashable, CaseIterable {
  /// There is none.
  case none
  /// Independent normal errors of one estimated standard deviation.
  case estimated
}
