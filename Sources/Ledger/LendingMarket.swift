package import Exits
package import VectorMath

/// One lending market on one block of paths: its accounts, and what they share.
///
/// It reads mark columns and is called once a block, step and round, never once a path. A step has one round, and
/// further ones on the paths where what was sold has moved a mark.
package protocol LendingMarket: ~Copyable {
  /// Puts everything at time 0, for the next block.
  ///
  /// - Parameter pathCount: Paths that count; the rest of the block is padding and never liquidated.
  mutating func restart(pathCount: Int)

  /// Liquidates every account that is below 1 at the end of a step, at the marks that stand now.
  ///
  /// - Parameters:
  ///   - step: Index of the step, from 0.
  ///   - uniforms: Fills a column with the uniform draw of so many; only asked for where accounts are watched
  ///     between steps.
  ///   - flows: Takes what was seized, repaid and burned, if it is read.
  mutating func firstRound(
    step: Int, uniforms: (Column, Int) -> Void, into flows: inout StepFlows)

  /// Finds the accounts that may be below 1 inside the step that the source has just taken.
  ///
  /// - Returns: The paths on which any may. On the others none is below 1 before the step's end.
  mutating func reach() -> PathMask

  /// Finds the first check inside the step at which any of those is below 1.
  ///
  /// - Parameter places: By path: where it stands in the columns of the checks.
  mutating func look(at places: [Int])

  /// By path: the next check inside the step at which an account is below 1.
  var falls: InsideFalls { get }

  /// Liquidates the accounts on the paths whose marks are those of their next check, and finds the check after it.
  ///
  /// - Parameter shown: By path: the check that the marks are those of.
  mutating func roundInside(
    step: Int, shown: borrowing InsideFalls, at places: [Int], into flows: inout StepFlows)

  /// Liquidates the accounts that are below 1 at the marks that stand now, on paths where marks have moved since
  /// the last round of the step. Nothing is drawn: the moment is the same.
  mutating func nextRound(step: Int, on paths: PathMask, into flows: inout StepFlows)

  /// The largest calls that an account allows that a round has offered, in its protocol's order of choice.
  ///
  /// - Returns: Offers whose tokens are numbers of market marks, in units of these.
  mutating func offers(of account: OfferedAccount) -> [CascadeOffer]

  /// Carries out a share of an offer, at the marks that it was made at.
  ///
  /// - Returns: Market value of the debt that was repaid, in the numeraire.
  mutating func settle(
    _ offer: CascadeOffer, of account: OfferedAccount, share: Double, step: Int,
    into flows: inout StepFlows
  ) -> Double
}
