/// One tail of the total or a book.
public struct UncertainTail: Sendable {
  /// Index in `RunResult.subjects`.
  public let subject: Int
  public let quantity: LossQuantity
  /// 0.99, not 0.01.
  public let level: Double
  public let valueAtRisk: UncertainFigure
  public let expectedShortfall: UncertainFigure

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
