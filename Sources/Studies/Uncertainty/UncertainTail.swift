public import Passes

/// One tail of the total or a book.
public struct UncertainTail: Sendable {
  /// Index in `RunResult.subjects`.
  public let subject: Int
  /// The loss whose tail it is.
  public let quantity: LossQuantity
  /// 0.99, not 0.01.
  public let level: Double
  /// VaR at `level`.
  public let valueAtRisk: UncertainFigure
  /// ES at `level`.
  public let expectedShortfall: UncertainFigure

  /// The tail of the total or of a book; accounts have none.
  public init(
    subject: Int, quantity: LossQuantity, level: Double, valueAtRisk: UncertainFigure,
    expectedShortfall: UncertainFigure
  ) {
    self.subject = subject
    self.quantity = quantity
    self.level = level
    self.valueAtRisk = valueAtRisk
    self.expectedShortfall = expectedShortfall
  }
}
