/// Log returns that one factor of a market really had.
package struct RecordedReturns: Sendable {
  /// Index of the factor in the market.
  package let factor: Int
  /// In the order of time, one a step.
  package let logReturns: [Double]
  /// Index of the return that path 0 starts with.
  package let first: Int

  /// Nothing is checked: `first` may lie anywhere, and on days outside the record nothing moves.
  package init(factor: Int, logReturns: [Double], first: Int) {
    self.factor = factor
    self.logReturns = logReturns
    self.first = first
  }
}
