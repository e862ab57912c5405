import Studies
import TestSupport
import Testing

/// What a report says of the valuation date and of histograms.
@Suite struct InitialFiguresTests {
  /// All collateral may fall together by 1 − 1/HF: by a fifth at 1.25, by half at 2; at HF 0.8 it has to rise
  /// by a quarter. A book stands as its weakest account.
  @Test func distanceToLiquidationIsAFallOfTheCollateral() async throws {
    let result = try await Simulation(
      SamplePlan(paths: 100, healthFactors: [1.25, 2, 0.8]).plan(), workers: 1
    ).run()
    for (account, distance) in zip(result.accounts, [0.2, 0.5, -0.25]) {
      let found = try #require(account.distanceToLiquidation)
      #expect(abs(found - distance) < 1e-12)
    }
    let book = try #require(result.books[0].distanceToLiquidation)
    #expect(abs(book + 0.25) < 1e-12)
  }

  /// Bins are laid around the first 4,096 paths. Sixteen times as many go further out on both sides, nearly
  /// normal losses, and the room there holds them: with seed 12 the price's z lies in −3.3 ... 3.4, then in
  /// −4.1 ... 4.5.
  @Test func histogramHasRoomForWhatThePilotDidNotSee() async throws {
    func sample(paths: Int) -> SamplePlan {
      SamplePlan(volatility: 0.3, paths: paths, seed: 12, healthFactors: [1.5, 2])
    }
    let few = try await Simulation(sample(paths: 4_096).plan(), workers: 2).run()
    let many = try await Simulation(sample(paths: 65_536).plan(), workers: 2).run()
    for (pilot, subject) in zip(few.books + [few.total], many.books + [many.total]) {
      let figures = subject[.equityLoss]
      #expect(figures.maximum > pilot[.equityLoss].maximum)
      #expect(figures.minimum < pilot[.equityLoss].minimum)
      let histogram = try #require(figures.histogram)
      #expect(histogram.below == 0 && histogram.above == 0, "\(subject.name)")
      #expect(histogram.counts.reduce(0, +) == 65_536)
    }
  }
}
