public import RiskMeasures

/// The row that a policy's figures belong to.
public struct PolicySubject: Sendable {
  public enum Kind: String, Sendable { case total, book, token }

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
  public let shortfallDifference: Estimate
  /// Interest income per unit of ES; `nil` where ES is 0.
  public let returnOnTail: Estimate?
}

/// What one policy did.
public struct PolicyOutcome: Sendable {
  public let candidate: PolicyCandidate
  /// Total first, then books, then tokens.
  public let subjects: [PolicySubject]
  /// Name of a policy that grants as much and leaves less tail; `nil` if none does.
  public let dominatedBy: String?

  public var total: PolicySubject { subjects[0] }
}

/// Policies side by side on the same paths.
public struct PolicyResult: Sendable {
  public let plan: RunPlan
  public let policies: PolicyPlan
  /// In the order of the run document.
  public let outcomes: [PolicyOutcome]
  /// The smallest haircuts that keep the budget; empty where none were asked for.
  public var solved: [SolvedHaircut] = []
  /// Accounts as they are and isolated, by account; empty where that was not asked for.
  public var crossMargin: [PolicyOutcome] = []

  public var benchmark: PolicyOutcome { outcomes[policies.benchmark] }
}
