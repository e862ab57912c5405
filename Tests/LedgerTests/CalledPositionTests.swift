import Diagnostics
import Exits
import Ledger
import Lending
import TestSupport
import Testing

/// Random systems of accounts that meet through the price of what they hold.
@Suite struct CalledPositionTests {
  /// One account's numbers; positions are made from them.
  struct Borrower {
    var token: Int
    var units: Double
    var threshold: Double
    var bonus: Double
    var debt: Double
    var isDollars: Bool
  }

  /// A market of one to three tokens and 2 to 200 accounts.
  struct Case {
    var prices: [Double]
    var readsMarket: [Bool]
    var reserves: [Double]
    var isStableSwap: [Bool]
    var second: Double
    var borrowers: [Borrower]
    var terms: LiquidatorTerms

    init(seed: UInt64, readingMarket: Bool? = nil) {
      var draws = TestGenerator(seed: seed)
      let tokens = 1 + draws.integer(0...2)
      prices = (0..<tokens).map { _ in draws.uniform(500...3000) }
      readsMarket = (0..<tokens).map { _ in readingMarket ?? (draws.uniform() < 0.5) }
      isStableSwap = (0..<tokens).map { _ in draws.uniform() < 0.4 }
      let count = seed % 10 == 0 ? 200 : 2 + draws.integer(0...11)
      terms = LiquidatorTerms(
        flashFee: draws.uniform() < 0.5 ? 0.0005 : 0, gasCost: draws.uniform() < 0.5 ? 60 : 0)
      second = draws.uniform(50...5000)
      borrowers = []
      var held = Array(repeating: 0.0, count: tokens)
      for _ in 0..<count {
        let token = draws.integer(0...tokens - 1)
        let units = draws.uniform(1...400)
        let threshold = draws.uniform(0.7...0.95)
        held[token] += units
        // HF from 0.9 to 1.05: some are below 1 at once, others only after the sales of those.
        borrowers.append(
          Borrower(
            token: token, units: units, threshold: threshold,
            bonus: draws.uniform() < 0.3 ? 0.01 : draws.uniform(0.03...0.1),
            debt: units * prices[token] * threshold / draws.uniform(0.9...1.05),
            isDollars: draws.uniform() < 0.4))
      }
      reserves = held.map { max($0, 1) * draws.uniform(0.5...20) }
    }

    /// All hold the first token and owe the same, and calls cost no gas: nothing but the price of the token stops one.
    func withOneThreshold() -> Case {
      var system = self
      for k in borrowers.indices {
        system.borrowers[k].debt *= prices[0] / prices[borrowers[k].token]
        system.borrowers[k].token = 0
        system.borrowers[k].isDollars = false
      }
      system.terms = LiquidatorTerms(flashFee: terms.flashFee, gasCost: 0)
      return system
    }

    func market(deeper: Double = 1) -> CascadeMarket {
      CascadeMarket(
        tokens: prices.indices.map { k in
          let x = reserves[k] * deeper
          let venue: any ExitVenue =
            isStableSwap[k]
            ? StableSwapVenue(reserveIn: x, reserveOut: x * 0.9, amplification: 50, fee: 0.0004)
            : ConstantProductVenue(reserveIn: x, reserveOut: x, fee: 0)
          return CascadeMarket.Token(
            marketPrice: prices[k], oracle: readsMarket[k] ? .market : .fixed(prices[k]),
            venue: venue, displacement: 0)
        },
        secondVenue: ConstantProductVenue(
          reserveIn: second * deeper, reserveOut: 2000 * second * deeper, fee: 0))
    }

    func bottomless() -> CascadeMarket {
      CascadeMarket(
        tokens: prices.indices.map {
          CascadeMarket.Token(
            marketPrice: prices[$0], oracle: readsMarket[$0] ? .market : .fixed(prices[$0]),
            venue: BottomlessVenue(), displacement: 0)
        }, secondVenue: BottomlessVenue())
    }

    func accounts(_ order: [Int]? = nil) throws -> [CalledPosition] {
      let rules = try AaveV3(ParameterTable([:], declared: AaveV3.parameters))
      return (order ?? Array(borrowers.indices)).map { k in
        CalledPosition(
          position(borrowers[k]), tokens: [borrowers[k].token],
          needsSecondLeg: [borrowers[k].isDollars], rules: rules)
      }
    }

    func position(_ borrower: Borrower) -> Position {
      Position(
        collateral: [
          Position.Collateral(
            terms: CollateralTerms(
              maxLoanToValue: 0, liquidationThreshold: borrower.threshold,
              liquidationBonus: borrower.bonus, liquidationProtocolFee: 0.1),
            units: borrower.units, oraclePrice: prices[borrower.token],
            marketPrice: prices[borrower.token])
        ], debts: [Position.Debt(units: borrower.debt, oraclePrice: 1, marketPrice: 1)])
    }
  }

  static let systems = 1000

  /// Runs one system.
  private func run(
    _ system: Case, deeper: Double = 1, order: [Int]? = nil
  ) throws -> (accounts: [CalledPosition], market: CascadeMarket, outcome: Cascade.Outcome) {
    var accounts = try system.accounts(order)
    var market = system.market(deeper: deeper)
    let outcome = Cascade(system.terms).run(&accounts, in: &market)
    return (accounts, market, outcome)
  }

  /// Backwards or as they come: the same to rounding.
  @Test func orderOfAccountsDoesNotMatter() throws {
    var called = 0
    var rounds = 0
    for seed in 1...UInt64(Self.systems) {
      let system = Case(seed: seed)
      let order = Array(system.borrowers.indices.reversed())
      let (one, market, outcome) = try run(system)
      let (other, mirror, again) = try run(system, order: order)
      #expect(outcome.rounds == again.rounds)
      for (k, borrower) in order.enumerated() {
        let (a, b) = (one[borrower].position, other[k].position)
        #expect(abs(a.debts[0].units - b.debts[0].units) <= 1e-9 * system.borrowers[borrower].debt)
        called += a.debts[0].taken.repaid > 0 ? 1 : 0
      }
      for (a, b) in zip(market.tokens, mirror.tokens) {
        #expect(abs(a.multiplier - b.multiplier) < 1e-10)
      }
      rounds = max(rounds, outcome.rounds)
    }
    // Most systems call somebody, and some cascade.
    #expect(called > 5 * Self.systems)
    #expect(rounds > 5)
  }

  /// What was there is seized or left, what was owed repaid, burned or left, and what liquidators got is sold.
  @Test func nothingIsLost() throws {
    for seed in 1...UInt64(Self.systems) {
      let system = Case(seed: seed)
      let (accounts, market, outcome) = try run(system)
      var sold = Array(repeating: 0.0, count: system.prices.count)
      for (account, borrower) in zip(accounts, system.borrowers) {
        let (held, owed) = (account.position.collateral[0], account.position.debts[0])
        #expect(abs(held.units + held.taken.units - borrower.units) <= 1e-9 * borrower.units)
        let debt = owed.units + owed.taken.repaid + owed.taken.burned
        #expect(abs(debt - borrower.debt) <= 1e-9 * borrower.debt)
        #expect(held.units >= 0 && owed.units >= 0)
        sold[borrower.token] += held.taken.sold
      }
      for (token, sold) in zip(market.tokens, sold) {
        #expect(abs(token.displacement - sold) <= 1e-9 * max(1, sold))
      }
      #expect(!outcome.isCutOff)
    }
  }

  /// After a check an account has HF ≥ 1, no debt, or nobody who would call it.
  @Test func nobodyIsLeftToCall() throws {
    for seed in 1...UInt64(Self.systems) {
      let system = Case(seed: seed)
      var (accounts, market, outcome) = try run(system)
      let before = accounts.map(\.position.debts[0].units)
      let again = Cascade(system.terms).run(&accounts, in: &market)
      // A round that moved next to nothing ends the check: at most that is left.
      for (k, account) in accounts.enumerated() {
        let moved = before[k] - account.position.debts[0].units
        #expect(moved <= 1e-9 * before[k], "seed \(seed), \(outcome), \(again)")
      }
    }
  }

  /// A pool 1.5 times as deep leaves the token no lower, and one account more no higher.
  ///
  /// With oracles that do not move it is certain. Where they read the market it is not: a call that is rationed may
  /// leave its account at HF 1 after less than the whole of it, so that a shallower pool or another account now and
  /// then ends in fewer sales. Of these systems 4 and 7 are of that kind.
  @Test(arguments: [(false, 0), (true, 10)]) func depthAndNumbers(
    _ readingMarket: Bool, exceptions: Int
  ) throws {
    var lower = 0
    var higher = 0
    var moved = 0
    for seed in 1...UInt64(Self.systems) {
      let system = Case(seed: seed, readingMarket: readingMarket).withOneThreshold()
      let multiplier = try run(system).market.tokens[0].multiplier
      let deep = try run(system, deeper: 1.5).market.tokens[0].multiplier
      let fewer = try run(system, order: Array(system.borrowers.indices.dropLast()))
        .market.tokens[0].multiplier
      lower += deep < multiplier - 1e-9 ? 1 : 0
      higher += multiplier > fewer + 1e-9 ? 1 : 0
      moved += deep > multiplier + 1e-6 ? 1 : 0
    }
    #expect(lower <= exceptions && higher <= exceptions, "\(lower), \(higher)")
    #expect(moved > Self.systems / 2)
  }

  /// Without impact, gas and fee it is what the adapter does with each account alone.
  @Test func bottomlessMarketsAreUncapped() throws {
    var repaid = 0
    for seed in 1...UInt64(Self.systems) {
      let system = Case(seed: seed)
      var accounts = try system.accounts()
      var market = system.bottomless()
      _ = Cascade(LiquidatorTerms(flashFee: 0, gasCost: 0)).run(&accounts, in: &market)
      let rules = try AaveV3(ParameterTable([:], declared: AaveV3.parameters))
      for (account, borrower) in zip(accounts, system.borrowers) {
        var alone = system.position(borrower)
        if alone.health.isBelowOne { _ = rules.liquidate(&alone) }
        let (a, b) = (account.position, alone)
        #expect(abs(a.debts[0].units - b.debts[0].units) <= 1e-12 * borrower.debt)
        #expect(abs(a.collateral[0].units - b.collateral[0].units) <= 1e-12 * borrower.units)
        #expect(
          abs(a.debts[0].taken.burned - b.debts[0].taken.burned) <= 1e-12 * borrower.debt)
        repaid += b.debts[0].taken.repaid > 0 ? 1 : 0
      }
    }
    #expect(repaid > 5 * Self.systems)
  }

  /// The limit on rounds is told: three accounts that fall one after the other, and one round.
  @Test func limitOfRoundsIsTold() throws {
    let rules = try AaveV3(ParameterTable([:], declared: AaveV3.parameters))
    var accounts = [80_500.0, 79_500, 77_000].map { debt in
      CalledPosition(
        Position(
          collateral: [
            Position.Collateral(
              terms: CollateralTerms(
                maxLoanToValue: 0, liquidationThreshold: 0.8, liquidationBonus: 0.05,
                liquidationProtocolFee: 0.1),
              units: 100, oraclePrice: 1000, marketPrice: 1000)
          ], debts: [Position.Debt(units: debt, oraclePrice: 1, marketPrice: 1)]), tokens: [0],
        needsSecondLeg: [false], rules: rules)
    }
    var market = CascadeMarket(tokens: [
      CascadeMarket.Token(
        marketPrice: 1000, oracle: .market,
        venue: ConstantProductVenue(reserveIn: 4000, reserveOut: 4000, fee: 0), displacement: 0)
    ])
    let terms = LiquidatorTerms(flashFee: 0, gasCost: 0)
    let first = Cascade(terms, most: 2).run(&accounts, in: &market)
    #expect(first.rounds == 2 && first.isCutOff)
    let rest = Cascade(terms).run(&accounts, in: &market)
    #expect(rest.rounds == 1 && !rest.isCutOff)
  }
}
