import Diagnostics
import Exits
import Ledger
import Lending
import Testing
import VectorMath

/// Accounts that meet through the price, by hand. Whole accounts are closed at a bonus of 5 %.
@Suite struct RoundsTests {
  /// Marks: the token's for an oracle that reads the market, and for one that does not; the dollar's.
  private enum Mark {
    static let market = 0
    static let rate = 1
    static let dollar = 2
  }

  private struct Market: ~Copyable {
    let marks = PathBlock(columnCount: 3)
    var book: AccountBook
    var rounds: Rounds

    /// - Parameters:
    ///   - positions: Units of the token, dollars owed, and the mark of the oracle; LT 0.8, price 1 at time 0.
    ///   - memory: Of the exit.
    init(
      _ positions: [(units: Double, debt: Double, oracle: Int)], to venue: any ExitVenue,
      memory: [ExitMemory] = [ExitMemory(share: 1, halfLife: .infinity)],
      bridge: [Int: Double] = [:]
    ) throws {
      let terms = CollateralTerms(
        maxLoanToValue: 0.7, liquidationThreshold: 0.8, liquidationBonus: 0.05,
        liquidationProtocolFee: 0)
      let accounts = positions.enumerated().map { k, position in
        Account(
          id: "a\(k)", book: 0, protocolIndex: 0,
          collateral: [
            CollateralLeg(
              token: "LST", units: position.units, oracleMark: position.oracle,
              marketMark: Mark.market, terms: terms)
          ],
          debts: [
            DebtLeg(
              token: "USD", units: position.debt, oracleMark: Mark.dollar, marketMark: Mark.dollar)
          ])
      }
      let rules = try FullClose(
        ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
      book = AccountBook(
        BookedAccounts(accounts, bookCount: 1, adapters: [rules], bridge: bridge),
        on: MarkView(marks.columns, initial: [1, 1, 1]), stepCount: 2)
      rounds = Rounds(on: marks.columns, exits: [Exit([Mark.market], to: venue, memory: memory)])
      for k in 0..<3 { marks[k].fill(1) }
    }

    /// The end of a step of one year at these prices, path by path, the oracles' in agreement.
    mutating func step(_ step: Int, _ prices: [Double], uniform: Double = 1) {
      for (path, price) in prices.enumerated() {
        marks[Mark.market][path: path] = price
        marks[Mark.rate][path: path] = price
      }
      rounds.run(step: step, over: 1, &book) { column, _ in column.fill(uniform) }
    }

    func untouched(_ account: Int) -> UInt32 { book.untouchedLanes(of: account, 0) & 0b111 }
    var prices: [Double] { (0..<3).map { marks[Mark.market][path: $0] } }
  }

  /// Account 0 has 100 units against 80 dollars: below 1 under a price of 1. Account 1 has 50 against 34: below 1
  /// under 0.85. At 0.95 the first is closed and sells 100 into a pool of 1,000: the price falls to
  /// 0.95 (1000 / 1100)² = 0.785, and the second is closed in round 2; it would be healthy without the first.
  /// At 1.2 nobody is, and at 0.8 both are at once: 150 are sold in one round.
  @Test func oneSaleLiquidatesTheNext() throws {
    var market = try Market(
      [(100, 80, Mark.market), (50, 34, Mark.market)], to: ConstantProductVenue(reserve: 1000))
    market.book.restart(pathCount: 3)
    market.step(0, [0.95, 1.2, 0.8])
    let (first, second, prices) = (market.untouched(0), market.untouched(1), market.prices)
    let (longest, cutOff) = (market.rounds.longest, market.rounds.cutOff)
    #expect(first == 0b010 && second == 0b010)
    let multiplier = (1000.0 / 1150) * (1000.0 / 1150)
    #expect(abs(prices[0] - 0.95 * multiplier) < 1e-15)
    #expect(prices[1] == 1.2)
    #expect(abs(prices[2] - 0.8 * multiplier) < 1e-15)
    #expect(longest == 3 && cutOff == 0)
  }

  /// The same two accounts where the second does not depend on the first: no price impact; an oracle that does not
  /// read the market; a first account that stays healthy.
  @Test func theSecondNeedsTheFirstsSale() throws {
    let both = [(100.0, 80.0, Mark.market), (50.0, 34.0, Mark.market)]
    let pool = ConstantProductVenue(reserve: 1000)
    var deep = try Market(both, to: BottomlessVenue())
    var rated = try Market([both[0], (50, 34, Mark.rate)], to: pool)
    var alone = try Market([(100, 70, Mark.market), both[1]], to: pool)
    deep.book.restart(pathCount: 3)
    deep.step(0, [0.95, 1.2, 0.95])
    rated.book.restart(pathCount: 3)
    rated.step(0, [0.95, 1.2, 0.95])
    alone.book.restart(pathCount: 3)
    alone.step(0, [0.95, 1.2, 0.95])
    let found = [
      [deep.untouched(0), deep.untouched(1)], [rated.untouched(0), rated.untouched(1)],
      [alone.untouched(0), alone.untouched(1)],
    ]
    #expect(found == [[0b010, 0b111], [0b010, 0b111], [0b111, 0b111]])
    let (deepPrices, ratedPrices, rate) = (
      deep.prices, rated.prices, rated.marks[Mark.rate][path: 0]
    )
    #expect(deepPrices == [0.95, 1.2, 0.95])
    #expect(abs(ratedPrices[0] - 0.95 / 1.21) < 1e-15 && rate == 0.95)
  }

  /// 100 and then 50 are sold at the first check. A year later half of what fades in a year is left, all of what
  /// never does: I = 150 × (0.4 / 2 + 0.6) = 120. The next block starts without it.
  @Test func salesFadeBetweenChecks() throws {
    var market = try Market(
      [(100, 80, Mark.market), (50, 34, Mark.market)], to: ConstantProductVenue(reserve: 1000),
      memory: [ExitMemory(share: 0.4, halfLife: 1), ExitMemory(share: 0.6, halfLife: .infinity)])
    market.book.restart(pathCount: 3)
    market.step(0, [0.95, 1.2, 1.2])
    market.step(1, [1, 1, 1.1])
    let prices = market.prices
    #expect(abs(prices[0] - (1000.0 / 1120) * (1000.0 / 1120)) < 1e-15)
    #expect(Array(prices.dropFirst()) == [1, 1.1])
    market.book.restart(pathCount: 3)
    market.rounds.restart()
    market.step(0, [1, 1, 1])
    let again = market.prices
    #expect(again == [1, 1, 1])
  }

  /// Account 1 is watched between steps. At the first its HF is 40 × 0.95 / 25 = 1.52, and 1.2562 once account 0 has
  /// sold 100; at the second, 1.3223 after what is left of that. From the moved mark a crossing between has the
  /// probability exp(−2 ln 1.2562 ln 1.3223 / 0.05) = 0.078, from the other 0.0093: a uniform of 0.03 crosses. Without
  /// account 0 it is exp(−2 ln 1.52 ln 1.6 / 0.05) = 0.0004.
  @Test func theNextBridgeStartsAtTheMovedMark() throws {
    var market = try Market(
      [(100, 80, Mark.market), (50, 25, Mark.market)], to: ConstantProductVenue(reserve: 1000),
      bridge: [1: 0.05])
    var alone = try Market(
      [(100, 10, Mark.market), (50, 25, Mark.market)], to: ConstantProductVenue(reserve: 1000),
      bridge: [1: 0.05])
    market.book.restart(pathCount: 1)
    alone.book.restart(pathCount: 1)
    market.step(0, [0.95])
    alone.step(0, [0.95])
    let before = market.untouched(1) & 1
    market.step(1, [1], uniform: 0.03)
    alone.step(1, [1], uniform: 0.03)
    let (after, other) = (market.untouched(1) & 1, alone.untouched(1) & 1)
    #expect(before == 1 && after == 0 && other == 1)
  }

  /// Seventy accounts of one unit, each below 1 once those before it are sold: one a round, and after 64 rounds the
  /// step is cut off on that path, and says so.
  @Test func cascadesAreCutOff() throws {
    let slope = 0.001
    let positions = (0..<70).map { k in
      (units: 1.0, debt: 0.8 * 0.9 * (1 - slope * (Double(k) - 0.5)), oracle: Mark.market)
    }
    var market = try Market(positions, to: StubSlope(slope: slope))
    market.book.restart(pathCount: 3)
    market.step(0, [0.9, 1.2, 1.2])
    let liquidated = (0..<70).map { market.untouched($0) & 1 == 0 }
    let (longest, cutOff) = (market.rounds.longest, market.rounds.cutOff)
    #expect(liquidated == (0..<70).map { $0 < Rounds.most })
    #expect(longest == Rounds.most && cutOff == 1)
  }

  /// A unit of a mark with accrual is more tokens: 100 units at 1.1 tokens each are 110.
  @Test func unitsAreTurnedIntoTokens() throws {
    let marks = PathBlock(columnCount: 3)
    let terms = CollateralTerms(
      maxLoanToValue: 0.7, liquidationThreshold: 0.8, liquidationBonus: 0.05,
      liquidationProtocolFee: 0)
    let account = Account(
      id: "a", book: 0, protocolIndex: 0,
      collateral: [
        CollateralLeg(token: "LST", units: 100, oracleMark: 1, marketMark: 1, terms: terms)
      ], debts: [DebtLeg(token: "USD", units: 85, oracleMark: 2, marketMark: 2)])
    let rules = try FullClose(
      ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
    var book = AccountBook(
      BookedAccounts([account], bookCount: 1, adapters: [rules]),
      on: MarkView(marks.columns, initial: [1, 1.1, 1]), stepCount: 1)
    var rounds = Rounds(
      on: marks.columns,
      exits: [
        Exit(
          [0, 1], to: ConstantProductVenue(reserve: 1000),
          memory: [ExitMemory(share: 1, halfLife: .infinity)])
      ])
    book.restart(pathCount: 1)
    for (k, price) in [0.9, 0.99, 1].enumerated() { marks[k].fill(price) }
    rounds.run(step: 0, over: 1, &book)
    let multiplier = (1000.0 / 1110) * (1000.0 / 1110)
    let (token, accrued) = (marks[0][path: 0], marks[1][path: 0])
    #expect(abs(token - 0.9 * multiplier) < 1e-15)
    #expect(abs(accrued - 0.99 * multiplier) < 1e-15)
    let others = (marks[0][path: 1], marks[1][path: 1])
    #expect(others == (0.9, 0.99))
  }
}
