import Ledger
import Lending
import Testing
import VectorMath

/// An account book on the marks of a case, beside what the case says of every account.
struct EvaluatedCase: ~Copyable {
  private let example: PortfolioCase
  private let detail: FollowedDetail
  private let marks = PathBlock(columnCount: PortfolioCase.dollars + 1)
  private var book: AccountBook
  private var outcome = RowOutcome()
  private var lender = LenderOutcome()
  private let extremes: GroupExtremes
  private let sharesExtremes: Bool
  /// Expected first liquidations: `[step × accounts]`, and `[step × (books + 1)]`.
  private var byAccount: [Int]
  private var bySubject: [Int]
  /// Accounts liquidated and never liquidated, over all paths that were checked.
  private(set) var liquidations = 0
  private(set) var quietAccountPaths = 0
  /// Rows and paths that `checkLender` found listed.
  private(set) var listedPaths = 0

  let rowCount: Int

  init(
    _ example: PortfolioCase, following detail: FollowedDetail = .outcomes,
    sharesExtremes: Bool = false
  ) {
    self.example = example
    self.detail = detail
    let columns = marks.columns
    book = AccountBook(
      example.booked,
      on: MarkView(
        columns, initial: example.initialMarks, dollars: columns[PortfolioCase.dollars]),
      stepCount: PortfolioCase.stepCount, following: detail)
    rowCount = book.rowCount
    self.sharesExtremes = sharesExtremes
    extremes = GroupExtremes(
      sharesExtremes ? book.groupMarks : [], marks: columns, initialMarks: example.initialMarks)
    if sharesExtremes { book.share(extremes) }
    byAccount = Array(repeating: 0, count: PortfolioCase.stepCount * example.accounts.count)
    bySubject = Array(
      repeating: 0, count: PortfolioCase.stepCount * (example.bookCount + 1))
  }

  /// Takes the book through all steps of a block.
  private mutating func run(count: Int) {
    book.restart(pathCount: count)
    for (step, values) in example.marks.enumerated() {
      for (k, column) in values.enumerated() {
        for (path, value) in column.enumerated() { marks[k][path: path] = value }
      }
      extremes.atStepEnd()
      book.check(step: step)
    }
    extremes.atHorizon()
  }

  private mutating func remember(_ expected: [[PortfolioCase.Outcome]], count: Int) {
    for path in 0..<count {
      var first = Array(repeating: Int.max, count: example.bookCount + 1)
      for (i, account) in example.accounts.enumerated() {
        guard let step = expected[i][path].firstStep else {
          quietAccountPaths += 1
          continue
        }
        liquidations += 1
        byAccount[step * example.accounts.count + i] += 1
        first[0] = min(first[0], step)
        first[account.book + 1] = min(first[account.book + 1], step)
      }
      for (subject, step) in first.enumerated() where step < Int.max {
        bySubject[step * first.count + subject] += 1
      }
    }
  }

  /// First liquidations of the blocks so far, by step and account (by account alone where they are
  /// not followed by step), and by step and book.
  func checkLiquidations() {
    let accounts = book.accountLiquidations
    let subjects = book.bookLiquidations
    if detail != .outcomes {
      let count = example.accounts.count
      #expect(
        accounts
          == (0..<count).map { i in
            stride(from: i, to: byAccount.count, by: count).reduce(0) { $0 + byAccount[$1] }
          })
    } else {
      #expect(accounts == byAccount)
    }
    #expect(subjects == bySubject)
  }

  private func ranges(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: RowOutcome.pathCount).map {
      $0..<min(count, $0 + RowOutcome.pathCount)
    }
  }

  private func initialEquity(_ members: [Int]) -> Vector {
    var equity = Vector.zero
    for (lane, account) in members.enumerated() where account >= 0 {
      let value = example.initialValue(example.accounts[account])
      equity[lane] = max(0, value.collateral - value.debt)
    }
    return equity
  }

  /// Largest |found − expected| over 1e-12 of the account's size; more than 1 is a failure.
  private mutating func check(
    row: Int, _ paths: Range<Int>, _ expected: [[PortfolioCase.Outcome]]
  ) -> Double {
    let members = Array(book.accounts(inRow: row))
    book.outcome(
      ofRow: row, initialEquity: initialEquity(members), paths: paths, into: &outcome)
    var worst = 0.0
    for (lane, account) in members.enumerated() {
      for (i, path) in paths.enumerated() {
        let want = account < 0 ? PortfolioCase.Outcome() : expected[account][path]
        let value = account < 0 ? (0, 0) : example.initialValue(example.accounts[account])
        for (found, wanted) in [
          (outcome.equityLoss[i][lane], want.equityLoss), (outcome.badDebt[i][lane], want.badDebt),
          (outcome.liquidated[i][lane], want.liquidated),
        ] {
          let size = value.0 + value.1 + abs(wanted)
          worst = max(worst, found == wanted ? 0 : abs(found - wanted) / (1e-12 * size))
        }
      }
    }
    return worst
  }

  /// Runs a block and compares the outcome of every account on every path.
  mutating func check(count: Int) throws {
    run(count: count)
    let expected = example.outcomes(count: count)
    remember(expected, count: count)
    var seen: [Int] = []
    for row in 0..<book.rowCount {
      seen += book.accounts(inRow: row).filter { $0 >= 0 }
      for paths in ranges(count) {
        let worst = check(row: row, paths, expected)
        #expect(worst <= 1, "row \(row), paths \(paths)")
      }
    }
    #expect(seen.sorted() == Array(example.accounts.indices))
  }

  /// Runs a block and compares the lender's outcome of every account on every path: what is listed, and 0
  /// where nothing is.
  mutating func checkLender(count: Int) {
    precondition(sharesExtremes, "the lender's outcome needs extremes that are shared")
    run(count: count)
    let expected = example.outcomes(count: count)
    remember(expected, count: count)
    for row in 0..<book.rowCount {
      book.lenderOutcome(ofRow: row, count: count, into: &lender)
      var listed: [Int: Int] = [:]
      for i in 0..<lender.count { listed[lender.path(i)] = i }
      listedPaths += lender.count
      #expect(listed.count == lender.count && listed.keys.allSatisfy { $0 < count })
      var worst = 0.0
      for (lane, account) in Array(book.accounts(inRow: row)).enumerated() where account >= 0 {
        let value = example.initialValue(example.accounts[account])
        for path in 0..<count {
          let want = expected[account][path]
          let i = listed[path]
          for (found, wanted) in [
            (i.map { lender.badDebt[$0][lane] }, want.badDebt),
            (i.map { lender.liquidated[$0][lane] }, want.liquidated),
            (i.map { lender.bonus[$0][lane] }, want.bonus),
          ] {
            worst = max(
              worst, abs((found ?? 0) - wanted) / (value.collateral + value.debt + wanted))
          }
        }
      }
      #expect(worst <= 1e-12, "row \(row)")
    }
  }

  /// Compares the legs of every row with those of its accounts, after `check`.
  mutating func checkLegs(count: Int) throws {
    let expected = example.outcomes(count: count)
    let found = PathBlock(columnCount: 2)
    for row in 0..<book.rowCount {
      let members = book.accounts(inRow: row).filter { $0 >= 0 }
      let equity = initialEquity(Array(book.accounts(inRow: row)))
      for k in 0..<book.legCount(ofRow: row) {
        let leg = book.leg(k, ofRow: row)
        found[0].fill(0)
        found[1].fill(0)
        for paths in ranges(count) {
          book.outcome(ofRow: row, initialEquity: equity, paths: paths, into: &outcome)
          book.addLegLosses(
            ofRow: row, leg: k, outcome: outcome, equityLoss: found[0], badDebt: found[1])
        }
        var worst = 0.0
        for path in 0..<count {
          let want = expectedLeg(leg, members, expected, path)
          worst = max(worst, abs(found[0][path: path] - want.equityLoss) / want.size)
          worst = max(worst, abs(found[1][path: path] - want.badDebt) / want.size)
        }
        #expect(worst <= 1e-12, "row \(row), leg \(leg.token)")
      }
    }
  }

  private func expectedLeg(
    _ leg: (token: String, isDebt: Bool), _ members: [Int],
    _ expected: [[PortfolioCase.Outcome]], _ path: Int
  ) -> (equityLoss: Double, badDebt: Double, size: Double) {
    var sum = (equityLoss: 0.0, badDebt: 0.0, size: 0.0)
    for account in members {
      let value = example.initialValue(example.accounts[account])
      let outcome = expected[account][path]
      sum.size += value.collateral + value.debt
      if leg.isDebt {
        for (i, debt) in example.accounts[account].debts.enumerated() where debt.token == leg.token
        {
          sum.equityLoss += outcome.debtLegs[i]
          sum.badDebt += outcome.badDebtByDebt[i]
        }
      } else {
        for (i, held) in example.accounts[account].collateral.enumerated()
        where held.token == leg.token {
          sum.equityLoss += outcome.collateralLegs[i]
        }
      }
    }
    return sum
  }

  /// Runs a block and compares the sums of every book, whether its accounts have outcomes or are counted.
  mutating func checkBooks(count: Int) throws {
    run(count: count)
    let expected = example.outcomes(count: count)
    remember(expected, count: count)
    let found = PathBlock(columnCount: 3)
    book.workOutCountedAccounts(count: count)
    for number in 0..<example.bookCount {
      for k in 0..<3 { found[k].fill(0) }
      if book.hasCountedAccounts(book: number) {
        book.addCountedAccounts(
          ofBook: number, count: count, equityLoss: found[0], badDebt: found[1],
          liquidated: found[2])
      }
      for row in 0..<book.rowCount where book.book(ofRow: row) == number {
        let equity = initialEquity(Array(book.accounts(inRow: row)))
        for paths in ranges(count) {
          book.outcome(ofRow: row, initialEquity: equity, paths: paths, into: &outcome)
          for (i, path) in paths.enumerated() {
            found[0][path: path] += outcome.equityLoss[i].laneSum
            found[1][path: path] += outcome.badDebt[i].laneSum
            found[2][path: path] += outcome.liquidated[i].laneSum
          }
        }
      }
      var worst = 0.0
      for path in 0..<count {
        var want = [0.0, 0.0, 0.0]
        var size = 0.0
        for (i, account) in example.accounts.enumerated() where account.book == number {
          let value = example.initialValue(account)
          size += value.collateral + value.debt
          want[0] += expected[i][path].equityLoss
          want[1] += expected[i][path].badDebt
          want[2] += expected[i][path].liquidated
        }
        for k in 0..<3 { worst = max(worst, abs(found[k][path: path] - want[k]) / size) }
      }
      #expect(worst <= 1e-12, "book \(number)")
    }
  }
}
