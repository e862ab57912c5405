/// What a haircut has to keep to, and how the rest of the terms follow from it.
public struct SolverBudget: Sendable, Hashable {
  /// What is limited, of an account that borrows all that it may.
  public enum Measure: String, Sendable, CaseIterable {
    /// P(bad debt > 0).
    case badDebtProbability = "bad_debt_probability"
    /// ES of bad debt as a share of the debt.
    case expectedShortfall = "es"
    /// P(liquidated up to the horizon).
    case liquidationProbability = "liquidation_probability"
  }

  /// What `limit` is on.
  public let measure: Measure
  /// Largest allowed value, a fraction.
  public let limit: Double
  /// Level of ES.
  public let level: Double
  /// LT − LTV, a fraction; LT stays below 1 / (1 + bonus).
  public let buffer: Double
  /// LB, a fraction; protocols that close whole accounts have their own.
  public let bonus: Double

  /// Nothing is checked: that fractions lie in their ranges is for the reader of the input to see.
  public init(
    measure: Measure, limit: Double, level: Double, buffer: Double, bonus: Double
  ) {
    self.measure = measure
    self.limit = limit
    self.level = level
    self.buffer = buffer
    self.bonus = bonus
  }
}
