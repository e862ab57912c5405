public import Passes

/// What the errors of the estimated parameters add to the tails of the total and the books.
public struct UncertaintyResult: Sendable {
  /// Number of draws of the parameters.
  public let batches: Int
  /// Factors with their parameters that were drawn.
  public let factors: [DrawnCount]
  /// Total first, then the books; by quantity and by level. Levels that batches are too small for are
  /// left out.
  public let tails: [UncertainTail]

  /// One factor whose parameters were drawn.
  public struct DrawnCount: Sendable, Hashable {
    /// Its name in the market document.
    public let factor: String
    /// Names of the parameters that were drawn, by the process's words.
    public let parameters: [String]
    /// Draws outside what the process takes, which were drawn again.
    public let refusals: Int

    /// Refusals of all batches together.
    public init(factor: String, parameters: [String], refusals: Int) {
      self.factor = factor
      self.parameters = parameters
      self.refusals = refusals
    }
  }

  /// Nothing is checked: tails come in the order that `tails` states.
  public init(batches: Int, factors: [DrawnCount], tails: [UncertainTail]) {
    self.batches = batches
    self.factors = factors
    self.tails = tails
  }

  /// The tail of one subject, quantity and level; `nil` where it is left out.
  public func tail(_ subject: Int, _ quantity: LossQuantity, level: Double) -> UncertainTail? {
    tails.first { $0.subject == subject && $0.quantity == quantity && $0.level == level }
  }
}
