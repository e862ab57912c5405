public import Passes
public import RiskMeasures

/// Euler contributions to the ES of one book or of the total; they add up to it.
public struct ContributionResult: Sendable {
  /// One account or one leg of an expected shortfall.
  public struct Part: Sendable {
    /// Account id, token symbol with side (`wstETH collateral`), or `limited recourse`.
    public let name: String
    /// In the numeraire.
    public let contribution: Estimate

    /// A part of an ES, positive where it adds to the loss.
    public init(name: String, contribution: Estimate) {
      self.name = name
      self.contribution = contribution
    }
  }
  /// `total` or the book's name.
  public private(set) var subject: String
  /// The loss whose ES is taken apart.
  public let quantity: LossQuantity
  /// 0.99, not 0.01.
  public let level: Double
  /// What the parts add up to, in the numeraire.
  public let expectedShortfall: Double
  /// Paths in the tail that the averages are over.
  public let tailPaths: Int
  /// Descending by contribution.
  public let accounts: [Part]
  /// By token and side, with `limited recourse`; descending by contribution.
  public let tokens: [Part]

  /// Parts in the order in which they are shown.
  public init(
    subject: String, quantity: LossQuantity, level: Double, expectedShortfall: Double,
    tailPaths: Int, accounts: [Part], tokens: [Part]
  ) {
    self.subject = subject
    self.quantity = quantity
    self.level = level
    self.expectedShortfall = expectedShortfall
    self.tailPaths = tailPaths
    self.accounts = accounts
    self.tokens = tokens
  }

  /// The same contributions of another subject with the same losses.
  func renamed(_ subject: String) -> ContributionResult {
    var copy = self
    copy.subject = subject
    return copy
  }
}
