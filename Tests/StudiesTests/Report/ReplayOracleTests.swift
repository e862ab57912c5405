import Foundation
import Lending
import Passes
import Studies
import TestSupport
import Testing
import VectorMath

/// Every figure of a run against its paths, drawn again and worked out one by one.
@Suite struct ReplayOracleTests {
  /// All paths of a plan: losses by subject and quantity, steps of first liquidations by account,
  /// and values of the first series by step.
  private struct Paths {
    var losses: [[[Double]]]
    var first: [[Int]]
    var series: [[Double]]

    init(_ plan: RunPlan) throws {
      let accounts = plan.portfolio.accounts.count
      var losses: [[[Double]]] = []
      var first = [[Int]](repeating: [], count: accounts)
      var series = [[Double]](repeating: [], count: plan.paths.grid.stepCount + 1)
      var replay = PathReplay(plan)
      try replay.replay(0..<UInt64(plan.paths.count), includesSeries: true) { record in
        if losses.isEmpty { losses = record.losses.map { $0.map { _ in [] } } }
        for (s, quantities) in record.losses.enumerated() {
          for (k, values) in quantities.enumerated() { losses[s][k] += values }
        }
        for a in first.indices { first[a] += record.firstLiquidations[a] }
        for step in series.indices { series[step] += record.series[0][step] }
      }
      self.losses = losses
      self.first = first
      self.series = series
    }
  }

  /// 603 paths are two blocks of 256 and a rest of 91, which is no multiple of eight. In the calm
  /// market whole blocks have no bad debt, in the wild one nearly all paths do.
  @Test(arguments: [0.3, 0.8, 4.0], [true, false])
  func figuresAreThoseOfThePaths(_ volatility: Double, _ isAave: Bool) async throws {
    let plan = try SamplePlan(volatility: volatility, paths: 603, isAave: isAave).plan()
    let result = try await Simulation(plan, workers: 2).run()
    let paths = try Paths(plan)
    for (s, subject) in result.subjects.enumerated() {
      for figures in subject.quantities {
        try expect(figures, paths.losses[s][figures.quantity.index], "\(subject.name)")
      }
    }
    for (a, account) in result.accounts.enumerated() {
      let counts = (1...plan.paths.grid.stepCount).map { step in paths.first[a].count { $0 == step }
      }
      #expect(account.firstLiquidations == counts)
    }
    // A path counts for a book from its first account on.
    for (b, book) in result.books.enumerated() {
      let members = plan.portfolio.accounts.indices.filter { plan.portfolio.accounts[$0].book == b }
      let firsts = (0..<603).map { path in
        members.map { paths.first[$0][path] }.filter { $0 > 0 }.min() ?? 0
      }
      let counts = (1...plan.paths.grid.stepCount).map { step in firsts.count { $0 == step } }
      #expect(book.firstLiquidations == counts)
    }
  }

  private func expect(_ found: QuantityFigures, _ losses: [Double], _ name: String) throws {
    let n = Double(losses.count)
    let mean = losses.reduce(0, +) / n
    let spread = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (spread / (n - 1)).squareRoot()
    let scale = 1e-9 * losses.reduce(1) { max($0, abs($1)) }
    #expect(abs(found.mean.value - mean) < scale, "\(name)")
    #expect(abs(found.standardDeviation - deviation) < scale, "\(name)")
    #expect(abs(found.mean.standardError - deviation / n.squareRoot()) < scale, "\(name)")
    #expect(found.minimum == losses.min() && found.maximum == losses.max(), "\(name)")
    #expect(found.probabilityPositive.successes == losses.count { $0 > 0 }, "\(name)")
    guard let histogram = found.histogram else { return }
    // The bins of a histogram that is one value wide hold that value alone.
    guard histogram.binWidth > 0 else {
      #expect(histogram.counts[0] == losses.count { $0 == histogram.lowerEdge })
      #expect(histogram.below == losses.count { $0 < histogram.lowerEdge })
      return
    }
    #expect(histogram.below == losses.count { $0 < histogram.lowerEdge }, "\(name)")
    let upper = histogram.lowerEdge + histogram.binWidth * Double(histogram.counts.count)
    // A loss next to an edge may fall on either side by rounding.
    #expect(abs(histogram.above - losses.count { $0 >= upper }) <= 1, "\(name)")
    var below = histogram.below
    for (k, count) in histogram.counts.enumerated() {
      below += count
      let edge = histogram.lowerEdge + histogram.binWidth * Double(k + 1)
      #expect(abs(below - losses.count { $0 < edge }) <= 1, "\(name), bin \(k)")
    }
  }

  /// Quantiles of what is observed: the value of rank ⌈n p⌉ among all paths, padding not counted.
  @Test func quantilesAreRanksOfAllPaths() async throws {
    let plan = try SamplePlan(paths: 300).plan()
    let result = try await Simulation(plan, workers: 1).run()
    let paths = try Paths(plan)
    let quantiles = try #require(result.series.first)
    #expect(quantiles.paths == 300 && quantiles.values.count == 11)
    for (step, row) in quantiles.values.enumerated() {
      let sorted = paths.series[step].sorted()
      for (p, value) in zip(quantiles.probabilities, row) {
        let rank = max(1, Int((300 * p - 1e-9).rounded(.up)))
        // Series are kept in single precision.
        let error = abs(value - sorted[rank - 1])
        #expect(error <= 0x1p-23 * abs(value), "step \(step), probability \(p)")
      }
    }
  }

  /// The thousand worst paths of 12,000, worst first, equal losses by number.
  @Test func worstPathsAreTheThousandWorst() async throws {
    let plan = try SamplePlan(paths: 12_000, steps: 2).plan()
    let result = try await Simulation(plan, workers: 2).run()
    let losses = try Paths(plan).losses[0][result.total.view.quantity.index]
    let order = losses.indices.sorted { (losses[$1], $0) < (losses[$0], $1) }.prefix(1_000)
    #expect(result.worstPaths.map(\.path) == Array(order))
    #expect(result.worstPaths.map(\.loss) == order.map { losses[$0] })
  }

  /// Figures of the first half of the paths, and of halves of it, stand before those of all.
  @Test func convergenceHalvesDownToABlock() async throws {
    let block = PathBlock.pathCount
    let result = try await Simulation(SamplePlan(paths: 64 * block).plan(), workers: 2).run()
    let expected = [1, 2, 4, 8, 16, 32, 64].map { $0 * block }
    // A block may be too few paths for the highest level; from two on there are 5 beyond it.
    #expect(result.convergence.map(\.paths).suffix(6) == expected.suffix(6)[...])
    let half = try await Simulation(SamplePlan(paths: 32 * block).plan(), workers: 2).run()
    let cut = try #require(result.convergence.first { $0.paths == 32 * block })
    for (a, b) in zip(cut.tails, half.total[half.total.view.quantity].tails) {
      #expect(a.valueAtRisk.value == b.valueAtRisk.value)
      #expect(abs(a.expectedShortfall.value - b.expectedShortfall.value) < 1e-6)
    }
  }

  /// Contributions stand in the order of what they add, largest first.
  @Test func contributionsAreRanked() async throws {
    let result = try await Simulation(
      SamplePlan(volatility: 2, paths: 2_000, healthFactors: [1.5, 1.02, 1.2]).plan(), workers: 2
    ).run()
    for contribution in result.contributions {
      for parts in [contribution.accounts, contribution.tokens] {
        let values = parts.map(\.contribution.value)
        #expect(values == values.sorted(by: >), "\(contribution.subject)")
      }
    }
    #expect(result.contributions.contains { $0.accounts.count > 2 })
  }

  /// ETH falls to next to nothing on most paths: more than a twentieth of them lose all equity, so
  /// that the tail is one tie. What its account and tokens contribute adds up to it.
  @Test func tiedTailIsSharedByItsPaths() async throws {
    var plan = try SamplePlan(volatility: 12, paths: 2_000, steps: 30, isAave: false).plan()
    let account = plan.portfolio.accounts[2]
    plan = plan.withAccounts([account])
    let result = try await Simulation(plan, workers: 1).run()
    let total = result.total[.equityLoss]
    let tail = try #require(total.tails.first { $0.level == 0.9 })
    #expect(total.maximum == tail.valueAtRisk.value)
    let found = try #require(
      result.contributions.first { $0.subject == "total" && $0.quantity == .equityLoss })
    #expect(abs(found.expectedShortfall / result.total.exposure - 1) < 1e-9)
    for parts in [found.accounts, found.tokens] {
      let sum = parts.reduce(0) { $0 + $1.contribution.value }
      #expect(abs(sum / result.total.exposure - 1) < 1e-9)
    }
  }
}

extension RunPlan {
  /// The plan with some of its accounts, all in one book of borrowers.
  func withAccounts(_ accounts: [Account]) -> RunPlan {
    var plan = self
    plan.portfolio = PortfolioPlan(
      accounts: accounts, books: [Book(name: "only", view: .borrower)],
      protocolNames: portfolio.protocolNames, adapters: portfolio.adapters)
    return plan
  }
}
