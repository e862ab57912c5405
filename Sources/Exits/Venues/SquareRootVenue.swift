/// The square-root law of impact, for tokens without data of depth.
///
///     F′(q) = max(1 − Y σ √(q / V), 0.05)
///
/// It describes orders that are worked over hours; a liquidation hits a pool within a block. Source: Donier, Bonart
/// (2015), arXiv 1412.4503; Y = 1 is a prior.
package struct SquareRootVenue: ExitVenue, Hashable {
  /// The price below which the law is not followed.
  package static let floor = 0.05

  /// Y σ / √V, per √token.
  private let slope: Double

  /// A market by its volatility and volume.
  ///
  /// - Parameters:
  ///   - factor: Y, positive.
  ///   - volatility: σ, of one day.
  ///   - volume: V, tokens a day.
  package init(factor: Double, volatility: Double, volume: Double) {
    precondition(factor > 0 && volatility > 0 && volume > 0, "impact, volatility and volume")
    slope = factor * volatility / volume.squareRoot()
  }

  /// Where the floor begins.
  private var edge: Double { sales(downTo: Self.floor.nextUp) }

  private func total(_ amount: Double) -> Double {
    let edge = edge
    let sold = min(amount, edge)
    return sold * (1 - 2 / 3 * slope * sold.squareRoot()) + (amount - sold) * Self.floor
  }

  /// F(I + q) − F(I).
  package func proceeds(of amount: Double, after displacement: Double) -> Double {
    total(displacement + amount) - total(displacement)
  }

  /// F′(I).
  package func marginal(_ displacement: Double) -> Double {
    max(1 - slope * displacement.squareRoot(), Self.floor)
  }

  /// The q at which F′(q) has come down to the price; anything at the floor.
  package func sales(downTo price: Double) -> Double {
    if price > 1 { return 0 }
    if price <= Self.floor { return .infinity }
    let root = (1 - price) / slope
    return root * root
  }
}
