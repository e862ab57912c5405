import Diagnostics
import Exits
import Ledger
import Lending
import TestSupport
import Testing
import VectorMath

/// The ledger's rounds with liquidators against one path and one check at a time (`Cascade`).
@Suite struct CallersTests {
  /// Marks: the token's in the market; its rate, which no sale moves; the dollar's.
  private enum Mark {
    static let market = 0
    static let rate = 1
    static let dollar = 2
  }

  private static let pathCount = 200
  private static let stepCount = 3
  private static let gas = 35.0
  private static let flashFee = 0.0005
  private static let venue = StableSwapVenue(
    reserveIn: 3000, reserveOut: 2900, amplification: 40, fee: 0.0004)

  private static func accounts(_ draws: inout TestGenerator, oracle: Int) -> [Account] {
    (0..<37).map { k in
      let units = draws.uniform(1...60)
      return Account(
        id: "a\(k)", book: 0, protocolIndex: 0,
        collateral: [
          CollateralLeg(
            token: "LST", units: units, oracleMark: oracle,
            marketMark: Mark.market,
            terms: CollateralTerms(
              maxLoanToValue: 0.7, liquidationThreshold: 0.8,
              liquidationBonus: draws.uniform(0.02...0.09), liquidationProtocolFee: 0.1))
        ],
        debts: [
          DebtLeg(
            token: "USD", units: units * 1000 * 0.8 / draws.uniform(1.01...1.6),
            oracleMark: Mark.dollar, marketMark: Mark.dollar)
        ])
    }
  }

  /// An account on one path as the kernel sees it, at the price of a check, with what earlier ones have left.
  private static func called(
    _ account: Account, _ rules: AaveV3, price: Double, left: Position?
  ) -> CalledPosition {
    var position =
      left
      ?? Position(
        collateral: [
          Position.Collateral(
            terms: account.collateral[0].terms, units: account.collateral[0].units,
            oraclePrice: price, marketPrice: price)
        ], debts: [Position.Debt(units: account.debts[0].units, oraclePrice: 1, marketPrice: 1)])
    position.collateral[0].marketPrice = price
    return CalledPosition(position, tokens: [0], needsSecondLeg: [false], rules: rules)
  }

  /// Three checks a path apart by falls of up to a quarter, nothing of what was sold fading: marks, repayments and
  /// who was liquidated.
  @Test(arguments: [true, false], [11, 12, 13] as [UInt64])
  func agreesWithTheKernel(_ readsMarket: Bool, seed: UInt64) throws {
    var draws = TestGenerator(seed: seed)
    let accounts = Self.accounts(&draws, oracle: readsMarket ? Mark.market : Mark.rate)
    let rules = try AaveV3(ParameterTable([:], declared: AaveV3.parameters))
    let marks = PathBlock(columnCount: 3)
    let gas = PathBlock(columnCount: 1)
    gas[0].fill(Self.gas)
    marks[Mark.dollar].fill(1)
    var book = AccountBook(
      BookedAccounts(accounts, bookCount: 1, adapters: [rules], bridge: [:]),
      on: MarkView(marks.columns, initial: [1000, 1000, 1]), stepCount: Self.stepCount)
    var rounds = Rounds(
      on: marks.columns,
      exits: [
        Exit([Mark.market], to: Self.venue, memory: [ExitMemory(share: 1, halfLife: .infinity)])
      ], liquidators: Liquidators(flashFee: Self.flashFee, gasCost: gas[0]))
    book.restart(pathCount: Self.pathCount)
    var left = Array(
      repeating: Array(repeating: Position?.none, count: accounts.count), count: Self.pathCount)
    var displacement = Array(repeating: 0.0, count: Self.pathCount)
    let cascade = Cascade(LiquidatorTerms(flashFee: Self.flashFee, gasCost: Self.gas))
    for step in 0..<Self.stepCount {
      let prices = (0..<Self.pathCount).map { _ in draws.uniform(750...1000) }
      for (path, price) in prices.enumerated() {
        marks[Mark.market][path: path] = price
        marks[Mark.rate][path: path] = price
      }
      rounds.run(step: step, over: 1, &book)
      for (path, price) in prices.enumerated() {
        var market = CascadeMarket(tokens: [
          CascadeMarket.Token(
            marketPrice: price, oracle: readsMarket ? .market : .fixed(price),
            venue: Self.venue, displacement: displacement[path])
        ])
        var positions = accounts.indices.map {
          Self.called(accounts[$0], rules, price: price, left: left[path][$0])
        }
        let outcome = cascade.run(&positions, in: &market)
        #expect(!outcome.isCutOff)
        displacement[path] = market.tokens[0].displacement
        left[path] = positions.map(\.position)
        let live = marks[Mark.market][path: path]
        #expect(abs(live / (price * market.tokens[0].multiplier) - 1) < 1e-9)
      }
    }
    #expect(rounds.cutOff == 0 && rounds.longest > (readsMarket ? 2 : 1))
    Self.check(book, accounts, left)
  }

  /// Value repaid of every account on every path, and whether it was liquidated.
  private static func check(
    _ book: borrowing AccountBook, _ accounts: [Account], _ left: [[Position?]]
  ) {
    var liquidated = 0
    var outcome = RowOutcome()
    for row in 0..<book.rowCount {
      let lanes = book.accounts(inRow: row)
      for first in stride(from: 0, to: pathCount, by: RowOutcome.pathCount) {
        let paths = first..<min(first + RowOutcome.pathCount, pathCount)
        book.outcome(ofRow: row, initialEquity: .zero, paths: paths, into: &outcome)
        for path in paths {
          for (lane, account) in lanes.enumerated() where account >= 0 {
            let repaid = left[path][account]?.debts[0].taken.repaid ?? 0
            let found = outcome.liquidated[path - first][lane]
            #expect(abs(found - repaid) <= 1e-8 * accounts[account].debts[0].units)
            let isUntouched =
              book.untouchedLanes(of: account, path / Vector.laneCount)
              >> UInt32(path % Vector.laneCount) & 1 == 1
            #expect(isUntouched == (repaid == 0))
            liquidated += repaid > 0 ? 1 : 0
          }
        }
      }
    }
    #expect(liquidated > 1000)
  }
}
