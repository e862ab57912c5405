import Ledger
import Lending
import Passes
import Paths
import RandomNumbers
import Studies
import TestSupport
import Testing
import VectorMath

/// Runs that look inside their steps, against the same runs looked at by hand.
@Suite struct IntradayTests {
  private static let blocks = 2

  /// Long accounts, a loop, and one that owes ether against dollars, which falls where the price rises.
  private func plan(
    jumpRate: Double = 0, dependence: Dependence = .gaussian, numeraire: Numeraire = .usd,
    isAave: Bool = true, isInside: Bool = true, checks: Int = 24
  ) throws -> RunPlan {
    var plan = try SamplePlan(
      jumpRate: jumpRate, dependence: dependence, numeraire: numeraire,
      healthFactors: [1.02, 1.06, 1.1, 1.2], isAave: isAave
    ).plan()
    let long = plan.portfolio.accounts[0]
    let loop = plan.portfolio.accounts[4]
    let dollars = CollateralLeg(
      token: "USD", units: 2000 * 80 * 1.1 / 0.8, oracleMark: long.debts[0].oracleMark,
      marketMark: long.debts[0].marketMark, terms: long.collateral[0].terms)
    plan.portfolio = PortfolioPlan(
      accounts: plan.portfolio.accounts + [
        Account(
          id: "short", book: 1, protocolIndex: 0, collateral: [dollars], debts: loop.debts)
      ],
      books: plan.portfolio.books, protocolNames: plan.portfolio.protocolNames,
      adapters: plan.portfolio.adapters)
    if isInside {
      plan.measurement.monitoring = .intraday
      plan.paths.intraday = IntradayPlan(factor: 0, checks: checks)
    }
    return plan
  }

  /// What became of the accounts of a block.
  private struct Record: Equatable {
    /// By account and path: the step of the first liquidation, from 1; 0 without one.
    var firstSteps: [[Int]]
    /// By account and path: value repaid, in the numeraire.
    var repaid: [[Double]]

    init(_ plan: RunPlan) {
      firstSteps = plan.portfolio.accounts.map { _ in
        Array(repeating: 0, count: PathBlock.pathCount)
      }
      repaid = firstSteps.map { $0.map(Double.init) }
    }

    /// Equal first liquidations, and values to the rounding of their sums.
    func agrees(with other: Record) -> Bool {
      firstSteps == other.firstSteps
        && zip(repaid.joined(), other.repaid.joined()).allSatisfy {
          abs($0 - $1) <= 1e-9 * max(abs($0), 1)
        }
    }
  }

  private func record(_ plan: RunPlan, block: Int) -> Record {
    var record = Record(plan)
    var losses = BlockLosses(plan.losses)
    losses.run(PathNumbers(block: block)) { _, book, step in
      for account in record.firstSteps.indices {
        for path in 0..<PathBlock.pathCount where record.firstSteps[account][path] == 0 {
          let lanes = book.untouchedLanes(of: account, path / Vector.laneCount)
          if lanes >> UInt32(path % Vector.laneCount) & 1 == 0 {
            record.firstSteps[account][path] = step
          }
        }
      }
    }
    var repaid = Repaid(losses.accountsByRow, values: record.repaid)
    losses.measure(&repaid)
    record.repaid = repaid.values
    return record
  }

  /// The same by hand: every path of every step is drawn, every account is looked at and liquidated at every check,
  /// without any bound.
  private func recordByHand(_ plan: RunPlan, block: Int) throws -> Record {
    let accounts = plan.portfolio.accounts
    let adapter = plan.portfolio.adapters[0]
    let checks = try #require(plan.paths.intraday).checks
    var record = Record(plan)
    var positions: [[Position]] = accounts.map { _ in [] }
    var source = BlockSimulator(plan.paths)
    source.start(PathNumbers(block: block))
    let dollars = plan.paths.market.dollarsPerNumeraireMark
    for (a, account) in accounts.enumerated() {
      for path in 0..<PathBlock.pathCount {
        positions[a].append(Position(account) { source.marks[$0][path: path] })
      }
    }
    let looked = source.intraday
    let inside = try #require(looked)
    for step in 0..<plan.paths.grid.stepCount {
      source.advance(step: step)
      inside.draw(on: 0..<PathBlock.pathCount)
      for mark in source.marks.indices { inside.fill(mark: mark) }
      for path in 0..<PathBlock.pathCount {
        for check in 0..<checks {
          func mark(_ k: Int) -> Double {
            check < checks - 1
              ? inside.values[k][path, scalar: check] : source.marks[k][path: path]
          }
          for (a, account) in accounts.enumerated() where positions[a][path].isOpen {
            positions[a][path].reprice(account, at: mark)
            guard positions[a][path].healthFactor < 1 else { continue }
            positions[a][path].dollarsPerNumeraire = dollars.map(mark) ?? 1
            record.repaid[a][path] += adapter.liquidate(&positions[a][path])
            if record.firstSteps[a][path] == 0 { record.firstSteps[a][path] = step + 1 }
          }
        }
      }
    }
    return record
  }

  /// No bound hides a liquidation, first or later: 2 blocks, 10 steps, 6 accounts, of which about half fall.
  @Test(arguments: [0.0, 20.0], [true, false])
  func boundsHideNothing(jumpRate: Double, isAave: Bool) throws {
    let plan = try plan(jumpRate: jumpRate, isAave: isAave)
    var found = 0
    for block in 0..<Self.blocks {
      let record = record(plan, block: block)
      #expect(try record.agrees(with: recordByHand(plan, block: block)))
      found += record.firstSteps.joined().count { $0 > 0 }
    }
    #expect(found > 500)
  }

  /// A dependence that has drawn the variance of a day already, a numeraire whose price is the one that is followed,
  /// and checks that do not fill their vectors.
  @Test func boundsHideNothingElsewhere() throws {
    for plan in [
      try plan(dependence: .studentT(4)), try plan(jumpRate: 20, numeraire: .eth),
      try plan(checks: 10), try plan(checks: 2), try plan(jumpRate: 20, checks: 33),
    ] {
      #expect(try record(plan, block: 0).agrees(with: recordByHand(plan, block: 0)))
    }
  }

  /// Looks at hours find whatever looks at days find, on the same path and not later.
  @Test(arguments: [true, false])
  func neverLaterThanDaily(isAave: Bool) throws {
    let hourly = try plan(jumpRate: 20, isAave: isAave)
    let daily = try plan(jumpRate: 20, isAave: isAave, isInside: false)
    var earlier = 0
    for block in 0..<Self.blocks {
      let inside = record(hourly, block: block).firstSteps
      let atEnds = record(daily, block: block).firstSteps
      for account in inside.indices {
        for path in 0..<PathBlock.pathCount {
          let (a, b) = (inside[account][path], atEnds[account][path])
          if b > 0 { #expect(a > 0 && a <= b, "account \(account), path \(path)") }
          if a > 0 && (b == 0 || a < b) { earlier += 1 }
        }
      }
    }
    #expect(earlier > 100)
  }

  /// The law of the step is untouched: every mark at the end of every step keeps its bits, whatever was looked at
  /// inside.
  @Test func stepEndsKeepTheirBits() throws {
    func marks(_ plan: RunPlan) -> [[UInt64]] {
      var found: [[UInt64]] = []
      var losses = BlockLosses(plan.losses)
      losses.run(PathNumbers(block: 1)) { source, _, _ in
        for mark in source.marks {
          found.append((0..<PathBlock.pathCount).map { mark[path: $0].bitPattern })
        }
      }
      return found
    }
    #expect(try marks(plan(jumpRate: 20)) == marks(plan(jumpRate: 20, isInside: false)))
  }

  /// A price inside a step ends where the step does, and does not leave the bounds on the way.
  @Test func marksStayWithinTheirBounds() throws {
    let plan = try plan(jumpRate: 20)
    var source = BlockSimulator(plan.paths)
    source.start(PathNumbers(block: 2))
    let looked = source.intraday
    let inside = try #require(looked)
    let slack = 1e-12
    for step in 0..<plan.paths.grid.stepCount {
      source.advance(step: step)
      inside.draw(on: 0..<PathBlock.pathCount)
      let rise = inside.rise()
      for mark in source.marks.indices {
        inside.fill(mark: mark)
        for path in 0..<PathBlock.pathCount {
          let low = inside.lowest[mark][path: path] * (1 - slack)
          let high = inside.highest[mark][path: path] * (1 + slack)
          let most = inside.powers[mark] == 0 ? high : high * rise[path: path]
          for check in 0..<inside.checks - 1 {
            let value = inside.values[mark][path, scalar: check]
            #expect(value >= low && value <= most)
          }
        }
      }
    }
  }

  /// What is shown of a path is what was searched, and goes again.
  @Test func shownMarksAreThoseSearched() throws {
    let plan = try plan(jumpRate: 20)
    var source = BlockSimulator(plan.paths)
    source.start(PathNumbers(block: 0))
    let looked = source.intraday
    let inside = try #require(looked)
    source.advance(step: 0)
    let ends = source.marks.map { mark in (0..<PathBlock.pathCount).map { mark[path: $0] } }
    let asked = [3, 77, 78, 200, 255]
    inside.draw(on: asked)
    let checks = (0..<PathBlock.pathCount).map { $0 % (inside.checks - 1) }
    inside.show(checks, on: asked)
    for mark in source.marks.indices {
      inside.fill(mark: mark)
      for path in asked {
        let searched = inside.values[mark][inside.places[path], scalar: checks[path]]
        #expect(source.marks[mark][path: path].bitPattern == searched.bitPattern)
      }
    }
    inside.showEnd(on: asked)
    for (mark, values) in zip(source.marks, ends) {
      #expect((0..<PathBlock.pathCount).allSatisfy { mark[path: $0] == values[$0] })
    }
  }
}

/// Collects the value repaid of single accounts.
private struct Repaid: LossConsumer {
  let accountsByRow: [[Int]]
  var values: [[Double]]

  init(_ accountsByRow: [[Int]], values: [[Double]]) {
    self.accountsByRow = accountsByRow
    self.values = values
  }

  mutating func take(
    _ quantity: LossQuantity, ofRow row: Int, _ losses: borrowing VectorTable, lossPaths: UInt64,
    paths: Range<Int>
  ) {
    guard quantity == .liquidated else { return }
    for (lane, account) in accountsByRow[row].enumerated() where account >= 0 {
      for (i, path) in paths.enumerated() { values[account][path] = losses[i][lane] }
    }
  }

  mutating func take(wideRow row: Int, _ column: Column, isZero: Bool, count: Int) {}
}
