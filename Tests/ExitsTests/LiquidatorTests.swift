import Exits
import Foundation
import Testing

@Suite struct LiquidatorTests {
  private static let call = LiquidationCall(
    tokensPerUnit: LiquidationCall.tokensPerUnit(
      debtOracle: 1, collateralOracle: 2000, bonus: 0.05, protocolFee: 0.1),
    debtPrice: 1, limit: 1e8)

  private static func route(second: Double? = nil) -> SaleRoute {
    SaleRoute(
      marketPrice: 2000,
      first: SaleRoute.Leg(
        ConstantProductVenue(reserveIn: 20_000, reserveOut: 20_000, fee: 0.0005),
        displacement: 120),
      second: second.map {
        SaleRoute.Leg(
          ConstantProductVenue(reserveIn: $0, reserveOut: 2000 * $0, fee: 0.0005),
          displacement: 15)
      })
  }

  /// No other repayment earns more, in one leg or two.
  @Test(arguments: [nil, 3000.0] as [Double?]) func marginIsTheMostProfitable(second: Double?) {
    let terms = LiquidatorTerms(flashFee: 0.0005, gasCost: 40)
    let route = Self.route(second: second)
    let units = Self.call.repayment(terms, on: route)
    let profit = Self.call.profit(ofRepaying: units, terms, on: route)
    #expect(units > 0 && profit > 0)
    for share in stride(from: 0.02, through: 3, by: 0.02) {
      #expect(
        Self.call.profit(ofRepaying: share * units, terms, on: route) <= profit * (1 + 1e-12))
    }
    let even = Self.call.repayment(terms, on: route, sizing: .breakEven)
    let left = Self.call.profit(ofRepaying: even, terms, on: route) + terms.gasCost
    #expect(even > 1.5 * units)
    #expect(abs(left) < 1e-9 * even)
  }

  /// A deep second leg is none, and proceeds are the integral of the price.
  @Test func secondLegIsAPrice() {
    let one = Self.route()
    let deep = Self.route(second: 1e15)
    #expect(abs(deep.price(after: 90) / one.price(after: 90) / 0.9995 - 1) < 1e-9)
    let two = Self.route(second: 3000)
    let steps = 20_000
    var sum = 0.0
    for i in 0..<steps { sum += two.price(after: 90 * (Double(i) + 0.5) / Double(steps)) }
    #expect(abs(two.proceeds(of: 90) / (sum * 90 / Double(steps)) - 1) < 1e-8)
  }

  /// Who has stopped at the margin does not come back, and gas keeps small calls away.
  @Test func gateShuts() {
    let terms = LiquidatorTerms(flashFee: 0, gasCost: 0)
    let route = Self.route()
    #expect(Self.call.acts(terms, on: route))
    let sold = Self.call.repayment(terms, on: route) * Self.call.tokensPerUnit
    let after = SaleRoute(
      marketPrice: 2000,
      first: SaleRoute.Leg(route.first.venue, displacement: 120 + sold))
    #expect(!Self.call.acts(terms, on: after))
    let profit = Self.call.profit(
      ofRepaying: sold / Self.call.tokensPerUnit, terms, on: route)
    #expect(Self.call.acts(LiquidatorTerms(flashFee: 0, gasCost: profit * 0.999), on: route))
    #expect(!Self.call.acts(LiquidatorTerms(flashFee: 0, gasCost: profit * 1.001), on: route))
    #expect(
      !Self.call.acts(
        LiquidatorTerms(flashFee: 0, gasCost: 0, minimumProfit: profit * 1.001), on: route))
  }

  /// The three days of spec B2: ×40, ×40 and ×21 at log returns of −57 %, −34 % and −22 %.
  @Test func gasSpikes() {
    #expect(abs(exp(GasPrice.exponent(dayReturn: -0.57)) - 40) < 1e-12)
    #expect(abs(exp(GasPrice.exponent(dayReturn: 0.34)) - 40) < 1e-12)
    #expect(abs(exp(GasPrice.exponent(dayReturn: -0.2191)) - 21) < 0.1)
    #expect(GasPrice.exponent(dayReturn: -0.05) == 0)
    let hour = 1.0 / 24 / 365
    #expect(abs(GasPrice.exponent(2, after: hour, dayReturn: 0) - 1) < 1e-12)
    #expect(abs(GasPrice.exponent(2, after: hour, dayReturn: 0.15) - 1.8) < 1e-12)
    #expect(abs(GasPrice.cost(units: 1e6, gwei: 350, ethPrice: 2300) - 805) < 1e-9)
  }
}
