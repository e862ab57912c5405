import Lending

/// What a policy knows when it decides: history up to then, the calibrated market, liquidity, the token,
/// today's terms and the account's record. There are no simulated paths in it.
package struct PolicyContext: Sendable {
  /// The token that is lent against.
  package let collateral: TokenFacts
  /// The token that most of the account's debt is in.
  package let debt: TokenFacts
  /// How the two have moved against each other.
  package let pair: PairHistory
  /// What the protocol grants today, e-mode and overrides applied.
  package let today: CollateralTerms
  /// Market value of the collateral, in the numeraire.
  package let positionValue: Double
  /// Record of the account, 0 (none) ... 1 (best).
  package let score: Double

  /// What the decision for one leg of one account may rest on.
  package init(
    collateral: TokenFacts, debt: TokenFacts, pair: PairHistory, today: CollateralTerms,
    positionValue: Double, score: Double
  ) {
    self.collateral = collateral
    self.debt = debt
    self.pair = pair
    self.today = today
    self.positionValue = positionValue
    self.score = score
  }

  /// LT − LTV of the buffer rule: 3 points for an LST against what it is redeemed into and for dollars
  /// against dollars, 10 for a volatile pair (MODEL c10).
  package var defaultBuffer: Double { collateral.follows == debt.follows ? 0.03 : 0.10 }

  /// Value lost at the exit when the whole position is sold into a constant-product market.
  ///
  ///     slip(q) = q / (x + q)
  ///
  /// q is the position's value, x the market's reserve; 0 where none is stated (MODEL c8).
  package var exitCost: Double {
    guard let depth = collateral.depth, positionValue > 0 else { return 0 }
    return positionValue / (depth + positionValue)
  }
}
