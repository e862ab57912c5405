package import Diagnostics

/// What a kind of venue may read of the market at one check.
package struct VenueState: Sendable, Hashable {
  /// d: how far the token trades below redemption value, a fraction.
  package let discount: Double
  /// Days until a redemption is paid out, not negative; `nil` where redemptions are closed.
  package let wait: Double?

  /// The market of one moment.
  package init(discount: Double, wait: Double?) {
    self.discount = discount
    self.wait = wait
  }
}

/// A kind of venue that a market document may name, with the numbers that it asks for.
package struct VenueEntry: Sendable {
  /// A venue as it is in a state of the market; `nil` where nobody buys.
  package typealias Model = @Sendable (VenueState) -> (any ExitVenue)?

  /// The word used in market documents, in kebab case.
  package let name: String
  /// One line for lists.
  package let summary: String
  /// Numbers that the market document may set.
  package let parameters: [Parameter]
  /// Whether it has a file of levels instead of numbers.
  package let readsLevels: Bool
  /// Makes the venue from its checked numbers and, for kinds that read them, at least one level.
  package let make: @Sendable (ParameterTable, [LevelsVenue.Level]) -> Model
}

/// Every kind of venue that a market document may name.
package enum VenueCatalog {
  /// In the order in which messages list them.
  package static let all: [VenueEntry] = [
    constantProduct, levels, redemptionBuyers, squareRoot, stableSwap,
  ]

  /// The kind with this name, or `nil`.
  package static func entry(named name: String) -> VenueEntry? { all.first { $0.name == name } }

  private static let reserveIn = Parameter(
    "reserveIn", .positive, usual: .dollars, unit: "tokens", "x: tokens sold into the pool")
  private static let reserveOut = Parameter(
    "reserveOut", .positive, usual: .dollars, unit: "tokens", "y: tokens that the pool pays with")
  private static let fee = Parameter(
    "fee", .fractionBelowOne, usual: .share(0, 0.02), default: 0, unit: "fraction",
    "share of a sale that the pool keeps")

  static let constantProduct = VenueEntry(
    name: "constant-product", summary: "a pool that keeps the product of its reserves",
    parameters: [reserveIn, reserveOut, fee], readsLevels: false
  ) { numbers, _ in
    let venue = ConstantProductVenue(
      reserveIn: numbers["reserveIn"], reserveOut: numbers["reserveOut"], fee: numbers["fee"])
    return { _ in venue }
  }

  static let levels = VenueEntry(
    name: "levels", summary: "an order book, quotes or concentrated liquidity: sizes at prices",
    parameters: [], readsLevels: true
  ) { _, levels in
    let venue = LevelsVenue(levels)
    return { _ in venue }
  }

  static let redemptionBuyers = VenueEntry(
    name: "redemption-buyers", summary: "those who buy below redemption value to redeem",
    parameters: [
      Parameter(
        "perDay", .positive, usual: .dollars, default: 50_000, unit: "tokens a day",
        "K: what they take"),
      Parameter(
        "required", .nonNegative, usual: .share(0.01, 0.5), default: 0.1, unit: "per year",
        "what they want for the wait"),
      Parameter(
        "cost", .fractionBelowOne, usual: .share(0, 0.02), default: 0.001, unit: "fraction",
        "fixed cost of a redemption"),
      Parameter(
        "sweep", .nonNegative, usual: UsualRange(0, 30, .number, []), default: 8, unit: "days",
        "between exit and payment"),
    ], readsLevels: false
  ) { numbers, _ in
    let buyers = RedemptionBuyers(
      perDay: numbers["perDay"], required: numbers["required"], cost: numbers["cost"],
      sweep: numbers["sweep"])
    return { state in
      state.wait.flatMap { buyers.level(wait: $0) }.map { LevelsVenue([$0]) }
    }
  }

  static let squareRoot = VenueEntry(
    name: "square-root", summary: "the square-root law of impact, for tokens without data of depth",
    parameters: [
      Parameter(
        "factor", .positive, usual: UsualRange(0.3, 3, .number, []), default: 1, unit: "none",
        "Y: impact in daily volatilities of selling a day's volume"),
      Parameter(
        "volatility", .positive, usual: .share(0.0005, 0.2), unit: "per day", "σ: of the price"),
      Parameter("volume", .positive, usual: .dollars, unit: "tokens a day", "V: traded volume"),
    ], readsLevels: false
  ) { numbers, _ in
    let venue = SquareRootVenue(
      factor: numbers["factor"], volatility: numbers["volatility"], volume: numbers["volume"])
    return { _ in venue }
  }

  static let stableSwap = VenueEntry(
    name: "stableswap", summary: "a Curve pool whose balance is what the discount implies",
    parameters: [
      reserveIn, reserveOut,
      Parameter(
        "amplification", NumberRange(from: 0.5, to: .infinity, includesLower: false),
        usual: UsualRange(5, 2000, .number, []), unit: "none",
        "A: the parameter of the contract"),
      fee,
    ], readsLevels: false
  ) { numbers, _ in
    let pool = StableSwapVenue(
      reserveIn: numbers["reserveIn"], reserveOut: numbers["reserveOut"],
      amplification: numbers["amplification"], fee: numbers["fee"])
    return { state in
      StableSwapVenue(
        invariant: pool.invariant, amplification: pool.amplification, fee: pool.fee,
        discount: state.discount)
    }
  }
}
