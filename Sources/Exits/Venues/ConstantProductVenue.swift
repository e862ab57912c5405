/// A pool that keeps the product of its two reserves.
///
///     F(q) = y g q / (x + g q),  F′(q) = y g x / (x + g q)²,  g = 1 − fee
///
/// The fee is taken from what goes in. Source: Uniswap v2, `UniswapV2Library.getAmountOut`, in real numbers.
package struct ConstantProductVenue: ExitVenue, Hashable {
  /// x: tokens in the pool of the kind that is sold, positive.
  package let reserveIn: Double
  /// y: tokens in the pool of the other kind, positive.
  package let reserveOut: Double
  /// Share of what goes in that the pool keeps, [0, 1).
  package let fee: Double

  /// A pool before any sale.
  package init(reserveIn: Double, reserveOut: Double, fee: Double) {
    precondition(reserveIn > 0 && reserveOut > 0, "a pool has reserves")
    precondition(fee >= 0 && fee < 1, "a fee is a share of what goes in")
    self.reserveIn = reserveIn
    self.reserveOut = reserveOut
    self.fee = fee
  }

  /// F(I + q) − F(I).
  package func proceeds(of amount: Double, after displacement: Double) -> Double {
    let g = 1 - fee
    let before = reserveIn + g * displacement
    return reserveOut * g * amount * (reserveIn / before) / (before + g * amount)
  }

  /// F′(I).
  package func marginal(_ displacement: Double) -> Double {
    let g = 1 - fee
    let share = reserveIn / (reserveIn + g * displacement)
    return g * (reserveOut / reserveIn) * share * share
  }

  /// (√(x y g / price) − x) / g, not below 0.
  package func sales(downTo price: Double) -> Double {
    let g = 1 - fee
    return max(0, ((reserveIn * reserveOut * g / price).squareRoot() - reserveIn) / g)
  }

  /// The pool after a sale; the fee stays in it.
  package func after(selling amount: Double) -> ConstantProductVenue {
    ConstantProductVenue(
      reserveIn: reserveIn + amount, reserveOut: reserveOut - proceeds(amount), fee: fee)
  }
}
