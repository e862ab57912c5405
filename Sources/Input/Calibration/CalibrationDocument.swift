public import Calibration
public import Diagnostics
import Documents
import MarketDocuments
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
  /// What is estimated, in the order of the mapping document.
  public let plans: [FactorCalibration]
  /// How dependence is estimated; `nil` if it is not asked for.
  public let dependence: DependencePlan?
  /// Every file that was read, the mapping document first.
  public let inputs: [InputDocument]
  /// The market document to write.
  let out: String
  /// What it is written from beside the estimates.
  let source: MarketSource

  /// The date of the market; nothing after it was read.
  public var asOf: CalendarDate { source.asOf }
  /// What does not stop a calibration, the gravest first.
  public var warnings: [InputError] { source.warnings }

  /// The path of a file that was read, from the folder of the market document.
  public func path(of input: InputDocument) -> String {
    FilePath.relative(input.path, to: FilePath.folder(of: out))
  }
}
