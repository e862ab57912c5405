/// The tokens of one path in one check: where they are sold, and what oracles say of them.
package struct CascadeMarket: Sendable {
  /// What a protocol believes a token to be worth.
  package enum Oracle: Sendable, Hashable {
    /// The market price as own sales have left it, P₀ m(I), read between rounds.
    case market
    /// A price that no sale moves.
    case fixed(Double)
  }

  /// One token.
  package struct Token: Sendable {
    /// P₀: the price before the simulated accounts' own sales, in the numeraire.
    package let marketPrice: Double
    /// What a protocol believes.
    package let oracle: Oracle
    /// Where it is sold.
    package let venue: any ExitVenue
    /// I, in tokens.
    package fileprivate(set) var displacement: Double

    /// A token before the check.
    package init(
      marketPrice: Double, oracle: Oracle, venue: any ExitVenue, displacement: Double
    ) {
      self.marketPrice = marketPrice
      self.oracle = oracle
      self.venue = venue
      self.displacement = displacement
    }

    /// m(I).
    package var multiplier: Double { venue.multiplier(displacement) }

    /// What the protocol believes now.
    package var oraclePrice: Double {
      switch oracle {
      case .market: marketPrice * multiplier
      case .fixed(let price): price
      }
    }
  }

  /// By number.
  package private(set) var tokens: [Token]
  /// Where what the tokens fetched is sold for dollars, if anywhere.
  package let secondVenue: (any ExitVenue)?
  /// I₂, in tokens of the middle.
  package private(set) var secondDisplacement: Double

  /// The market before the check.
  package init(
    tokens: [Token], secondVenue: (any ExitVenue)? = nil, secondDisplacement: Double = 0
  ) {
    self.tokens = tokens
    self.secondVenue = secondVenue
    self.secondDisplacement = secondDisplacement
  }

  /// By token: what protocols believe now.
  package var oraclePrices: [Double] { tokens.map(\.oraclePrice) }

  /// Where an offer's tokens go now.
  func route(_ offer: CascadeOffer) -> SaleRoute {
    let token = tokens[offer.token]
    var second: SaleRoute.Leg?
    if offer.needsSecondLeg, let secondVenue {
      second = SaleRoute.Leg(secondVenue, displacement: secondDisplacement)
    }
    return SaleRoute(
      marketPrice: token.marketPrice,
      first: SaleRoute.Leg(token.venue, displacement: token.displacement), second: second)
  }

  /// Takes sales that have been filled.
  mutating func take(_ sales: CascadeSales) {
    secondDisplacement += sales.middle(self)
    for k in tokens.indices { tokens[k].displacement += sales.tokens[k] }
  }

  /// By token and route: what the next token fetches once other sales have gone before, in the numeraire.
  func prices(
    _ legs: some Sequence<CascadeLeg>, after sales: CascadeSales
  ) -> [CascadeLeg: Double] {
    let middle = sales.middle(self)
    var prices: [CascadeLeg: Double] = [:]
    for leg in legs {
      let token = tokens[leg.token]
      let first = SaleRoute.Leg(token.venue, displacement: token.displacement)
      var price = token.marketPrice * first.share(after: sales.tokens[leg.token])
      if leg.needsSecondLeg, let secondVenue {
        price *= SaleRoute.Leg(secondVenue, displacement: secondDisplacement).share(after: middle)
      }
      prices[leg] = price
    }
    return prices
  }
}

/// A token and whether it goes on to the second leg: calls of one have one price.
struct CascadeLeg: Hashable {
  let token: Int
  let needsSecondLeg: Bool
}

extension CascadeOffer {
  var leg: CascadeLeg { CascadeLeg(token: token, needsSecondLeg: needsSecondLeg) }
}

/// Sales of one round, by token.
struct CascadeSales: Sendable {
  /// Tokens sold.
  private(set) var tokens: [Double]
  /// Of them, those that go on to the second leg.
  private var passed: [Double]

  init(tokenCount: Int) {
    tokens = Array(repeating: 0, count: tokenCount)
    passed = tokens
  }

  mutating func add(_ offer: CascadeOffer, share: Double) {
    tokens[offer.token] += share * offer.tokens
    if offer.needsSecondLeg { passed[offer.token] += share * offer.tokens }
  }

  /// These sales and a share of others.
  func adding(_ others: CascadeSales, share: Double) -> CascadeSales {
    var sum = self
    for k in tokens.indices {
      sum.tokens[k] += share * others.tokens[k]
      sum.passed[k] += share * others.passed[k]
    }
    return sum
  }

  /// e: what arrives at the second leg, in tokens of the middle.
  func middle(_ market: CascadeMarket) -> Double {
    var sum = 0.0
    for (k, token) in market.tokens.enumerated() where passed[k] > 0 {
      sum +=
        token.venue.proceeds(of: tokens[k], after: token.displacement) * (passed[k] / tokens[k])
    }
    return sum
  }
}
