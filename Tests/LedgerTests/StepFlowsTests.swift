import Ledger
import Lending
import TestSupport
import Testing
import VectorMath

/// What a book says that was sold, kept, repaid and burned, against one account and one path at a time.
@Suite struct StepFlowsTests {
  static let count = 200

  /// Ten steps of a portfolio; every column of every step within 1e-12 of all units there are.
  private func check(_ example: PortfolioCase, _ detail: FollowedDetail) throws {
    let marks = PathBlock(columnCount: PortfolioCase.dollars + 1)
    let columns = marks.columns
    let view = MarkView(
      columns, initial: example.initialMarks, dollars: columns[PortfolioCase.dollars])
    var book = AccountBook(
      example.booked, on: view, stepCount: PortfolioCase.stepCount, following: detail)
    var flows = StepFlows(markCount: columns.count)
    var positions = example.accounts.map { account in
      Array(repeating: Position(account) { example.initialMarks[$0] }, count: Self.count)
    }
    let scale = example.accounts.reduce(0.0) { sum, account in
      sum + account.collateral.reduce(0) { $0 + $1.units }
        + account.debts.reduce(0) { $0 + $1.units }
    }
    book.restart(pathCount: Self.count)
    var moved = 0
    for (step, values) in example.marks.enumerated() {
      for (k, column) in values.enumerated() {
        for (path, value) in column.enumerated() { marks[k][path: path] = value }
      }
      flows.clear()
      // Uniforms of 1: nobody crosses between steps.
      book.firstRound(step: step, uniforms: { column, _ in column.fill(1) }, into: &flows)
      var expected = TokenFlows(markCount: columns.count, count: Self.count)
      var paths = PathMask()
      for (i, account) in example.accounts.enumerated() {
        for path in 0..<Self.count {
          positions[i][path].reprice(account) { values[$0][path] }
          positions[i][path].dollarsPerNumeraire = values[PortfolioCase.dollars][path]
          guard positions[i][path].healthFactor < 1 else { continue }
          _ = example.adapters[account.protocolIndex].liquidate(&positions[i][path])
          expected.add(positions[i][path], of: account, path: path)
          if positions[i][path].debts.contains(where: { $0.taken != Seizure.Debt() }) {
            paths.insert(path)
          }
        }
      }
      let found = TokenFlows(flows, markCount: columns.count, count: Self.count)
      #expect(found.distance(from: expected) <= 1e-12 * scale, "step \(step)")
      let written = flows.paths
      #expect(paths.allSatisfy(written.contains))
      moved += paths.count
    }
    #expect(moved > 100)
  }

  /// Groups of eight, positions that stay open, and four accounts that are watched between steps.
  @Test(arguments: AccountBookTests.Rules.allCases, [61, 62] as [UInt64])
  func agreeWithSingleAccounts(_ rules: AccountBookTests.Rules, seed: UInt64) throws {
    var example = PortfolioCase.mixed(adapters: try rules.adapters(), seed: seed)
    example.bridge = [1: 0.01, 4: 0.02, 25: 0.01, 40: 0.03]
    try check(example, .outcomes)
  }

  /// Ladders of 240, 20 and 30 accounts, of three books that share them and of ten that do not.
  @Test(arguments: [3, 10]) func laddersAgreeWithSingleAccounts(bookCount: Int) throws {
    let adapters = try AccountBookTests.Rules.fullClose.adapters()
    try check(.ladders(bookCount: bookCount, adapters: adapters, seed: 63), .counts)
  }
}
