/// An account as a cascade sees it.
///
/// Which pairs there are, in which order, how much one call may take and what becomes of debt without collateral is
/// the protocol's affair; who acts, and how much of it the market takes, is the cascade's.
package protocol CascadeAccount {
  /// Whether it may be liquidated at the oracle's prices.
  ///
  /// - Parameter oracle: Price of every token.
  func isBelowOne(_ oracle: [Double]) -> Bool

  /// The largest call of every pair, in the protocol's order of choice.
  func offers(_ oracle: [Double]) -> [CascadeOffer]

  /// Carries out a share of an offer that `offers` made at the same prices.
  ///
  /// - Parameters:
  ///   - share: θ, (0, 1]; below 1 the market ran out before the offer did.
  ///   - oracle: Price of every token, as when the offer was made.
  mutating func settle(_ offer: CascadeOffer, share: Double, at oracle: [Double])
}

/// A call that an account allows.
package struct CascadeOffer: Sendable, Hashable {
  /// The account's own number of the pair.
  package let pair: Int
  /// The collateral's token.
  package let token: Int
  /// Whether what the token fetches has to be sold once more, for dollars.
  package let needsSecondLeg: Bool
  /// The call as a liquidator sees it.
  package let call: LiquidationCall

  /// An offer on one pair.
  package init(pair: Int, token: Int, needsSecondLeg: Bool, call: LiquidationCall) {
    self.pair = pair
    self.token = token
    self.needsSecondLeg = needsSecondLeg
    self.call = call
  }

  /// Tokens that the liquidator of the whole call sells.
  var tokens: Double { call.limit * call.tokensPerUnit }
}
