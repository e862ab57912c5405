import Exits
import Ledger
import Lending
import Testing
import VectorMath

/// Random portfolios whose tokens are sold into pools, against one account, path and round at a time. Oracles of the
/// even tokens read the market.
@Suite struct CascadeTests {
  static let count = 150

  private static func exits(to venue: any ExitVenue) -> [Exit] {
    (0..<PortfolioCase.tokenCount).map {
      Exit([2 * $0 + 1], to: venue, memory: [ExitMemory(share: 1, halfLife: .infinity)])
    }
  }

  private static func write(_ values: [[Double]], into marks: borrowing PathBlock) {
    for (k, column) in values.enumerated() {
      for (path, value) in column.enumerated() { marks[k][path: path] = value }
    }
  }

  /// The marks that sales have left within 1e-9, the first liquidations the same on every step.
  private func check(
    _ example: PortfolioCase, reserve: Double, following detail: FollowedDetail
  ) throws {
    let marks = PathBlock(columnCount: PortfolioCase.dollars + 1)
    let columns = marks.columns
    var book = AccountBook(
      example.booked,
      on: MarkView(
        columns, initial: example.initialMarks, dollars: columns[PortfolioCase.dollars]),
      stepCount: PortfolioCase.stepCount, following: detail)
    var rounds = Rounds(on: columns, exits: Self.exits(to: ConstantProductVenue(reserve: reserve)))
    var naive = CascadeCase(example, reserve: reserve, count: Self.count)
    var first = Array(repeating: 0, count: example.accounts.count)
    var seen = Array(repeating: Set<Int>(), count: Self.count)
    book.restart(pathCount: Self.count)
    var quiet = 0
    for (step, values) in example.marks.enumerated() {
      Self.write(values, into: marks)
      // Uniforms of 1: nobody crosses between steps.
      rounds.run(step: step, over: 1, &book) { column, _ in column.fill(1) }
      for path in 0..<Self.count {
        let expected = naive.run(step: step, path: path)
        for account in expected.liquidated where seen[path].insert(account).inserted {
          first[account] += 1
        }
        var worst = 0.0
        for (k, mark) in expected.marks.enumerated() {
          worst = max(worst, abs(marks[k][path: path] / mark - 1))
        }
        #expect(worst < 1e-9, "step \(step), path \(path)")
        for mark in columns.indices where naive.isUnmoved(mark, path: path) {
          quiet += 1
          #expect(columns[mark][path: path] == values[mark][path])
        }
      }
    }
    let counts = book.accountLiquidations
    let accounts = example.accounts.count
    #expect(
      (0..<accounts).map { i in
        stride(from: i, to: counts.count, by: accounts).reduce(0) { $0 + counts[$1] }
      } == first)
    let (longest, cutOff, cascades) = (rounds.longest, rounds.cutOff, naive.cascades)
    #expect(cutOff == 0)
    #expect(longest > 2)
    #expect(cascades > 20)
    #expect(quiet > 1000)
  }

  /// Groups of eight, positions that stay open, and accounts that are watched between steps.
  @Test(arguments: AccountBookTests.Rules.allCases, [71, 75] as [UInt64])
  func agreesWithSingleAccounts(_ rules: AccountBookTests.Rules, seed: UInt64) throws {
    var example = PortfolioCase.mixed(adapters: try rules.adapters(), seed: seed)
      .readingTheMarket()
    example.bridge = [1: 0.01, 4: 0.02, 25: 0.01, 40: 0.03]
    try check(example, reserve: 3e5, following: .outcomes)
  }

  /// Ladders, each account a rung.
  @Test(arguments: [3, 10]) func laddersAgreeWithSingleAccounts(bookCount: Int) throws {
    let example = PortfolioCase.ladders(
      bookCount: bookCount, adapters: try AccountBookTests.Rules.fullClose.adapters(), seed: 73
    ).readingTheMarket()
    try check(example, reserve: 2e7, following: .counts)
  }

  /// Exits without impact change no bit: of a mark, of a count, of an outcome.
  @Test(arguments: AccountBookTests.Rules.allCases)
  func zeroImpactChangesNothing(_ rules: AccountBookTests.Rules) throws {
    let example = PortfolioCase.mixed(adapters: try rules.adapters(), seed: 74).readingTheMarket()
    let plain = Self.bits(example, exits: [])
    #expect(plain.liquidations.reduce(0, +) > 1000)
    #expect(plain == Self.bits(example, exits: Self.exits(to: BottomlessVenue())))
    #expect(plain != Self.bits(example, exits: Self.exits(to: ConstantProductVenue(reserve: 2e6))))
  }

  private struct Bits: Equatable {
    var liquidations: [Int] = []
    var books: [Int] = []
    var outcomes: [Vector] = []
    var marks: [Double] = []
  }

  /// Liquidators who pay no fee and no gas do in a bottomless market what the rules do by themselves: the same
  /// liquidations and marks, outcomes to the rounding of the calls' order.
  @Test(arguments: AccountBookTests.Rules.allCases)
  func freeLiquidatorsDoWhatRulesDo(_ rules: AccountBookTests.Rules) throws {
    let example = PortfolioCase.mixed(adapters: try rules.adapters(), seed: 74).readingTheMarket()
    let plain = Self.bits(example, exits: [])
    let called = Self.bits(
      example, exits: Self.exits(to: BottomlessVenue()), liquidators: Liquidators(flashFee: 0))
    let without = Self.bits(example, exits: [], liquidators: Liquidators(flashFee: 0))
    for found in [called, without] {
      #expect(plain.liquidations == found.liquidations && plain.books == found.books)
      #expect(plain.marks == found.marks)
      for (a, b) in zip(plain.outcomes, found.outcomes) {
        for lane in 0..<Vector.laneCount {
          #expect(abs(a[lane] - b[lane]) <= 1e-12 * max(1, abs(a[lane])))
        }
      }
    }
    let dear = Self.bits(
      example, exits: [], liquidators: Liquidators(flashFee: 0, minimumProfit: 1e12))
    if rules == .aaveV3 { #expect(dear.liquidations.allSatisfy { $0 == 0 }) }
  }

  private static func bits(
    _ example: PortfolioCase, exits: [Exit], liquidators: Liquidators? = nil
  ) -> Bits {
    let marks = PathBlock(columnCount: PortfolioCase.dollars + 1)
    let columns = marks.columns
    var book = AccountBook(
      example.booked,
      on: MarkView(
        columns, initial: example.initialMarks, dollars: columns[PortfolioCase.dollars]),
      stepCount: PortfolioCase.stepCount)
    var rounds = Rounds(on: columns, exits: exits, liquidators: liquidators)
    book.restart()
    for (step, values) in example.marks.enumerated() {
      write(values, into: marks)
      rounds.run(step: step, over: 1, &book)
    }
    var bits = Bits(liquidations: book.accountLiquidations, books: book.bookLiquidations)
    for column in columns { bits.marks += (0..<PathBlock.pathCount).map { column[path: $0] } }
    var outcome = RowOutcome()
    for row in 0..<book.rowCount {
      for first in stride(from: 0, to: PathBlock.pathCount, by: RowOutcome.pathCount) {
        let paths = first..<first + RowOutcome.pathCount
        book.outcome(ofRow: row, initialEquity: .zero, paths: paths, into: &outcome)
        for i in 0..<RowOutcome.pathCount {
          bits.outcomes += [outcome.equityLoss[i], outcome.badDebt[i], outcome.liquidated[i]]
        }
      }
    }
    return bits
  }
}

extension PortfolioCase {
  /// The same where the oracles of even tokens read the market.
  fileprivate func readingTheMarket() -> PortfolioCase {
    func mark(_ oracle: Int) -> Int { oracle % 4 == 0 ? oracle + 1 : oracle }
    let moved = accounts.map { account in
      account.replacing(
        collateral: account.collateral.map {
          CollateralLeg(
            token: $0.token, units: $0.units, oracleMark: mark($0.oracleMark),
            marketMark: $0.marketMark, terms: $0.terms)
        },
        debts: account.debts.map {
          DebtLeg(
            token: $0.token, units: $0.units, oracleMark: mark($0.oracleMark),
            marketMark: $0.marketMark)
        })
    }
    return replacing(accounts: moved)
  }
}
