/// A StableSwap pool: nearly flat around balance, and steep once one side runs out.
///
///     F(q) = g (Y(x) − Y(x + q)),  Y(x) = (−b + √(b² + 4c)) / 2,  b = x + s + D/Ann − D,  c = K / x
///     F′ = g (Ann + G/x) / (Ann + G/y) at (x + q, Y(x + q)),  G = D^(n+1) / (nⁿ Πxᵢ)
///
/// K = G x y, s the sum of the coins that are not traded. Balances of rate-bearing tokens are multiplied by their rate
/// first. D stays constant while tokens are sold: the fee's growth is left out. The fee is taken from what comes out.
/// Source: Curve pool template (curve-contract, commit 574f440), in real numbers; table protocol/stableswap.
package struct StableSwapVenue: ExitVenue, Hashable {
  /// x: tokens in the pool of the kind that is sold, positive.
  package let reserveIn: Double
  /// y: tokens in the pool of the other kind, positive.
  package let reserveOut: Double
  /// A, the parameter of the contract (Ann = A n), positive.
  package let amplification: Double
  /// Share of what comes out that the pool keeps, [0, 1).
  package let fee: Double
  /// D, in the unit of the reserves.
  package let invariant: Double
  private let ann: Double
  /// K = c x.
  private let scale: Double
  /// s + D/Ann − D = b − x.
  private let offset: Double

  /// A pool before any sale.
  ///
  /// - Parameter others: Balances of the coins that are not traded, positive.
  package init(
    reserveIn: Double, reserveOut: Double, others: [Double] = [], amplification: Double,
    fee: Double
  ) {
    precondition(reserveIn > 0 && reserveOut > 0, "a pool has reserves")
    precondition(fee >= 0 && fee < 1, "a fee is a share of what comes out")
    let balances = [reserveIn, reserveOut] + others
    self.init(
      reserveIn, reserveOut, others, amplification, fee,
      StableSwapInvariant.value(of: balances, amplification: amplification))
  }

  private init(
    _ reserveIn: Double, _ reserveOut: Double, _ others: [Double], _ amplification: Double,
    _ fee: Double, _ invariant: Double
  ) {
    self.reserveIn = reserveIn
    self.reserveOut = reserveOut
    self.amplification = amplification
    self.fee = fee
    self.invariant = invariant
    let n = Double(others.count + 2)
    ann = amplification * n
    scale = others.reduce(invariant * invariant * invariant / (n * n * ann)) {
      $0 * (invariant / $1) / n
    }
    offset = others.reduce(0, +) + invariant / ann - invariant
  }

  /// √(b² + 4c) where the pool has so many tokens of the kind that is sold.
  private func root(_ x: Double) -> Double {
    let b = x + offset
    return (b * b + 4 * scale / x).squareRoot()
  }

  /// Y(x), without cancellation on either side of b = 0.
  private func other(_ x: Double) -> Double {
    let b = x + offset
    let root = root(x)
    return b > 0 ? 2 * scale / x / (b + root) : (root - b) / 2
  }

  /// g (Y(x + I) − Y(x + I + q)).
  package func proceeds(of amount: Double, after displacement: Double) -> Double {
    let x = reserveIn + displacement
    let y = displacement == 0 ? reserveOut : other(x)
    // Y(x) − Y(x + q) as a quotient, so that a small sale from a large pool keeps its digits.
    let rise = 2 * amount * (scale / x / (x + amount) + y)
    return (1 - fee) * rise / (root(x) + amount + root(x + amount))
  }

  /// F′(I).
  package func marginal(_ displacement: Double) -> Double {
    let x = reserveIn + displacement
    return (1 - fee) * spot(x, other(x))
  }

  private func spot(_ x: Double, _ y: Double) -> Double {
    let g = scale / x / y * ann
    return (ann + g / x) / (ann + g / y)
  }

  /// The q at which F′(q) has come down to the price, by bisection.
  package func sales(downTo price: Double) -> Double {
    guard marginal(0) >= price else { return 0 }
    return Root.last(in: 0 ... .infinity, from: reserveIn) { marginal($0) >= price }
  }
}

extension StableSwapVenue {
  /// The pool of two coins with a given invariant that trades at a discount: what the discount says of its balance.
  ///
  /// Depth falls when the discount widens: at A = 50 the sale with 1 % average slippage is 0.213 D at par and 0.025 D
  /// at 6.5 %.
  ///
  /// - Parameters:
  ///   - invariant: D, in tokens, positive.
  ///   - discount: d: the pool's spot price before the fee is 1 − d; below 1, negative for a premium.
  package init(invariant: Double, amplification: Double, fee: Double, discount: Double) {
    precondition(invariant > 0 && discount < 1, "a pool has tokens, and a price above 0")
    let even = StableSwapVenue(
      invariant / 2, invariant / 2, [], amplification, fee, invariant)
    // At a premium the two sides change places: the spot of one is the reciprocal of the other's.
    let price = discount < 0 ? 1 / (1 - discount) : 1 - discount
    let x = Root.last(in: (invariant / 2) ... .infinity, from: invariant) {
      even.spot($0, even.other($0)) >= price
    }
    let y = even.other(x)
    self.init(
      discount < 0 ? y : x, discount < 0 ? x : y, [], amplification, fee, invariant)
  }
}
