public import Passes

/// A threshold on one figure of the report.
public struct Limit: Sendable, Hashable {
  /// What is limited.
  public enum Measure: String, Sendable, CaseIterable {
    case valueAtRisk = "var"
    case expectedShortfall = "es"
    case mean
    case liquidationProbability = "liquidation_probability"
    case badDebtProbability = "bad_debt_probability"
  }
  /// Whose figure is limited.
  public enum Subject: Sendable, Hashable {
    case total
    case book(String)
    case account(String)
  }
  /// What the thresholds are stated in.
  public enum Unit: String, Sendable, CaseIterable {
    /// Money in the run's numeraire; for probabilities a fraction.
    case numeraire
    /// Per cent of the exposure; for probabilities per cent.
    case percent
  }
  /// Which end of the figure is compared.
  public enum Basis: String, Sendable, CaseIterable {
    case estimate
    /// The upper end of the figure's 95 % interval; the estimate where no path shows a loss and the
    /// interval has no end.
    case upper
  }

  /// The figure that is compared.
  public let measure: Measure
  /// The loss that is measured; the liquidated amount for a liquidation probability.
  public let quantity: LossQuantity
  /// Confidence level; `nil` for measures without one.
  public let level: Double?
  /// Whose figure is compared.
  public let subject: Subject
  /// Above it the limit is in warning, exit code 2; in `unit`.
  public let warn: Double?
  /// Above it the limit is breached, exit code 3; in `unit`.
  public let hard: Double?
  /// Of `warn` and `hard`.
  public let unit: Unit
  /// The estimate, or the upper end of its interval.
  public let basis: Basis

  /// Nothing is checked: that subject and level exist in the run is for the reader of the input to see.
  public init(
    measure: Measure, quantity: LossQuantity, level: Double?, subject: Subject, warn: Double?,
    hard: Double?, unit: Unit, basis: Basis
  ) {
    self.measure = measure
    self.quantity = quantity
    self.level = level
    self.subject = subject
    self.warn = warn
    self.hard = hard
    self.unit = unit
    self.basis = basis
  }
}

extension Limit.Measure {
  /// Whether it is a share of paths, 0 to 1, and not money.
  public var isProbability: Bool {
    self == .liquidationProbability || self == .badDebtProbability
  }
}
