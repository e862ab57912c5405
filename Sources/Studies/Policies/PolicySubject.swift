public import RiskMeasures

/// The row that a policy's figures belong to.
public struct PolicySubject: Sendable {
  /// What a row adds up: books in the total, the accounts of a book, or every account's share in a token.
  public enum Kind: String, Sendable { case total, book, token }

  /// What the row adds up.
  public let kind: Kind
  /// `total`, or the name of the book or of the collateral token.
  public let name: String
  /// What may be borrowed: Σ collateral × LTV at oracle prices, in the numeraire.
  public let borrowCapacity: Double
  /// Debt at market prices of time 0, in the numeraire.
  public let borrowed: Double
  /// Means by quantity.
  public let means: [PolicyQuantity: Estimate]
  /// Means minus those of the benchmark, with the error of the difference on common paths.
  public let differences: [PolicyQuantity: Estimate]
  /// ES of bad debt, and its difference to the benchmark's.
  public let expectedShortfall: Estimate
  /// ES minus that of the benchmark, in the numeraire, with the error of the difference on common paths.
  public let shortfallDifference: Estimate
  /// Interest income per unit of ES; `nil` where ES is 0.
  public let returnOnTail: Estimate?
}
