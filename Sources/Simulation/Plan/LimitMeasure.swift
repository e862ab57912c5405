extension Limit.Measure {
  /// Whether it is a share of paths, 0 to 1, and not money.
  public var isProbability: Bool {
    self == .liquidationProbability || self == .badDebtProbability
  }
}
