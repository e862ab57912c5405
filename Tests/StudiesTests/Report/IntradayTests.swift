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
  private static let checks = 24
  private static let blocks = 4

  /// Long accounts, a loop, and one that owes ether against dollars, which falls where the price rises.
  private func plan(
    jumpRate: Double = 0, dependence: Dependence = .gaussian, isAave: Bool = true,
    isInside: Bool = true
  ) throws -> RunPlan {
    var plan = try SamplePlan(
      jumpRate: jumpRate, dependence: dependence, healthFactors: [1.02, 1.06, 1.1, 1.2],
      isAave: isAave
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
      plan.paths.intraday = IntradayPlan(factor: 0, checks: Self.checks)
    }
    return plan
  }

  /// By account and path of a block: the step of the first liquidation, from 1; 0 without one.
  private func firstSteps(_ plan: RunPlan, block: Int) -> [[Int]] {
    var first = plan.portfolio.accounts.map { _ in
      Array(repeating: 0, count: PathBlock.pathCount)
    }
    var losses = BlockLosses(plan.losses)
    losses.run(PathNumbers(block: block)) { _, book, step in
      for account in first.indices {
        for path in 0..<PathBlock.pathCount where first[account][path] == 0 {
          let lanes = book.untouchedLanes(of: account, path / Vector.laneCount)
          if lanes >> UInt32(path % Vector.laneCount) & 1 == 0 { first[account][path] = step }
        }
      }
    }
    return first
  }

  /// The same by hand: every path of every step is drawn, and every check is looked at, without any bound.
  private func firstStepsByHand(_ plan: RunPlan, block: Int) throws -> [[Int]] {
    let accounts = plan.portfolio.accounts
    var first = accounts.map { _ in Array(repeating: 0, count: PathBlock.pathCount) }
    var source = BlockSimulator(plan.paths)
    source.start(PathNumbers(block: block))
    let looked = source.intraday
    let inside = try #require(looked)
    for step in 0..<plan.paths.grid.stepCount {
      source.advance(step: step)
      inside.draw(on: 0..<PathBlock.pathCount)
      for mark in source.marks.indices { inside.fill(mark: mark) }
      for (a, account) in accounts.enumerated() {
        for path in 0..<PathBlock.pathCount where first[a][path] == 0 {
          let isBelow = (0..<Self.checks).contains { check in
            let prices = source.marks.indices.map { mark in
              check < Self.checks - 1
                ? inside.values[mark][path, scalar: check] : source.marks[mark][path: path]
            }
            return account.health(at: prices).isBelowOne
          }
          if isBelow { first[a][path] = step + 1 }
        }
      }
    }
    return first
  }

  /// No bound hides a liquidation: 4 blocks, 10 steps, 6 accounts, of which about half fall.
  @Test(arguments: [0.0, 20.0], [true, false])
  func boundsHideNothing(jumpRate: Double, isAave: Bool) throws {
    let plan = try plan(jumpRate: jumpRate, isAave: isAave)
    var found = 0
    for block in 0..<Self.blocks {
      let first = firstSteps(plan, block: block)
      let byHand = try firstStepsByHand(plan, block: block)
      #expect(first == byHand)
      found += first.joined().count { $0 > 0 }
    }
    #expect(found > 1_000)
  }

  /// A dependence that has drawn the variance of a day already leaves the same bounds.
  @Test func boundsHideNothingUnderStudentT() throws {
    let plan = try plan(dependence: .studentT(4))
    #expect(try firstSteps(plan, block: 0) == firstStepsByHand(plan, block: 0))
  }

  /// Looks at hours find whatever looks at days find, on the same path and not later.
  @Test(arguments: [true, false])
  func neverLaterThanDaily(isAave: Bool) throws {
    let hourly = try plan(jumpRate: 20, isAave: isAave)
    let daily = try plan(jumpRate: 20, isAave: isAave, isInside: false)
    var earlier = 0
    for block in 0..<Self.blocks {
      let inside = firstSteps(hourly, block: block)
      let atEnds = firstSteps(daily, block: block)
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
          for check in 0..<Self.checks - 1 {
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
    let checks = (0..<PathBlock.pathCount).map { $0 % (Self.checks - 1) }
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
