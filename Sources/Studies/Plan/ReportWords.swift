/// What a report says about its run beside the figures; no figure depends on it.
public struct ReportWords: Sendable {
  /// The run document's `name`, for titles and tables.
  public var name: String
  /// ISO date of time 0.
  public var valuationDate: String
  /// Currency of every figure, as the market's marks have it.
  public var numeraire: Numeraire
  /// Remarks on the input that the report repeats, for example accounts below 1 at the start.
  public var warnings: [String]

  /// - Parameter valuationDate: ISO date.
  public init(name: String, valuationDate: String, numeraire: Numeraire, warnings: [String] = []) {
    self.name = name
    self.valuationDate = valuationDate
    self.numeraire = numeraire
    self.warnings = warnings
  }
}
