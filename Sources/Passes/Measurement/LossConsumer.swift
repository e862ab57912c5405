import VectorMath

/// Whoever takes a block's losses, row by row.
package protocol LossConsumer {
  /// Takes one loss of eight accounts on some paths of the block: one vector a path, from the first of
  /// them, one lane an account.
  ///
  /// - Parameters:
  ///   - row: Row of the evaluator, whose lanes are the accounts.
  ///   - lossPaths: Where bit i is unset, vector i of `losses` is 0.
  mutating func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable, lossPaths: UInt64,
    paths: Range<Int>)

  /// Takes one wide row: a column by path.
  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int)
}
