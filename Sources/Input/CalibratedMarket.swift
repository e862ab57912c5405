public import Calibration
public import Diagnostics
import Market

/// The market document of a calibration: structure and priors of the document that it started from,
/// with the numbers that history has put in their place.
public struct CalibratedMarket: Sendable {
  /// The document, ready to be written.
  public let text: String
  /// Parameters that history has not decided: factor, then parameters; all of a factor without fit.
  public let priors: [(factor: String, parameters: [String])]
  /// What the writer had to do that a reader should know.
  public let warnings: [String]
  /// Frobenius distance that the correlation matrix was moved to become one; 0 if it was one.
  public let correlationMoved: Double

  /// - Throws: The mistakes that the document would have: an estimate outside what its process takes.
  public init(
    _ loaded: LoadedCalibration, _ result: MarketCalibration, version: String
  ) throws(InputErrors) {
    var writer = MarketWriter(loaded, result)
    text = writer.document(version: version)
    priors = writer.priors
    warnings = writer.warnings
    correlationMoved = writer.correlationMoved
    var errors: [InputError] = []
    let document = YAMLDocument(
      Array(text.utf8), file: "calibrated market", errors: &errors)
    if let document,
      let list = MappingReader(document)["factors"]?.openMapping(hint: "", errors: &errors)
    {
      _ = FactorList(list, step: TimeStep(days: 1), errors: &errors)
    }
    if !errors.isEmpty { throw InputErrors(errors) }
  }
}
