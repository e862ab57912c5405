public import Calibration
public import Diagnostics
import Documents
public import Tables

/// Reads a mapping document and the histories that it names.
public enum CalibrationDocument {
  /// - Parameters:
  ///   - path: The mapping document; the paths in it start at its folder.
  ///   - out: The market document that will be written; the paths in it start at its folder.
  /// - Throws: Every mistake in the document and in the tables, ordered by place.
  public static func load(
    _ path: String, writing out: String
  ) throws(InputErrors) -> LoadedCalibration {
    var reader = CalibrationReader(out: out)
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
  /// What does not stop a calibration, the gravest first.
  public let warnings: [InputError]
  /// Every file that was read, the mapping document first.
  public let inputs: [InputDocument]
  /// The market document that gives structure and priors.
  let base: YAMLDocument
  /// The market document to write.
  let out: String
  /// Where each factor is asked for.
  let factorPlaces: [String: SourceLocation]
  /// Where correlations are asked for.
  let correlationPlace: SourceLocation

  /// The path of a file that was read, from the folder of the market document.
  public func path(of input: InputDocument) -> String {
    FilePath.relative(input.path, to: FilePath.folder(of: out))
  }

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
