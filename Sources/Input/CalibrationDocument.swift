public import Calibration
public import Diagnostics
public import Tables

/// Reads a mapping document and the histories that it names.
public enum CalibrationDocument {
  /// - Parameter path: The mapping document; the paths in it start at its folder.
  /// - Throws: Every mistake in the document and in the tables, ordered by place.
  public static func load(_ path: String) throws(InputErrors) -> LoadedCalibration {
    var reader = CalibrationReader()
    return try reader.run(path)
  }
}

/// A calibration whose documents are right: what is estimated, and what it was read from.
public struct LoadedCalibration: Sendable {
  /// The date of the market; nothing after it was read.
  public let asOf: CalendarDate
  /// What is estimated, in the order of the mapping document.
  public let plans: [FactorCalibration]
  public let dependence: DependencePlan?
  /// Values of tokens at the date.
  public let tokens: [TokenValue]
  /// Remarks that do not stop a calibration, ordered by place.
  public let warnings: [InputError]
  /// Every file that was read, the mapping document first.
  public let inputs: [InputDocument]
  /// The market document that gives structure and priors.
  let base: YAMLDocument

  /// A number of a token in the market document.
  public struct TokenValue: Sendable, Hashable {
    public let symbol: String
    /// `price` or `exchangeRate`.
    public let key: String
    public let value: Double
    public let date: CalendarDate
    /// The series' name.
    public let series: String
  }
}
