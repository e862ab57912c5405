import Diagnostics
import Documents
import Tables

/// What a calibrated market document is written from, beside the estimates.
package struct MarketSource: Sendable {
  /// The market document that gives structure and priors.
  package let base: YAMLDocument
  /// The date of the market; nothing after it was read.
  package let asOf: CalendarDate
  /// Values of tokens at the date.
  package let tokens: [TokenValue]
  /// What reading has warned of, the gravest first.
  package let warnings: [InputError]
  /// Every file that was read: SHA-256 in hexadecimal digits, and the path from the folder of the market
  /// document.
  package let inputs: [(sha256: String, path: String)]
  /// Where each factor is asked for.
  package let factorPlaces: [String: SourceLocation]
  /// Where correlations are asked for.
  package let correlationPlace: SourceLocation

  /// - Parameters:
  ///   - base: The market document that gives structure and priors.
  ///   - inputs: In the order in which the document names them.
  package init(
    base: YAMLDocument, asOf: CalendarDate, tokens: [TokenValue], warnings: [InputError],
    inputs: [(sha256: String, path: String)], factorPlaces: [String: SourceLocation],
    correlationPlace: SourceLocation
  ) {
    self.base = base
    self.asOf = asOf
    self.tokens = tokens
    self.warnings = warnings
    self.inputs = inputs
    self.factorPlaces = factorPlaces
    self.correlationPlace = correlationPlace
  }
}
