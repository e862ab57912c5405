public import Calibration
public import Diagnostics
import Documents
import Market
import MarketDocuments
public import Paths

/// The market document of a calibration: structure and priors of the document that it started from,
/// with the numbers that history has put in their place.
public struct CalibratedMarket: Sendable {
  /// The document, ready to be written.
  public let text: String
  /// Parameters that history has not decided: factor, then parameters; all of a factor without fit.
  public let priors: [(factor: String, parameters: [String])]
  /// Correlations that history has not decided.
  public let priorCorrelations: [(first: String, second: String, value: Double)]
  /// Factors of the document.
  public let factorCount: Int
  /// What a reader should know, of the mapping, of the fits and of the writer, the gravest first.
  public let warnings: [InputError]
  /// What was done to make the correlations a correlation matrix; `nil` if they were one.
  public let correlationRepair: CorrelationRepair?

  /// - Throws: The mistakes that the document would have for a run: an estimate outside what its
  ///   process takes, a price outside what a token takes.
  public init(
    _ loaded: LoadedCalibration, _ result: MarketCalibration, version: String
  ) throws(InputErrors) {
    var writer = MarketWriter(loaded.source, result)
    text = writer.document(version: version)
    priors = writer.priors
    priorCorrelations = writer.correlation.priors
    factorCount = loaded.source.base.section("factors").count
    warnings =
      InputErrors(writer.warnings + CalibratedValues(loaded.source).warnings(result)).errors
    correlationRepair = writer.correlation.repaired
    var errors: [InputError] = []
    if let document = YAMLDocument(Array(text.utf8), file: loaded.out, errors: &errors) {
      _ = MarketDocument(
        document, step: TimeStep(days: 1), tokens: .unknown, errors: &errors)
    }
    if !errors.isEmpty { throw InputErrors(errors) }
  }
}
