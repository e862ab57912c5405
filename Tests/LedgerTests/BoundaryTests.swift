import Diagnostics
import Ledger
import Lending
import TestSupport
import Testing
import VectorMath

/// Accounts on both sides of where a rule begins to apply, one rounding apart: the bounds that let a
/// book pass accounts over must never decide.
@Suite struct BoundaryTests {
  /// Accounts of one collateral against dollars, closed as a whole at a bonus of 5 %, with the marks under the
  /// test's hand.
  private struct Market: ~Copyable {
    /// Marks: the collateral's for the oracle and for the market, and the dollar's.
    let marks = PathBlock(columnCount: 3)
    var book: AccountBook
    let accounts: [Account]

    /// - Parameters:
    ///   - positions: Units of collateral with the dollars owed.
    ///   - price: Of a unit of collateral at time 0, for the oracle and the market.
    init(
      _ positions: [(units: Double, debt: Double)], threshold: Double, price: Double,
      following detail: FollowedDetail = .outcomes, bridge: [Int: Double] = [:]
    ) throws {
      let terms = CollateralTerms(
        maxLoanToValue: threshold / 2, liquidationThreshold: threshold, liquidationBonus: 0.05,
        liquidationProtocolFee: 0)
      accounts = positions.enumerated().map { k, position in
        Account(
          id: "a\(k)", book: 0, protocolIndex: 0,
          collateral: [
            CollateralLeg(
              token: "LST", units: position.units, oracleMark: 0, marketMark: 1, terms: terms)
          ], debts: [DebtLeg(token: "USD", units: position.debt, oracleMark: 2, marketMark: 2)])
      }
      let rules = try FullClose(
        ParameterTable(["liquidationBonus": 0.05], declared: FullClose.parameters))
      book = AccountBook(
        BookedAccounts(accounts, bookCount: 1, adapters: [rules], bridge: bridge),
        on: MarkView(marks.columns, initial: [price, price, 1]), stepCount: 1, following: detail)
      for k in 0..<2 { marks[k].fill(price) }
      marks[2].fill(1)
    }
  }

  /// HF = 2 units × 0.5 × price / debt, so that it is below 1 exactly where the price is below the debt. The
  /// bound of a group compares price / price(0) with 1 / HF(0), both rounded: without its margin every
  /// sixth of these accounts, one rounding below 1, would be passed over.
  @Test func healthOneRoundingBelowOneIsLiquidated() throws {
    var numbers = TestGenerator(seed: 41)
    for _ in 0..<100 {
      let price = numbers.uniform(1...3)
      let debt = price * numbers.uniform(0.7...0.97)
      var market = try Market([(2, debt)], threshold: 0.5, price: price)
      market.book.restart(pathCount: 3)
      market.marks[0][path: 0] = debt.nextUp
      market.marks[0][path: 1] = debt
      market.marks[0][path: 2] = debt.nextDown
      market.book.check(step: 0)
      let untouched = market.book.untouchedLanes(of: 0, 0)
      #expect(untouched & 0b111 == 0b011, "price \(price), debt \(debt)")
    }
  }

  /// Sixteen accounts that are only counted, HF = 0.5 × price / debt with debt / 0.5 falling from account to
  /// account. At the price of account k its own HF is exactly 1 and those before it are below. The numbers
  /// are such that its bound lies one rounding above the edge of a bucket of the search and its price one
  /// below: with one bucket of room the search would start behind it.
  @Test(arguments: [
    (0x1.0fe0f1ecc5f65p-2, 1.125, 0x1.9afa2d5c651e3p-1),
    (0x1.9b21e15a264d5p-2, 0.96875, 0x1.ddd90f0ad1327p-1),
    (0x1.443be875a55b1p-2, 1.0, 0x1.a8877d0eb4ab7p-1),
    (0x1.998ae03437ee9p-2, 1.25, 0x1.f7fdb30828bd5p-1),
  ])
  func countedAccountAtHealthOneStays(_ least: Double, _ most: Double, _ price: Double) throws {
    var bounds = (1..<15).map { least + (most - least) * Double($0) / 15 }
    bounds.sort { abs($0 - price) < abs($1 - price) }
    bounds[0] = price
    bounds = (bounds + [least, most]).sorted(by: >)
    var market = try Market(
      bounds.map { (1, $0 / 2) }, threshold: 0.5, price: 2, following: .counts)
    let isCounted = market.book.hasCountedAccounts(book: 0)
    #expect(isCounted)
    market.book.restart(pathCount: 1)
    market.marks[0][path: 0] = price
    market.book.check(step: 0)
    let found = market.book.accountLiquidations
    #expect(found == bounds.map { $0 > price ? 1 : 0 })
  }

  /// 100 units against 60 dollars. The market falls to 0.57 and 0.63 where the oracle stays at 1: HF is 1.33,
  /// nobody is liquidated, and on the first path the lender is short of 60 − 57. The bound passes over
  /// paths whose collateral covers the debt; one a tenth too weak passes over the first as well.
  @Test func shortfallWithoutLiquidationIsTheLenders() throws {
    var market = try Market([(100, 60)], threshold: 0.8, price: 1)
    let extremes = GroupExtremes(
      market.book.groupMarks, marks: market.marks.columns, initialMarks: [1, 1, 1])
    market.book.share(extremes)
    market.book.restart(pathCount: 2)
    market.marks[1][path: 0] = 0.57
    market.marks[1][path: 1] = 0.63
    extremes.atStepEnd()
    market.book.check(step: 0)
    extremes.atHorizon()
    var outcome = LenderOutcome()
    market.book.lenderOutcome(ofRow: 0, count: 2, into: &outcome)
    let (count, path, badDebt) = (outcome.count, outcome.path(0), outcome.badDebt[0][0])
    let (isShort, isLiquidated) = (outcome.hasBadDebt, outcome.hasLiquidations)
    #expect(count == 1 && path == 0 && isShort && !isLiquidated)
    #expect(abs(badDebt - 3) < 1e-12)
  }

  /// Between two step ends at HF 4/3 and 1.6 the account crosses 1: its collateral was worth 60 / 0.8 = 75
  /// then, not the 120 of the step end. 63 go to the liquidator, 12 are left of an equity of 40.
  @Test func crossingBetweenStepsIsSettledAtHealthOne() throws {
    var market = try Market([(100, 60)], threshold: 0.8, price: 1, bridge: [0: 0.01])
    market.book.restart(pathCount: 2)
    for k in 0..<2 { market.marks[k].fill(1.2) }
    // A uniform of 0 crosses whatever the probability, one of 1 never does.
    market.book.check(step: 0) { column, _ in
      column[path: 0] = 0
      column[path: 1] = 1
    }
    var outcome = RowOutcome()
    var equity = Vector.zero
    equity[0] = 40
    market.book.outcome(ofRow: 0, initialEquity: equity, paths: 0..<2, into: &outcome)
    let found = (0..<2).map { path in
      [outcome.equityLoss[path][0], outcome.liquidated[path][0], outcome.badDebt[path][0]]
    }
    for (values, expected) in zip(found, [[28.0, 60, 0], [-20, 0, 0]]) {
      for (value, want) in zip(values, expected) { #expect(abs(value - want) < 1e-9) }
    }
  }
}
