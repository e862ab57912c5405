/// Accounts of a book that are found below 1 in one way: in groups, on ladders, or one by one between steps.
///
/// A set keeps what its search needs and nothing of what became of an account, unless it is the account's only
/// home (`LadderTable`).
protocol AccountSet: ~Copyable {
  /// Puts its accounts at time 0, for the next block.
  ///
  /// - Parameter pathCount: Paths that count; the rest of the block is padding.
  mutating func restart(pathCount: Int, _ seated: borrowing SeatedAccounts)

  /// Liquidates its accounts that are below 1 at the marks that stand now, on all paths.
  ///
  /// - Parameters:
  ///   - step: Index of the step, from 0.
  ///   - flows: Takes what was seized, repaid and burned, if it is read.
  mutating func check(step: Int, _ seated: inout SeatedAccounts, into flows: inout StepFlows)

  /// The same in a later round of the step, on the paths where marks have moved.
  mutating func checkAgain(
    step: Int, on paths: PathMask, _ seated: inout SeatedAccounts, into flows: inout StepFlows)
}
