import Exits
import TestSupport
import Testing

@Suite struct RouteTests {
  /// No other split of a sale fetches more: 4,000 random moves between two venues, each of at most a tenth.
  @Test func splitIsBest() {
    let venues: [any ExitVenue] = [
      ConstantProductVenue(reserveIn: 500, reserveOut: 520, fee: 0.003),
      LevelsVenue([
        .init(size: 60, price: 1), .init(size: 100, price: 0.98), .init(size: 200, price: 0.9),
      ]),
      StableSwapVenue(reserveIn: 700, reserveOut: 600, amplification: 80, fee: 0.0004),
      SquareRootVenue(factor: 1, volatility: 0.04, volume: 100),
    ]
    let route = RoutedVenue(venues)
    var draw = TestGenerator(seed: 3)
    for amount in [5.0, 70, 240, 900, 4000] {
      let split = route.split(amount)
      #expect(abs(split.amounts.reduce(0, +) / amount - 1) < 1e-9)
      let best = route.proceeds(amount)
      for _ in 0..<800 {
        let (i, j) = (draw.integer(0...3), draw.integer(0...3))
        let moved = min(split.amounts[i], amount * draw.uniform() / 10)
        guard i != j else { continue }
        var other = split.amounts
        other[i] -= moved
        other[j] += moved
        let found = zip(venues, other).reduce(0) { $0 + $1.0.proceeds($1.1) }
        #expect(found <= best * (1 + 1e-9))
      }
    }
  }

  /// Two books at one price share what is left in proportion to their sizes.
  @Test func tiesAreSharedBySize() {
    let route = RoutedVenue([
      LevelsVenue([.init(size: 10, price: 1), .init(size: 100, price: 0.9)]),
      LevelsVenue([.init(size: 300, price: 0.9)]),
    ])
    let split = route.split(50)
    #expect(abs(split.amounts[0] - 20) < 1e-9 && abs(split.amounts[1] - 30) < 1e-9)
    #expect(abs(split.marginal - 0.9) < 1e-12)
    #expect(route.capacity == 410)
    #expect(route.split(500).amounts == [110, 300])
    #expect(route.split(500).marginal == 0)
  }

  /// Constant-product pools alone: 1/√λ = (q + Σ x/g) / Σ √(x y / g).
  @Test func poolsAgreeWithTheClosedForm() {
    let pools = [
      ConstantProductVenue(reserveIn: 1000, reserveOut: 1010, fee: 0.003),
      ConstantProductVenue(reserveIn: 3000, reserveOut: 3000, fee: 0.0005),
    ]
    let top = pools.reduce(400) { $0 + $1.reserveIn / (1 - $1.fee) }
    let bottom = pools.reduce(0) {
      $0 + ($1.reserveIn * $1.reserveOut / (1 - $1.fee)).squareRoot()
    }
    let price = bottom / top * (bottom / top)
    #expect(abs(RoutedVenue(pools).split(400).marginal / price - 1) < 1e-12)
  }

  /// Depth falls with the worst discount so far, comes back by halves, and stays within its bounds.
  @Test func depthMoves() {
    let law = DepthLaw(
      providers: 10.8, usualDiscount: 0.005, halfLife: 60.0 / 365, volatilityPower: 1,
      usualVolatility: 0.03)
    let worst = law.excess(0, after: 1, discount: 0.065)
    #expect(abs(worst - 0.06) < 1e-15)
    #expect(abs(law.excess(worst, after: 60.0 / 365, discount: 0) - 0.03) < 1e-12)
    #expect(law.excess(0.01, after: 0, discount: 0.02) == 0.015)
    // exp(−10.8 × 0.06) = 0.5230909; twice the volatility halves it.
    #expect(abs(law.scale(excess: worst, volatility: 0.03) - 0.52309) < 1e-5)
    #expect(abs(law.scale(excess: worst, volatility: 0.06) - 0.261545) < 1e-5)
    #expect(law.scale(excess: 1, volatility: 0.03) == 0.05)
    #expect(law.scale(excess: 0, volatility: 0.003) == 1.5)
  }
}
