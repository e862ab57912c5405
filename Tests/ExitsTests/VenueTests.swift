import Diagnostics
import Exits
import Testing

/// What every venue promises, whatever its curve.
@Suite struct VenueTests {
  static let venues: [any ExitVenue] = [
    ConstantProductVenue(reserveIn: 1000, reserveOut: 2100, fee: 0.003),
    StableSwapVenue(reserveIn: 4000, reserveOut: 3000, amplification: 50, fee: 0.0004),
    StableSwapVenue(
      reserveIn: 2000, reserveOut: 3000, others: [1500], amplification: 200, fee: 0.0001),
    LevelsVenue([.init(size: 300, price: 0.99), .init(size: 200, price: 0.995)]),
    LevelsVenue([.range(liquidity: 9000, bounds: 0.95...1.02, fee: 0.0005)]),
    SquareRootVenue(factor: 1, volatility: 0.04, volume: 500),
    BottomlessVenue(price: 1.2),
    ScaledVenue(ConstantProductVenue(reserveIn: 900, reserveOut: 900, fee: 0), by: 0.3),
    RoutedVenue([
      ConstantProductVenue(reserveIn: 500, reserveOut: 500, fee: 0.0005),
      LevelsVenue([.init(size: 100, price: 0.99), .init(size: 400, price: 0.9)]),
      StableSwapVenue(reserveIn: 700, reserveOut: 600, amplification: 80, fee: 0.0004),
    ]),
  ]
  static let displacements = [0.0, 1, 40, 210, 470]

  /// F is the integral of F′, by the midpoint rule with 20,000 steps: its error is that of the steps of a book.
  @Test(arguments: venues.indices) func proceedsAreTheIntegral(_ k: Int) {
    let venue = Self.venues[k]
    for displacement in Self.displacements {
      let amount = 27.5
      var sum = 0.0
      let steps = venue is RoutedVenue ? 500 : 20_000
      for i in 0..<steps {
        let place = displacement + amount * (Double(i) + 0.5) / Double(steps)
        if place < venue.capacity { sum += venue.marginal(place) }
      }
      let integral = sum * amount / Double(steps)
      let found = venue.proceeds(of: amount, after: displacement)
      #expect(abs(found - integral) <= 1e-4 * amount, "\(venue), \(displacement)")
    }
  }

  /// Sales one after the other fetch what they fetch at once, and never more for each token.
  @Test(arguments: venues.indices) func isConcave(_ k: Int) {
    let venue = Self.venues[k]
    var last = Double.infinity
    var sum = 0.0
    for i in 0..<60 {
      let part = venue.proceeds(of: 8, after: Double(8 * i))
      #expect(part <= last * (1 + 1e-12))
      #expect(venue.marginal(Double(8 * (i + 1))) <= venue.marginal(Double(8 * i)) * (1 + 1e-12))
      last = part
      sum += part
    }
    #expect(abs(sum / venue.proceeds(480) - 1) < 1e-11)
    #expect(venue.proceeds(0) == 0)
    #expect(venue.multiplier(0) == 1)
  }

  /// What is sold down to a price is the last at which the marginal price is that much.
  @Test(arguments: venues.indices) func salesInvertTheMarginalPrice(_ k: Int) {
    let venue = Self.venues[k]
    for share in [1.01, 0.99, 0.97, 0.9, 0.6] {
      let price = share * venue.marginal(0)
      let sold = venue.sales(downTo: price)
      if share > 1 {
        #expect(sold == 0)
        continue
      }
      guard sold.isFinite else { continue }
      #expect(sold >= 0 && sold <= venue.capacity)
      if sold > 0 { #expect(venue.marginal(sold * (1 - 1e-7)) >= price * (1 - 1e-12)) }
      if sold < venue.capacity { #expect(venue.marginal(sold * (1 + 1e-7)) < price) }
    }
  }

  /// A full book takes nothing more, and its market stays where it was.
  @Test func levelsRunOut() {
    let venue = LevelsVenue([.init(size: 300, price: 0.9), .init(size: 200, price: 0.99)])
    #expect(venue.capacity == 500)
    #expect(venue.marginal(199) == 0.99)
    #expect(venue.marginal(200) == 0.9)
    #expect(venue.bid(499) == 0.9)
    #expect(venue.bid(500) == 0)
    #expect(venue.marginal(800) == 0.9)
    #expect(venue.proceeds(of: 100, after: 450) == 45)
  }

  /// The whole range of a tick, by the integral of the pool's price: L (√Pb − √Pa) of the other side.
  @Test func rangeOfConcentratedLiquidity() {
    let level = LevelsVenue.Level.range(liquidity: 9000, bounds: 0.95...1.02, fee: 0)
    let paid = 9000 * (1.02.squareRoot() - 0.95.squareRoot())
    #expect(abs(level.size * level.price / paid - 1) < 1e-12)
  }

  /// A premium is the other side's discount: the two pools are each other's mirror.
  @Test func premiumsMirrorDiscounts() {
    let premium = StableSwapVenue(
      invariant: 1e6, amplification: 50, fee: 0, discount: -0.02)
    let mirror = StableSwapVenue(
      invariant: 1e6, amplification: 50, fee: 0, discount: 1 - 1 / 1.02)
    #expect(premium.reserveIn == mirror.reserveOut && premium.reserveOut == mirror.reserveIn)
    #expect(abs(premium.marginal(0) - 1.02) < 1e-12)
  }

  /// Spec A6: 25 % a year required at a nine-day wait comes to some 0.6 %; nobody buys where nothing is redeemed.
  @Test func buyersWaitForTheirMoney() throws {
    let buyers = RedemptionBuyers(perDay: 100, required: 0.25, cost: 0, sweep: 0)
    #expect(abs(1 - buyers.price(wait: 9) - 0.0061644) < 1e-6)
    let entry = try #require(VenueCatalog.entry(named: "redemption-buyers"))
    let model = entry.make(ParameterTable([:], declared: entry.parameters), [])
    #expect(model(VenueState(discount: 0, wait: nil)) == nil)
    // 10 % over 9 + 8 days, and 0.1 %.
    let venue = try #require(model(VenueState(discount: 0, wait: 9)))
    #expect(abs(venue.marginal(0) - (1 - 0.1 * 17 / 365 - 0.001)) < 1e-15)
    #expect(venue.capacity == 50_000)
  }

  /// Kinds of the catalogue have different names and make a venue of usual numbers.
  @Test func catalogueMakesVenues() throws {
    #expect(Set(VenueCatalog.all.map(\.name)).count == VenueCatalog.all.count)
    for entry in VenueCatalog.all {
      let numbers = [
        "reserveIn": 1000, "reserveOut": 1000, "amplification": 50, "volatility": 0.01,
        "volume": 1e4,
      ].filter { name, _ in entry.parameters.contains { $0.name == name } }
      let model = entry.make(
        ParameterTable(numbers, declared: entry.parameters),
        entry.readsLevels ? [.init(size: 10, price: 0.99)] : [])
      let venue = try #require(model(VenueState(discount: 0.01, wait: 5)))
      #expect(venue.proceeds(1) > 0 && venue.proceeds(1) < 1.01)
    }
    let entry = try #require(VenueCatalog.entry(named: "stableswap"))
    let model = entry.make(
      ParameterTable(
        ["reserveIn": 1000, "reserveOut": 1000, "amplification": 50], declared: entry.parameters),
      [])
    let venue = try #require(model(VenueState(discount: 0.03, wait: nil)))
    #expect(abs(venue.marginal(0) - 0.97) < 1e-12)
  }
}
