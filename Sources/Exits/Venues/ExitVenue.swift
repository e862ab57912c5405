/// A place where tokens are sold: what a sale fetches there.
///
///     F(q) = proceeds of q tokens, fee inside,  F(0) = 0,  concave;  F′(q) = what the next token fetches
///
/// Tokens sold earlier that still weigh on the venue are its displacement I: a sale of q fetches F(I + q) − F(I), and
/// the market price is m(I) = F′(I) / F′(0) of what it would be without them. A venue is a value without memory. To
/// add one: a file with its curve and a line in `VenueCatalog.all`.
package protocol ExitVenue: Sendable {
  /// Tokens that the venue takes in all, positive; infinity for pools.
  var capacity: Double { get }

  /// Share that F keeps back of what the market price promises, [0, 1); 0 where prices are net.
  var fee: Double { get }

  /// F(I + q) − F(I), in tokens of the other side; what is sold beyond the capacity fetches nothing.
  func proceeds(of amount: Double, after displacement: Double) -> Double

  /// F′(I), at a step the price of the token after it; beyond the capacity the last price, at which the market stays.
  func marginal(_ displacement: Double) -> Double

  /// The most that can be sold, from no displacement, without the marginal price falling below a price: 0 if even the
  /// first token fetches less, at most the capacity.
  func sales(downTo price: Double) -> Double
}

extension ExitVenue {
  /// What pools take: anything.
  package var capacity: Double { .infinity }

  /// Venues whose prices are net.
  package var fee: Double { 0 }

  /// F(q), in tokens of the other side.
  package func proceeds(_ amount: Double) -> Double { proceeds(of: amount, after: 0) }

  /// m(I): the market price as a share of what it would be without displacement, (0, 1].
  package func multiplier(_ displacement: Double) -> Double {
    marginal(displacement) / marginal(0)
  }

  /// What a seller gets for the next token: the marginal price, and nothing once the venue is full.
  package func bid(_ displacement: Double) -> Double {
    displacement < capacity ? marginal(displacement) : 0
  }

  /// The sale whose average price is a share of the first token's less, from no displacement.
  ///
  ///     F(q) / q = (1 − z) F′(0)
  ///
  /// - Parameter slippage: z, (0, 1).
  package func size(atAverageSlippage slippage: Double) -> Double {
    let price = (1 - slippage) * marginal(0)
    return Root.last(in: 0...capacity, from: 1) { proceeds($0) >= price * $0 }
  }
}
