import Passes
import RandomNumbers
import RiskMeasures
import Studies
import TestSupport
import Testing
import VectorMath

@Suite struct SimulationTests {
  private func run(_ sample: SamplePlan, workers: Int = 1) async throws -> RunResult {
    try await Simulation(sample.plan(), workers: workers).run()
  }

  /// Every figure, as bits.
  private func fingerprint(_ result: RunResult) -> [UInt64] {
    var bits: [UInt64] = []
    for subject in result.subjects {
      for figures in subject.quantities {
        bits += [figures.mean.value, figures.standardDeviation].map(\.bitPattern)
        for tail in figures.tails {
          bits += [
            tail.valueAtRisk.value, tail.valueAtRisk.lower, tail.expectedShortfall.value,
            tail.expectedShortfall.standardError,
          ].map(\.bitPattern)
        }
        bits += (figures.histogram?.counts ?? []).map { UInt64($0) }
      }
      bits += subject.firstLiquidations.map { UInt64($0) }
    }
    for contribution in result.contributions {
      bits += (contribution.accounts + contribution.tokens).map {
        $0.contribution.value.bitPattern
      }
    }
    for series in result.series { bits += series.values.flatMap { $0 }.map(\.bitPattern) }
    return bits
  }

  /// The order in which workers finish must never reach a sum: 20,000 paths are 5 tasks.
  @Test(arguments: [2, 3, 7]) func sameBitsForAnyNumberOfWorkers(_ workers: Int) async throws {
    let sample = SamplePlan(jumpRate: 5, paths: 20_000)
    #expect(
      fingerprint(try await run(sample)) == fingerprint(try await run(sample, workers: workers)))
  }

  @Test func anotherSeedGivesOtherFigures() async throws {
    let a = try await run(SamplePlan())
    let b = try await run(SamplePlan(seed: 8))
    #expect(fingerprint(a) != fingerprint(b))
  }

  /// Tails kept above a pilot's threshold must be those of the whole sample, to the bit.
  @Test(arguments: [true, false]) func tailsEqualThoseOfAllLosses(isAave: Bool) async throws {
    let plan = try SamplePlan(jumpRate: 5, paths: 10_000, isAave: isAave).plan()
    let result = try await Simulation(plan, workers: 2).run()
    var losses = result.subjects.map { $0.quantities.map { _ in [Double]() } }
    var replay = PathReplay(plan)
    try replay.replay(0..<10_000) { record in
      for (subject, quantities) in record.losses.enumerated() {
        for (k, values) in quantities.enumerated() { losses[subject][k] += values }
      }
    }
    for (subject, figures) in result.subjects.enumerated() {
      for (k, quantity) in figures.quantities.enumerated() {
        let sample = try LossSample(losses[subject][k])
        for tail in quantity.tails {
          #expect(tail.valueAtRisk == sample.valueAtRisk(level: Level(tail.level)))
          #expect(tail.expectedShortfall == sample.expectedShortfall(level: Level(tail.level)))
        }
        #expect(quantity.probabilityPositive.successes == losses[subject][k].count { $0 > 0 })
        for point in quantity.exceedances {
          #expect(point.atLeast == losses[subject][k].count { $0 >= point.loss })
          #expect(point.above == losses[subject][k].count { $0 > point.loss })
        }
        let isWide = figures.kind != .account
        #expect(quantity.exceedances.last?.loss == (isWide ? quantity.maximum : nil))
        let points = Set(quantity.exceedances.map(\.loss))
        #expect(points.isSuperset(of: isWide ? quantity.tails.map(\.valueAtRisk.value) : []))
      }
    }
  }

  /// Contributions by account and by token add up to expected shortfall to 1e-9 relative, whatever
  /// the protocol, the numeraire and the ties.
  @Test(arguments: [true, false], Numeraire.allCases)
  func contributionsAddUp(isAave: Bool, numeraire: Numeraire) async throws {
    let result = try await run(
      SamplePlan(jumpRate: 20, paths: 6_000, numeraire: numeraire, isAave: isAave))
    #expect(result.contributions.count >= 3)
    for contribution in result.contributions {
      for parts in [contribution.accounts, contribution.tokens] {
        let sum = parts.reduce(0) { $0 + $1.contribution.value }
        let scale = abs(contribution.expectedShortfall)
        #expect(abs(sum - contribution.expectedShortfall) <= 1e-9 * scale)
      }
    }
  }

  /// An account that owes more than it has at time 0 has nothing to lose: what it is short of then counts as
  /// limited recourse, so that the tokens still add up to what the accounts lost.
  @Test(arguments: [true, false])
  func contributionsAddUpWhereAnAccountIsUnderWater(isAave: Bool) async throws {
    let result = try await run(SamplePlan(healthFactors: [0.7, 1.1], isAave: isAave))
    // 336,000 / 0.7 is owed against 420,000.
    let under = result.accounts[0]
    #expect(under.exposure == 0 && abs(under.debtValue - under.collateralValue - 60_000) < 1_000)
    let found = result.contributions.filter { $0.quantity == .equityLoss }
    #expect(found.count >= 2)
    for contribution in found {
      let sum = contribution.tokens.reduce(0) { $0 + $1.contribution.value }
      let scale = under.debtValue
      #expect(abs(sum - contribution.expectedShortfall) <= 1e-9 * scale, "\(contribution.subject)")
    }
  }

  /// A path is a function of its number: drawn again in another place of another block, it is the same.
  @Test func pathsDrawnAgainAreTheSame() throws {
    let plan = try SamplePlan(jumpRate: 5, paths: 2_000, dependence: .studentT(4)).plan()
    var all: [[Double]] = []
    var replay = PathReplay(plan)
    try replay.replay(0..<2_000) { record in
      for k in record.paths.indices { all.append(record.losses.map { $0[0][k] }) }
    }
    let size = UInt64(PathBlock.pathCount)
    let chosen: [UInt64] = [1_999, 3, size, size - 1, 700, 0]
    try replay.replay(chosen) { record in
      for (k, path) in record.paths.enumerated() {
        #expect(record.losses.map { $0[0][k] } == all[Int(path)])
      }
    }
  }

  /// The number of paths need not fill blocks, and padding never counts.
  @Test func paddingDoesNotCount() async throws {
    let result = try await run(SamplePlan(paths: 700))
    #expect(result.total.liquidation.trials == 700)
    #expect(result.accounts[0].firstLiquidations.reduce(0, +) <= 700)
    let histogram = try #require(result.total[.equityLoss].histogram)
    #expect(histogram.counts.reduce(histogram.below + histogram.above, +) == 700)
  }

  /// Books add up: the total's mean is the sum of the means of the accounts that it adds, those of the own
  /// book for the equity loss, of the lent book for bad debt.
  @Test func meansAddUp() async throws {
    let result = try await run(SamplePlan(jumpRate: 5))
    let added: [LossQuantity: [String]] = [
      .equityLoss: ["dollars"], .badDebt: ["loops"], .liquidated: ["dollars", "loops"],
    ]
    for quantity in LossQuantity.allCases {
      let names = try #require(added[quantity])
      let accounts = result.accounts.filter { names.contains($0.book ?? "") }
        .reduce(0) { $0 + $1[quantity].mean.value }
      let books = result.books.filter { names.contains($0.name) }
        .reduce(0) { $0 + $1[quantity].mean.value }
      let total = result.total[quantity].mean.value
      #expect(abs(accounts - total) <= 1e-9 * max(1, abs(total)))
      #expect(abs(books - total) <= 1e-9 * max(1, abs(total)))
    }
  }

  /// In ETH a loop on ETH has no ETH risk left: its loss of equity is far below that in dollars.
  @Test func numeraireRemovesItsOwnRisk() async throws {
    let dollars = try await run(SamplePlan())
    let ether = try await run(SamplePlan(numeraire: .eth))
    let inDollars = dollars.accounts[3]
    let inEther = ether.accounts[3]
    #expect(inDollars[.equityLoss].standardDeviation / inDollars.exposure > 0.04)
    #expect(inEther[.equityLoss].standardDeviation / inEther.exposure < 0.01)
    #expect(abs(inDollars.healthFactor - inEther.healthFactor) < 1e-12)
  }
}
